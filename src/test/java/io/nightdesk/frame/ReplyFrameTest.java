package io.nightdesk.frame;

import static io.nightdesk.frame.FrameSamples.question;
import static io.nightdesk.frame.FrameSamples.withContent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.frame.wire.ImProto.Message;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What existing clients read in a reply, field by field. */
final class ReplyFrameTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final UUID REPLY_ID = UUID.fromString("aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee");
    private static final Instant NOW = Instant.parse("2026-11-23T13:00:00.123456Z");

    private final FrameCodec codec =
            new FrameCodec(List.of("content", "text", "msg"), List.of("url", "content"), "nightdesk");

    @Test
    void encodesEveryFieldAsTheClientsExpectIt() throws IOException {
        // Given
        Message asked = question().setMemberId(42).setGuid("a guid").build();

        // When
        Message reply = reply(asked, "您好，7 天内可以退货 👍");

        // Then
        assertThat(reply)
                .isEqualTo(Message.newBuilder()
                        .setContent(reply.getContent())
                        .setSendTime(NOW.toEpochMilli())
                        .setReceiverUid("10001")
                        .setSenderUid("88888")
                        .setMemberId(42)
                        .setMessageId(REPLY_ID.toString())
                        .setGuid("")
                        .setSessionId("10001_88888")
                        .setBusinessType(20)
                        .build());
        assertThat(json(reply)).isEqualTo(JSON.readTree("""
            {
              "type": 1,
              "business_id": "NM2026110100012",
              "business_type": 20,
              "receiver_type": 1,
              "networkProvider": "nightdesk",
              "networkType": "-2",
              "content": "您好，7 天内可以退货 👍"
            }
            """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"content", "text", "msg"})
    void putsTheTextUnderTheKeyOfTheQuestion(String key) throws IOException {
        Message asked = withContent("{\"type\":1,\"" + key + "\":\"在吗\"}").build();

        JsonNode content = json(reply(asked, "在的"));

        assertThat(content.path(key).textValue()).isEqualTo("在的");
        assertThat(content).hasSize(7);
    }

    @Test
    void answersAnImageUnderTheFirstKey() throws IOException {
        Message asked = withContent("{\"type\":2,\"url\":\"https://x/y.png\",\"business_id\":\"NM1\"}")
                .build();

        JsonNode content = json(reply(asked, "请用文字描述"));

        assertThat(content).isEqualTo(JSON.readTree("""
            {
              "type": 1,
              "business_id": "NM1",
              "business_type": 20,
              "receiver_type": 1,
              "networkProvider": "nightdesk",
              "networkType": "-2",
              "content": "请用文字描述"
            }
            """));
    }

    @ParameterizedTest
    @MethodSource
    void echoesTheOrderNumber(String inbound, String echoed) throws IOException {
        Message asked =
                withContent("{\"type\":1,\"content\":\"在吗\"" + inbound + "}").build();

        JsonNode content = json(reply(asked, "在的"));

        assertThat(content.path("business_id").textValue()).isEqualTo(echoed);
    }

    static Stream<Arguments> echoesTheOrderNumber() {
        return Stream.of(
                argumentSet("none", "", ""),
                argumentSet("an empty one", ",\"business_id\":\"\"", ""),
                argumentSet("any text as it is", ",\"business_id\":\" nm-1 \\\"\"", " nm-1 \""),
                argumentSet("a number as text", ",\"business_id\":20261101", "20261101"));
    }

    @ParameterizedTest
    @CsvSource({
        "10001_88888, 10001_88888",
        "88888_10001, 88888_10001",
        "what the client says, what the client says",
        "'', 10001_88888",
    })
    void echoesTheSessionIdOrJoinsTheUids(String inbound, String expected) {
        Message asked = question().setSessionId(inbound).build();

        assertThat(reply(asked, "在的").getSessionId()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 0, -1, Integer.MAX_VALUE})
    void echoesTheBusinessType(int businessType) throws IOException {
        Message reply = reply(question().setBusinessType(businessType).build(), "在的");

        assertThat(reply.getBusinessType()).isEqualTo(businessType);
        assertThat(json(reply).path("business_type").intValue()).isEqualTo(businessType);
    }

    @Test
    void decodesAsAFrameFromTheDesk() {
        // Given
        ReplyFrame reply = new ReplyFrame(REPLY_ID, accepted(question().build()), NOW, new ReplyFrame.Body.Text("在的"));

        // When
        byte[] bytes = codec.encode(reply);

        // Then
        assertThat(new FrameScanner("88888").scan(bytes, 0, bytes.length)).isEqualTo(Addressing.FROM_DESK);
        assertThat(codec.decode(bytes))
                .isEqualTo(new DecodeResult.Accepted(new Frame(
                        REPLY_ID,
                        "88888",
                        "10001",
                        NOW.toEpochMilli(),
                        "10001_88888",
                        0,
                        20,
                        new Content.Text("content", "在的", "NM2026110100012"))));
    }

    @Test
    void sendsAnImageAsItsAddress() throws IOException {
        ReplyFrame reply = new ReplyFrame(
                REPLY_ID, accepted(question().build()), NOW, new ReplyFrame.Body.Image("https://shop.example/qr.png"));

        JsonNode content = json(Message.parseFrom(codec.encode(reply)));

        assertThat(content.path("type").intValue()).isEqualTo(2);
        assertThat(content.path("url").textValue()).isEqualTo("https://shop.example/qr.png");
        assertThat(content.path("business_id").textValue()).isEqualTo("NM2026110100012");
        assertThat(content.has("content")).isFalse();
    }

    @Test
    void encodesTheSameBytesEachTime() {
        ReplyFrame reply = new ReplyFrame(REPLY_ID, accepted(question().build()), NOW, new ReplyFrame.Body.Text("在的"));

        assertThat(codec.encode(reply)).isEqualTo(codec.encode(reply));
    }

    private Message reply(Message asked, String text) {
        try {
            return Message.parseFrom(
                    codec.encode(new ReplyFrame(REPLY_ID, accepted(asked), NOW, new ReplyFrame.Body.Text(text))));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Frame accepted(Message message) {
        return ((DecodeResult.Accepted) codec.decode(message.toByteArray())).frame();
    }

    private static JsonNode json(Message message) throws IOException {
        return JSON.readTree(message.getContent());
    }
}
