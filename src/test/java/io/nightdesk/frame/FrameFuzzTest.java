package io.nightdesk.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.Mutation;
import io.nightdesk.Seed;
import io.nightdesk.frame.wire.ImProto.Message;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever bytes arrive: nothing throws, and the scanner sees the same addressing as the codec. */
final class FrameFuzzTest {

    private static final int FRAMES = 150_000;
    private static final String DESK = "88888";
    private static final List<String> CONTENTS = List.of(
            "{\"type\":1,\"business_id\":\"NM1\",\"business_type\":20,\"content\":\"怎么退货\"}",
            "{\"type\":1,\"msg\":\"\\ud83d\\ude00 hi\",\"business_id\":17}",
            "{\"type\":\"1\",\"text\":\" \"}",
            "{\"type\":1.0,\"content\":\"a\\u0000b\"}",
            "\uFEFF{\"type\":2,\"url\":\"https://shop.example/a.png\"}",
            "{\"type\":7,\"content\":{\"a\":[1,2,{\"b\":null}]}}",
            "{}",
            "[]",
            "");

    private static final List<byte[]> TOKENS = Stream.of(
                    "ffffffffffffffffff01",
                    "ffffffffffffffffffff7f",
                    "80808080808080808080",
                    "0a",
                    "22",
                    "1a053838383838",
                    "22053838383838",
                    "2205383838",
                    "7b7c7b7c",
                    "7b0801",
                    "7c",
                    "0d00000000",
                    "eda0bd",
                    "eda080",
                    "c0af",
                    "efbbbf",
                    "00",
                    "7f",
                    "5c7564383030",
                    "5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b",
                    "31653939393939393939",
                    "2d",
                    "227d")
            .map(HexFormat.of()::parseHex)
            .toList();

    private final FrameScanner scanner = new FrameScanner(DESK);
    private final FrameCodec codec =
            new FrameCodec(List.of("content", "text", "msg"), List.of("url", "content"), "webIm");

    @Test
    void scansAndDecodesAnyBytesAlike() {
        // Given
        Random random = Seed.random();
        List<byte[]> samples = Stream.of("10001", DESK)
                .flatMap(sender ->
                        CONTENTS.stream().map(content -> frame(sender, sender.equals(DESK) ? "10001" : DESK, content)))
                .toList();
        Mutation mutation = new Mutation(random, TOKENS);

        for (int i = 0; i < FRAMES; i++) {
            byte[] bytes = mutation.of(samples);

            // When
            Addressing addressing = scanWithin(bytes, random.nextInt(8));
            DecodeResult decoded = codec.decode(bytes);

            // Then
            if (!agree(addressing, decoded)) {
                assertThat(addressing)
                        .as("%s of %s", decoded, HexFormat.of().formatHex(bytes))
                        .isEqualTo(expected(decoded));
            }
        }
    }

    /** The scanner must not read what is before or behind the frame. */
    private Addressing scanWithin(byte[] bytes, int margin) {
        byte[] buffer = new byte[margin + bytes.length + margin];
        Arrays.fill(buffer, (byte) '8');
        System.arraycopy(bytes, 0, buffer, margin, bytes.length);
        return scanner.scan(buffer, margin, bytes.length);
    }

    private static boolean agree(Addressing addressing, DecodeResult decoded) {
        if (decoded instanceof DecodeResult.Rejected rejected) {
            return switch (rejected.reason()) {
                case WRONG_WIRE_TYPE -> addressing == Addressing.UNREADABLE;
                // The codec may find a fault that the scanner does not look for.
                case NOT_PROTOBUF, TOO_LARGE -> true;
                default -> addressing != Addressing.UNREADABLE;
            };
        }
        return addressing == expected(decoded);
    }

    private static Addressing expected(DecodeResult decoded) {
        if (!(decoded instanceof DecodeResult.Accepted accepted)) {
            return Addressing.UNREADABLE;
        }
        if (accepted.frame().senderUid().equals(DESK)) {
            return Addressing.FROM_DESK;
        }
        return accepted.frame().receiverUid().equals(DESK) ? Addressing.TO_DESK : Addressing.FOREIGN;
    }

    private static byte[] frame(String sender, String receiver, String content) {
        return Message.newBuilder()
                .setContent(content)
                .setSendTime(1_764_000_000_000L)
                .setReceiverUid(receiver)
                .setSenderUid(sender)
                .setMessageId(UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8))
                        .toString())
                .setSessionId("10001_88888")
                .setBusinessType(20)
                .build()
                .toByteArray();
    }
}
