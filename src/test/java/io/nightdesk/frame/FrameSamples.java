package io.nightdesk.frame;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.nightdesk.frame.wire.ImProto.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Frames to try things on. */
final class FrameSamples {

    static final String ID = "3f2b8c1e-7a54-4d0b-9c3f-0a1b2c3d4e5f";

    private FrameSamples() {}

    /** What the web client sends. */
    static Message.Builder question() {
        return Message.newBuilder()
                .setContent("{\"type\":1,\"business_id\":\"NM2026110100012\",\"business_type\":20,\"receiver_type\":4,"
                        + "\"networkProvider\":\"webIm\",\"networkType\":\"-2\",\"content\":\"怎么退货\"}")
                .setSendTime(1_793_500_000_000L)
                .setReceiverUid("88888")
                .setSenderUid("10001")
                .setMemberId(0)
                .setMessageId(ID)
                .setGuid("")
                .setSessionId("10001_88888")
                .setBusinessType(20);
    }

    static Message.Builder withContent(String json) {
        return question().setContent(json);
    }

    /** Any message of the schema, some of them with unknown fields; not one that the desk would have to accept. */
    static Message randomMessage(Random random, String desk) {
        List<String> uids = List.of(desk, desk, "10001", "10002", desk + "1", "", "a/b", "张三");
        Message.Builder message = Message.newBuilder()
                .setContent("{\"type\":1,\"content\":\"" + "咋退".repeat(random.nextInt(80)) + "\"}")
                .setSendTime(random.nextLong())
                .setReceiverUid(uids.get(random.nextInt(uids.size())))
                .setSenderUid(uids.get(random.nextInt(uids.size())))
                .setMemberId(random.nextInt(3) - 1)
                .setMessageId(new UUID(random.nextLong(), random.nextLong()).toString())
                .setSessionId(random.nextBoolean() ? "" : "10001_" + desk)
                .setBusinessType(random.nextInt());
        if (random.nextInt(4) == 0) {
            byte[] unknown = new byte[random.nextInt(5)];
            random.nextBytes(unknown);
            message.setUnknownFields(UnknownFieldSet.newBuilder()
                    .addField(
                            10 + random.nextInt(1000),
                            UnknownFieldSet.Field.newBuilder()
                                    .addLengthDelimited(ByteString.copyFrom(unknown))
                                    .addVarint(random.nextLong())
                                    .addFixed32(random.nextInt())
                                    .addFixed64(random.nextLong())
                                    .build())
                    .build());
        }
        return message.build();
    }

    /** The bytes with one thing done to them that accidents and attackers do. */
    static byte[] mutate(Random random, byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(bytes.length);
        byte[] head = Arrays.copyOf(bytes, at);
        byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
        return switch (random.nextInt(6)) {
            case 0 -> flip(random, bytes, at);
            case 1 -> head;
            case 2 -> tail;
            case 3 ->
                new WireBytes().raw(head).raw(random.nextInt(256)).raw(tail).toBytes();
            case 4 -> new WireBytes().raw(bytes).raw(tail).toBytes();
            default -> new WireBytes().raw(tail).raw(bytes).raw(head).toBytes();
        };
    }

    private static byte[] flip(Random random, byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }
}
