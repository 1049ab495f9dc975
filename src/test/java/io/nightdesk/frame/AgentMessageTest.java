package io.nightdesk.frame;

import static io.nightdesk.frame.FrameSamples.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.Seed;
import io.nightdesk.frame.wire.ImProto.Message;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames from the desk's uid that {@link FrameCodec#decode} rejects. */
final class AgentMessageTest {

    private static final String DESK = "88888";
    private static final String CUSTOMER = "10001";

    private final FrameCodec codec =
            new FrameCodec(List.of("content", "text", "msg"), List.of("url", "content"), "nightdesk");

    @ParameterizedTest
    @MethodSource
    void isReadFromARejectedFrame(byte[] frame, RejectReason reason) {
        // When
        Optional<Frame> message = codec.decodeAgentMessage(frame, DESK);

        // Then
        assertThat(codec.decode(frame)).isEqualTo(new DecodeResult.Rejected(reason));
        assertThat(message).hasValueSatisfying(read -> {
            assertThat(read.senderUid()).isEqualTo(DESK);
            assertThat(read.receiverUid()).isEqualTo(CUSTOMER);
            assertThat(read.content()).isEqualTo(new Content.Unreadable(""));
        });
    }

    static Stream<Arguments> isReadFromARejectedFrame() {
        return Stream.of(
                argumentSet(
                        "too long a text",
                        bytes(saying("{'type':1,'content':'" + "长".repeat(4_001) + "'}")),
                        RejectReason.TEXT_TOO_LONG),
                argumentSet(
                        "more than 64 KiB",
                        bytes(saying("{'type':1,'content':'" + "x".repeat(70_000) + "'}")),
                        RejectReason.TOO_LARGE),
                argumentSet(
                        "more than 64 KiB, the type behind the text",
                        bytes(saying("{'content':'" + "x".repeat(70_000) + "','type':1}")),
                        RejectReason.TOO_LARGE),
                argumentSet(
                        "an image of more than 64 KiB",
                        bytes(saying("{'type':2,'url':'data:" + "x".repeat(70_000) + "'}")),
                        RejectReason.TOO_LARGE),
                argumentSet("no message id", bytes(agent().clearMessageId()), RejectReason.NO_MESSAGE_ID),
                argumentSet(
                        "an id that is no UUID", bytes(agent().setMessageId("17")), RejectReason.MALFORMED_MESSAGE_ID),
                argumentSet(
                        "too long a session id",
                        bytes(agent().setSessionId("1".repeat(161))),
                        RejectReason.MALFORMED_SESSION_ID),
                argumentSet(
                        "too long an order number",
                        bytes(saying("{'type':1,'content':'a','business_id':'" + "1".repeat(65) + "'}")),
                        RejectReason.MALFORMED_BUSINESS_ID),
                argumentSet(
                        "a known field of another wire type",
                        new WireBytes()
                                .field(WireBytes.MEMBER_ID, WireBytes.DELIMITED)
                                .raw(bytes(agent()))
                                .toBytes(),
                        RejectReason.WRONG_WIRE_TYPE),
                argumentSet(
                        "an end that is cut",
                        Arrays.copyOf(bytes(agent()), bytes(agent()).length - 1),
                        RejectReason.NOT_PROTOBUF),
                argumentSet(
                        "uids in front of a content that is cut",
                        WireBytes.between(DESK, CUSTOMER)
                                .tag(WireBytes.CONTENT, WireBytes.DELIMITED)
                                .varint(100)
                                .raw('{')
                                .toBytes(),
                        RejectReason.NOT_PROTOBUF));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "您好，我来处理",
                "12345",
                "\"hello\"",
                "[图片]",
                "{",
                "{hello",
                "{'content':'a'}",
                "{'type':null,'text':'a'}",
                "{'type':1,'content':'a'",
                "{'type':1,'content':'a'}x",
                "{'type':'1','content':'a'}{}",
                "{'type':2}x",
                "{'x':[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]],'type':1,'content':'a'}"
            })
    void isReadFromContentThatIsRejected(String content) {
        byte[] frame = bytes(saying(content));

        assertThat(codec.decode(frame)).isInstanceOf(DecodeResult.Rejected.class);
        assertThat(codec.decodeAgentMessage(frame, DESK)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n\uFEFF\0",
                "null",
                "[]",
                "\" \"",
                "{}",
                "{'content':' '}",
                "{'content':'\u200b\u2800'}",
                "{'typing':true}",
                "{'type':5",
                "{'type':5,'content':'a'}x",
                "{'type':'7','content':'a'}{}",
                "{'type':0}x",
                "{'type':true,'content':'a'}",
                "{'type':'read','content':'a'}",
                "{'type':1,'content':'','business_id':'11111111111111111111111111111111111111111111111111111111111111111'}",
                "{'type':5,'x':[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}"
            })
    void isNotFoundInAReceiptOrNothing(String content) {
        byte[] frame = bytes(saying(content));

        assertThat(codec.decode(frame)).isInstanceOf(DecodeResult.Rejected.class);
        assertThat(codec.decodeAgentMessage(frame, DESK)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void isNotFoundInAFrameThatIsNotFromTheDeskToACustomer(Message.Builder frame) {
        byte[] rejected = bytes(frame.clearMessageId());

        assertThat(codec.decodeAgentMessage(rejected, DESK)).isEmpty();
    }

    static Stream<Arguments> isNotFoundInAFrameThatIsNotFromTheDeskToACustomer() {
        return Stream.of(
                argumentSet("a customer's", agent().setSenderUid(CUSTOMER).setReceiverUid(DESK)),
                argumentSet("to the desk itself", agent().setReceiverUid(DESK)),
                argumentSet("to no uid", agent().setReceiverUid("a/b")),
                argumentSet("to nobody", agent().clearReceiverUid()),
                argumentSet("from nobody", agent().clearSenderUid()),
                argumentSet("from a uid that contains the desk's", agent().setSenderUid("188888")));
    }

    @Test
    void hasTheIdOfItsFrame() {
        byte[] frame = bytes(saying("no JSON"));

        assertThat(codec.decodeAgentMessage(frame, DESK).map(Frame::messageId))
                .contains(UUID.fromString(FrameSamples.ID));
    }

    @Test
    void hasTheSameIdWhenAFrameWithoutOneIsDeliveredAgain() {
        // Given
        byte[] frame = bytes(agent().clearMessageId());
        byte[] other = bytes(agent().clearMessageId().setSendTime(1));

        // When
        List<UUID> ids = Stream.of(frame, frame.clone(), other)
                .map(bytes ->
                        codec.decodeAgentMessage(bytes, DESK).orElseThrow().messageId())
                .toList();

        // Then
        assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
    }

    @Test
    void isReadBehindAsManyGroupsAsAPacketCanHold() {
        // Given
        WireBytes groups = new WireBytes();
        IntStream.range(0, 500_000).forEach(i -> groups.raw(10 << 3 | WireBytes.START_GROUP));

        // When
        Optional<Frame> message = codec.decodeAgentMessage(
                WireBytes.between(DESK, CUSTOMER).raw(groups.toBytes()).toBytes(), DESK);

        // Then
        assertThat(message).isPresent();
    }

    @Test
    void neverThrowsOnAMutatedFrame() {
        Random random = Seed.random();
        byte[] whole = bytes(agent());

        for (int i = 0; i < 20_000; i++) {
            byte[] frame = FrameSamples.mutate(random, FrameSamples.mutate(random, whole));

            assertThat(codec.decodeAgentMessage(frame, DESK)).isNotNull();
        }
    }

    @Test
    void neverThrowsOnMutatedContent() {
        Random random = Seed.random();
        byte[] whole = question().getContentBytes().toByteArray();

        for (int i = 0; i < 20_000; i++) {
            String content = new String(FrameSamples.mutate(random, whole), StandardCharsets.UTF_8);

            assertThat(codec.decodeAgentMessage(bytes(agent().setContent(content)), DESK))
                    .isNotNull();
        }
    }

    /** A frame of an agent; without any fault. */
    private static Message.Builder agent() {
        return question().setSenderUid(DESK).setReceiverUid(CUSTOMER);
    }

    private static Message.Builder saying(String content) {
        return agent().setContent(content.replace('\'', '"'));
    }

    private static byte[] bytes(Message.Builder message) {
        return message.build().toByteArray();
    }
}
