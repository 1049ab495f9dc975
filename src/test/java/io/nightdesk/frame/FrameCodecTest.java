package io.nightdesk.frame;

import static io.nightdesk.frame.FrameSamples.question;
import static io.nightdesk.frame.FrameSamples.withContent;
import static io.nightdesk.frame.WireBytes.DELIMITED;
import static io.nightdesk.frame.WireBytes.GUID;
import static io.nightdesk.frame.WireBytes.RECEIVER_UID;
import static io.nightdesk.frame.WireBytes.SENDER_UID;
import static io.nightdesk.frame.WireBytes.SEND_TIME;
import static io.nightdesk.frame.WireBytes.SESSION_ID;
import static io.nightdesk.frame.WireBytes.VARINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.Seed;
import io.nightdesk.frame.wire.ImProto.Message;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameCodecTest {

    private final FrameCodec codec =
            new FrameCodec(List.of("content", "text", "msg"), List.of("url", "content"), "nightdesk");

    @Test
    void readsEveryFieldOfAFrame() {
        DecodeResult decoded = codec.decode(question().setMemberId(42).build().toByteArray());

        assertThat(decoded)
                .isEqualTo(new DecodeResult.Accepted(new Frame(
                        UUID.fromString(FrameSamples.ID),
                        "10001",
                        "88888",
                        1_793_500_000_000L,
                        "10001_88888",
                        42,
                        20,
                        new Content.Text("content", "怎么退货", "NM2026110100012"))));
    }

    @ParameterizedTest
    @MethodSource
    void readsBackWhatItWrote(Frame frame) {
        DecodeResult decoded = codec.decode(codec.encode(frame));

        assertThat(decoded).isEqualTo(new DecodeResult.Accepted(frame));
    }

    static Stream<Arguments> readsBackWhatItWrote() {
        return Stream.of(
                argumentSet("every field at zero or empty", frame("10001", 0, "", 0, 0, text("content", "a", ""))),
                argumentSet(
                        "negative numbers",
                        frame("10001", Long.MIN_VALUE, "", -1, Integer.MIN_VALUE, text("content", "a", ""))),
                argumentSet(
                        "the greatest numbers",
                        frame("10001", Long.MAX_VALUE, "", Long.MAX_VALUE, Integer.MAX_VALUE, text("msg", "a", ""))),
                argumentSet("Chinese", frame(text("content", "您好，请问“退货”怎么办？", "NM2026110100012"))),
                argumentSet("rare ideographs outside the basic plane", frame(text("text", "𠮷野家，𡞱", ""))),
                argumentSet("emoji of several characters", frame(text("content", "👨‍👩‍👧‍👦 👍🏽 1️⃣ 🇨🇳", ""))),
                argumentSet("what JSON must escape", frame(text("content", "\"\\/\b\f\n\r\t\u0001\u2028{}", "\"'"))),
                argumentSet("spaces around a text", frame(text("content", " \n怎么退货 ", ""))),
                argumentSet("an image", frame(new Content.Image(Optional.empty(), "NM2026110100012"))),
                argumentSet("something else", frame(new Content.Other(7, ""))),
                argumentSet("the longest uid", frame("Z".repeat(64), 1, "", 0, 20, text("content", "在吗", ""))),
                argumentSet("a uid with a hyphen", frame("-a-1-", 1, "x", 0, 20, text("content", "在吗", ""))));
    }

    @ParameterizedTest
    @MethodSource
    void readsTheContentOfEveryKindOfClient(String json, Content expected) {
        DecodeResult decoded = codec.decode(withContent(json).build().toByteArray());

        assertThat(decoded)
                .asInstanceOf(type(DecodeResult.Accepted.class))
                .extracting(accepted -> accepted.frame().content())
                .isEqualTo(expected);
    }

    static Stream<Arguments> readsTheContentOfEveryKindOfClient() {
        return Stream.of(
                content("text under content", "{'type':1,'content':'a'}", text("content", "a", "")),
                content("text under text", "{'type':1,'text':'a'}", text("text", "a", "")),
                content("text under msg", "{'type':1,'msg':'a'}", text("msg", "a", "")),
                content(
                        "the first key of the list counts",
                        "{'type':1,'msg':'c','text':'b','content':'a'}",
                        text("content", "a", "")),
                content(
                        "a key that holds no text is passed over",
                        "{'type':1,'content':null,'text':{},'msg':'c'}",
                        text("msg", "c", "")),
                content(
                        "a text of another form",
                        "{'type':1,'content':{'text':'a'},'business_id':'NM1'}",
                        new Content.Unreadable("NM1")),
                content("an empty text of another form", "{'type':1,'content':{},'text':[]}", new Content.Other(1, "")),
                content("no known key", "{'type':1,'body':'a'}", new Content.Other(1, "")),
                content("an empty text", "{'type':1,'content':''}", new Content.Other(1, "")),
                content("a blank text", "{'type':1,'content':' \\n\\u3000'}", new Content.Other(1, "")),
                content(
                        "an image",
                        "{'type':2,'url':'https://x/y.png'}",
                        new Content.Image(Optional.of("https://x/y.png"), "")),
                content(
                        "an image under the other key",
                        "{'type':2,'content':'a'}",
                        new Content.Image(Optional.of("a"), "")),
                content("an image without an address", "{'type':2,'url':' '}", new Content.Image(Optional.empty(), "")),
                content("type 0", "{'type':0,'content':'a'}", new Content.Other(0, "")),
                content("type 3", "{'type':3,'content':'a'}", new Content.Other(3, "")),
                content("a negative type", "{'type':-1,'content':'a'}", new Content.Other(-1, "")),
                content(
                        "a type that is 1 as an int",
                        "{'type':4294967297,'content':'a'}",
                        new Content.Other(4_294_967_297L, "")),
                content("an order number", "{'type':1,'content':'a','business_id':'NM1'}", text("content", "a", "NM1")),
                content(
                        "an order number as a number",
                        "{'type':1,'content':'a','business_id':2026110100012}",
                        text("content", "a", "2026110100012")),
                content(
                        "no order number but null",
                        "{'type':1,'content':'a','business_id':null}",
                        text("content", "a", "")),
                content(
                        "no order number but an object",
                        "{'type':1,'content':'a','business_id':{'id':1}}",
                        text("content", "a", "")),
                content(
                        "an image's order number",
                        "{'type':2,'business_id':'NM1'}",
                        new Content.Image(Optional.empty(), "NM1")),
                content("another kind's order number", "{'type':9,'business_id':'NM1'}", new Content.Other(9, "NM1")),
                content(
                        "the last of repeated keys counts",
                        "{'type':2,'type':1,'content':'a','content':'b'}",
                        text("content", "b", "")),
                content(
                        "space around the object",
                        " \\n{'type':1,'content':'a'} \\t".replace("\\n", "\n").replace("\\t", "\t"),
                        text("content", "a", "")),
                content(
                        "an escaped pair of surrogates",
                        "{'type':1,'content':'\\ud83d\\ude00'}",
                        text("content", "😀", "")),
                content("a type with a fraction of zero", "{'type':1.0,'content':'a'}", text("content", "a", "")),
                content("a type with an exponent", "{'type':1e0,'content':'a'}", text("content", "a", "")),
                content("a type as a text", "{'type':'1','content':'a'}", text("content", "a", "")),
                content("a type as a text with space", "{'type':' 1 ','content':'a'}", text("content", "a", "")),
                content("a type as a text with a fraction", "{'type':'1.0','content':'a'}", text("content", "a", "")),
                content("an image's type as a text", "{'type':'2'}", new Content.Image(Optional.empty(), "")),
                content("another type as a text", "{'type':'5','content':'a'}", new Content.Other(5, "")),
                content(
                        "a text as a number",
                        "{'type':1,'content':2026110100012}",
                        text("content", "2026110100012", "")),
                content(
                        "an order number with a fraction of zero",
                        "{'type':1,'content':'a','business_id':2026110100012.0}",
                        text("content", "a", "2026110100012")),
                content(
                        "no order number but a fraction",
                        "{'type':1,'content':'a','business_id':1.5}",
                        text("content", "a", "")),
                content("a byte order mark", "\uFEFF{'type':1,'content':'a'}", text("content", "a", "")),
                content(
                        "two byte order marks and space",
                        "\uFEFF \uFEFF{'type':1,'content':'a'}",
                        text("content", "a", "")),
                content("NUL behind the object", "{'type':1,'content':'a'}\0\0", text("content", "a", "")),
                content("ideographic space around", "\u3000{'type':1,'content':'a'}\u3000", text("content", "a", "")),
                content(
                        "line breaks that are not escaped",
                        "{'type':1,'content':'a\r\n\tb'}",
                        text("content", "a\r\n\tb", "")),
                content(
                        "an escape that JSON does not have",
                        "{'type':1,'content':'\\#\\@a'}",
                        text("content", "#@a", "")),
                content("a comma at the end", "{'type':1,'content':'a',}", text("content", "a", "")),
                content("NaN among further keys", "{'x':NaN,'type':1,'content':'a'}", text("content", "a", "")),
                content(
                        "a long name among further keys",
                        "{'" + "k".repeat(5_000) + "':0,'type':1,'content':'a'}",
                        text("content", "a", "")),
                content(
                        "a long number among further keys",
                        "{'x':" + "1".repeat(1_000) + ",'type':1,'content':'a'}",
                        text("content", "a", "")),
                content("NUL in a text", "{'type':1,'content':'a\\u0000b\0'}", text("content", "ab", "")),
                content("only NUL in a text", "{'type':1,'content':'\\u0000'}", new Content.Other(1, "")),
                content("a text behind an empty one", "{'type':1,'content':'','text':'a'}", text("text", "a", "")),
                content(
                        "a text that cannot be seen",
                        "{'type':1,'content':'\u200b\u00a0\u2800'}",
                        new Content.Other(1, "")),
                content("the first half of a pair", "{'type':1,'content':'\\ud83d!'}", text("content", "\uFFFD!", "")),
                content("a first half at the end", "{'type':1,'content':'a\\ud83d'}", text("content", "a\uFFFD", "")),
                content("the second half of a pair", "{'type':1,'content':'\\ude00a'}", text("content", "\uFFFDa", "")),
                content(
                        "the halves swapped",
                        "{'type':1,'content':'\\ude00\\ud83d'}",
                        text("content", "\uFFFD\uFFFD", "")),
                content(
                        "halves of pairs elsewhere",
                        "{'x':'\\ud83d','type':1,'content':'a','business_id':'NM1\\ud83d\\u0000'}",
                        text("content", "a", "NM1\uFFFD")),
                content(
                        "a half in an image's address",
                        "{'type':2,'url':'https://x/\\ud83d\\u0000'}",
                        new Content.Image(Optional.of("https://x/\uFFFD"), "")),
                content(
                        "further keys",
                        "{'type':1,'content':'a','x':[1,{'y':null}],'receiver_type':'?'}",
                        text("content", "a", "")));
    }

    @Test
    void ignoresUnknownFields() {
        // Given
        byte[] known = question().build().toByteArray();
        byte[] group = new WireBytes()
                .tag(15, WireBytes.START_GROUP)
                .text(SENDER_UID, "10002")
                .tag(SENDER_UID, WireBytes.START_GROUP)
                .tag(SENDER_UID, WireBytes.END_GROUP)
                .tag(15, WireBytes.END_GROUP)
                .toBytes();
        byte[] frame = new WireBytes()
                .raw(group)
                .field(10, VARINT)
                .raw(known)
                .field(11, DELIMITED)
                .field(12, WireBytes.FIXED32)
                .field(1000, WireBytes.FIXED64)
                .raw(group)
                .toBytes();

        // When
        DecodeResult decoded = codec.decode(frame);

        // Then
        assertThat(decoded).isEqualTo(codec.decode(known)).isInstanceOf(DecodeResult.Accepted.class);
    }

    @Test
    void readsTheLastOccurrenceOfAField() {
        // Given
        byte[] frame = new WireBytes()
                .raw(question()
                        .setSenderUid("a/b")
                        .setMessageId("1")
                        .setContent("-")
                        .build()
                        .toByteArray())
                .raw(question().build().toByteArray())
                .toBytes();

        // When
        DecodeResult decoded = codec.decode(frame);

        // Then
        assertThat(decoded).isEqualTo(codec.decode(question().build().toByteArray()));
    }

    @ParameterizedTest
    @MethodSource
    void acceptsAFrameAtTheLimit(Message.Builder frame) {
        assertThat(codec.decode(frame.build().toByteArray())).isInstanceOf(DecodeResult.Accepted.class);
    }

    static Stream<Arguments> acceptsAFrameAtTheLimit() {
        return Stream.of(
                argumentSet("the size of a frame", ofSize(FrameCodec.MAX_FRAME_BYTES)),
                argumentSet("the length of a sender's uid", question().setSenderUid("1".repeat(64))),
                argumentSet("the length of a receiver's uid", question().setReceiverUid("1".repeat(64))),
                argumentSet("a sender's uid of one character", question().setSenderUid("-")),
                argumentSet("the length of a session id", question().setSessionId("会".repeat(160))),
                argumentSet("the length of a text", withContent(saying("x".repeat(4_000)))),
                argumentSet("the length of a text of emoji", withContent(saying("😀".repeat(2_000)))),
                argumentSet("the length of an order number", withContent(about("x".repeat(64)))),
                argumentSet("the depth of the content", withContent(nested(16))),
                argumentSet("the greatest type", withContent("{\"type\":9223372036854775807}")),
                argumentSet(
                        "a message id in capitals", question().setMessageId("3F2B8C1E-7A54-4D0B-9C3F-0A1B2C3D4E5F")),
                argumentSet("a message id of zeros", question().setMessageId("00000000-0000-0000-0000-000000000000")));
    }

    @ParameterizedTest
    @MethodSource
    void rejectsWithTheReason(Message.Builder frame, RejectReason reason) {
        assertThat(codec.decode(frame.build().toByteArray())).isEqualTo(new DecodeResult.Rejected(reason));
    }

    static Stream<Arguments> rejectsWithTheReason() {
        return Stream.of(
                        Stream.of(
                                argumentSet(
                                        "one byte too large",
                                        ofSize(FrameCodec.MAX_FRAME_BYTES + 1),
                                        RejectReason.TOO_LARGE),
                                argumentSet("an empty frame", Message.newBuilder(), RejectReason.BAD_UID),
                                argumentSet(
                                        "sender and receiver alike",
                                        question().setSenderUid("88888"),
                                        RejectReason.SELF_ADDRESSED),
                                argumentSet("no message id", question().clearMessageId(), RejectReason.NO_MESSAGE_ID),
                                argumentSet(
                                        "a session id one too long",
                                        question().setSessionId("1".repeat(161)),
                                        RejectReason.MALFORMED_SESSION_ID),
                                argumentSet(
                                        "a session id with a line end",
                                        question().setSessionId("10001\n88888"),
                                        RejectReason.MALFORMED_SESSION_ID),
                                argumentSet(
                                        "a session id with NUL",
                                        question().setSessionId("10001\u000088888"),
                                        RejectReason.MALFORMED_SESSION_ID)),
                        Stream.of(
                                        "",
                                        "1".repeat(65),
                                        "a/b",
                                        "+",
                                        "#",
                                        "PTP/#",
                                        "a b",
                                        "a_b",
                                        "张三",
                                        "１０００１",
                                        "10001\n",
                                        "\u0000")
                                .flatMap(uid -> Stream.of(
                                        argumentSet(
                                                "sender '" + uid + "'",
                                                question().setSenderUid(uid),
                                                RejectReason.BAD_UID),
                                        argumentSet(
                                                "receiver '" + uid + "'",
                                                question().setReceiverUid(uid),
                                                RejectReason.BAD_UID))),
                        Stream.of(
                                        "1",
                                        "1-1-1-1-1",
                                        "3f2b8c1e-7a54-4d0b-9c3f-0a1b2c3d4e5g",
                                        "3f2b8c1e-7a54-4d0b-9c3f-0a1b2c3d4e5",
                                        "3f2b8c1e-7a54-4d0b-9c3f-0a1b2c3d4e5f0",
                                        "3f2b8c1e-7a54-4d0b-9c3f-0a1b2c3d4e5f x",
                                        "３f2b8c1e-7a54-4d0b-9c3f-0a1b2c3d4e5f")
                                .map(id -> argumentSet(
                                        "message id '" + id + "'",
                                        question().setMessageId(id),
                                        RejectReason.MALFORMED_MESSAGE_ID)),
                        Stream.of(
                                        "",
                                        "null",
                                        "怎么退货",
                                        "\"text\"",
                                        "1",
                                        "[]",
                                        "{",
                                        "{'type':1",
                                        "{\"type\":1}{}",
                                        "{\"type\":1}x",
                                        "{type:1}",
                                        "{\"type\":01}",
                                        nested(17),
                                        "[".repeat(30_000),
                                        "{\"type\":" + "1".repeat(1_001) + "}")
                                .map(json -> argumentSet(
                                        "content " + json.substring(0, Math.min(20, json.length())),
                                        withContent(json),
                                        RejectReason.CONTENT_NOT_JSON_OBJECT)),
                        Stream.of(
                                        "{}",
                                        "{\"type\":null}",
                                        "{\"type\":\"\"}",
                                        "{\"type\":\"text\"}",
                                        "{\"type\":\"0x1\"}",
                                        "{\"type\":\"1 1\"}",
                                        "{\"type\":\"1.5\"}",
                                        "{\"type\":\"9999999999999999999\"}",
                                        "{\"type\":1.5}",
                                        "{\"type\":1e400}",
                                        "{\"type\":NaN}",
                                        "{\"type\":true}",
                                        "{\"type\":[1]}",
                                        "{\"type\":9223372036854775808}",
                                        "{\"Type\":1}")
                                .map(json -> argumentSet(
                                        "content " + json, withContent(json), RejectReason.NO_CONTENT_TYPE)),
                        Stream.of(
                                argumentSet(
                                        "a text one too long",
                                        withContent(saying("x".repeat(4_001))),
                                        RejectReason.TEXT_TOO_LONG),
                                argumentSet(
                                        "a blank text one too long",
                                        withContent(saying(" ".repeat(4_001))),
                                        RejectReason.TEXT_TOO_LONG),
                                argumentSet(
                                        "a text of emoji one too long",
                                        withContent(saying("😀".repeat(2_000) + "x")),
                                        RejectReason.TEXT_TOO_LONG),
                                argumentSet(
                                        "an order number one too long",
                                        withContent(about("x".repeat(65))),
                                        RejectReason.MALFORMED_BUSINESS_ID),
                                argumentSet(
                                        "an image's order number one too long",
                                        withContent("{\"type\":2,\"business_id\":\"" + "x".repeat(65) + "\"}"),
                                        RejectReason.MALFORMED_BUSINESS_ID)))
                .flatMap(arguments -> arguments);
    }

    @ParameterizedTest
    @MethodSource
    void reportsTheFirstOfSeveralReasons(Message.Builder frame, RejectReason reason) {
        assertThat(codec.decode(frame.build().toByteArray())).isEqualTo(new DecodeResult.Rejected(reason));
    }

    static Stream<Arguments> reportsTheFirstOfSeveralReasons() {
        Message.Builder all = Message.newBuilder().setSessionId("\n").setContent("-");
        return Stream.of(
                argumentSet("uid before message id", all.clone().setSenderUid("/"), RejectReason.BAD_UID),
                argumentSet(
                        "self-addressed before message id",
                        all.clone().setSenderUid("1").setReceiverUid("1"),
                        RejectReason.SELF_ADDRESSED),
                argumentSet(
                        "message id before session id",
                        all.clone().setSenderUid("1").setReceiverUid("2"),
                        RejectReason.NO_MESSAGE_ID),
                argumentSet(
                        "malformed message id before session id",
                        all.clone().setSenderUid("1").setReceiverUid("2").setMessageId("1"),
                        RejectReason.MALFORMED_MESSAGE_ID),
                argumentSet(
                        "session id before content",
                        question().setSessionId("\n").setContent("-"),
                        RejectReason.MALFORMED_SESSION_ID),
                argumentSet(
                        "type before the rest of the content",
                        withContent("{\"business_id\":\"" + "x".repeat(65) + "\",\"content\":\"" + "x".repeat(4_001)
                                + "\"}"),
                        RejectReason.NO_CONTENT_TYPE),
                argumentSet(
                        "order number before text",
                        withContent("{\"type\":1,\"content\":\"" + "x".repeat(4_001) + "\",\"business_id\":\""
                                + "x".repeat(65) + "\"}"),
                        RejectReason.MALFORMED_BUSINESS_ID));
    }

    @ParameterizedTest
    @MethodSource("io.nightdesk.frame.FrameScannerTest#everyWrongWireType")
    void rejectsAKnownFieldWithAnotherWireType(int field, int wireType) {
        byte[] frame = new WireBytes()
                .raw(question().build().toByteArray())
                .field(field, wireType)
                .toBytes();

        assertThat(codec.decode(frame)).isEqualTo(new DecodeResult.Rejected(RejectReason.WRONG_WIRE_TYPE));
    }

    @ParameterizedTest
    @MethodSource
    void replacesWhatIsNotUtf8InAText(byte[] text, String expected) {
        // Given
        byte[] content = new WireBytes()
                .raw("{\"type\":1,\"content\":\"a".getBytes(StandardCharsets.UTF_8))
                .raw(text)
                .raw("\"}".getBytes(StandardCharsets.UTF_8))
                .toBytes();
        byte[] frame = new WireBytes()
                .raw(question().build().toByteArray())
                .delimited(WireBytes.CONTENT, content)
                .toBytes();

        // When
        DecodeResult decoded = codec.decode(frame);

        // Then
        assertThat(decoded)
                .asInstanceOf(type(DecodeResult.Accepted.class))
                .extracting(accepted -> accepted.frame().content())
                .isEqualTo(text("content", "a" + expected, ""));
    }

    static Stream<Arguments> replacesWhatIsNotUtf8InAText() {
        return Stream.of(
                argumentSet("the first half of a pair", bytes(0xED, 0xA0, 0xBD), "\uFFFD"),
                argumentSet("the second half of a pair", bytes(0xED, 0xB8, 0x80), "\uFFFD"),
                argumentSet("both halves, encoded one by one", bytes(0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80), "😀"),
                argumentSet(
                        "a half and a whole pair",
                        bytes(0xED, 0xA0, 0xBD, 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80, 'b'),
                        "\uFFFD😀b"),
                argumentSet("a half and a character", bytes(0xED, 0xA0, 0xBD, 0xE9, 0x80, 0x80), "\uFFFD退"),
                argumentSet("a Hangul syllable that begins as a half does", bytes(0xED, 0x95, 0x9C), "한"),
                argumentSet("a character that is cut", bytes(0xE9, 0x80), "\uFFFD"),
                argumentSet("a continuation alone", bytes(0x80), "\uFFFD"),
                argumentSet("Latin-1", bytes(0xE9), "\uFFFD"));
    }

    private static byte[] bytes(int... values) {
        return new WireBytes().raw(values).toBytes();
    }

    @Test
    void acceptsOtherFieldsThatAreNotUtf8() {
        // Given
        byte[] frame = new WireBytes()
                .raw(question().build().toByteArray())
                .delimited(GUID, bytes(0x80))
                .delimited(SESSION_ID, bytes('1', 0xED, 0xA0, 0xBD))
                .toBytes();

        // When
        DecodeResult decoded = codec.decode(frame);

        // Then
        assertThat(decoded)
                .asInstanceOf(type(DecodeResult.Accepted.class))
                .extracting(accepted -> accepted.frame().sessionId())
                .isEqualTo("1\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(ints = {RECEIVER_UID, SENDER_UID})
    void rejectsAUidThatIsNotUtf8(int field) {
        byte[] frame = new WireBytes()
                .raw(question().build().toByteArray())
                .delimited(field, bytes('1', 0x80))
                .toBytes();

        assertThat(codec.decode(frame)).isEqualTo(new DecodeResult.Rejected(RejectReason.BAD_UID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3F2B8C1E-7A54-4D0B-9C3F-0A1B2C3D4E5F",
                "3f2b8c1e7a544d0b9c3f0a1b2c3d4e5f",
                "{3f2b8c1e-7a54-4d0b-9c3f-0a1b2c3d4e5f}",
                "{3F2B8C1E7A544D0B9C3F0A1B2C3D4E5F}",
                "urn:uuid:3f2b8c1e-7a54-4d0b-9c3f-0a1b2c3d4e5f",
                " 3f2b8c1e-7a54-4d0b-9c3f-0a1b2c3d4e5f\n",
                "3f2b8c1e-7a54-4d0b-9c3f-0a1b2c3d4e5f\0"
            })
    void readsAMessageIdInEveryFormOfAUuid(String id) {
        DecodeResult decoded = codec.decode(question().setMessageId(id).build().toByteArray());

        assertThat(decoded).isEqualTo(codec.decode(question().build().toByteArray()));
    }

    @Test
    void readsEveryFieldAsTheGeneratedParserDoes() throws Exception {
        Random random = Seed.random();

        for (int i = 0; i < 5_000; i++) {
            // Given
            Message message = FrameSamples.randomMessage(random, "88888");

            // When
            WireFields fields = WireFields.read(message.toByteArray());

            // Then
            assertThat(fields.isComplete()).isTrue();
            assertThat(Message.newBuilder()
                            .setContent(fields.content())
                            .setSendTime(fields.sendTime())
                            .setReceiverUid(fields.receiverUid())
                            .setSenderUid(fields.senderUid())
                            .setMemberId(fields.memberId())
                            .setMessageId(fields.messageId())
                            .setSessionId(fields.sessionId())
                            .setBusinessType(fields.businessType())
                            .setUnknownFields(message.getUnknownFields())
                            .build())
                    .isEqualTo(message);
        }
    }

    @ParameterizedTest
    @MethodSource("io.nightdesk.frame.FrameScannerTest#reportsMalformedVarintsAndLengthsAsUnreadable")
    void rejectsMalformedProtobuf(WireBytes tail) {
        byte[] frame = new WireBytes()
                .raw(question().build().toByteArray())
                .raw(tail.toBytes())
                .toBytes();

        assertThat(codec.decode(frame)).isEqualTo(new DecodeResult.Rejected(RejectReason.NOT_PROTOBUF));
    }

    @Test
    void readsAVarintOfTenBytes() {
        byte[] frame = new WireBytes()
                .raw(question().build().toByteArray())
                .tag(SEND_TIME, VARINT)
                .varint(-1)
                .toBytes();

        assertThat(codec.decode(frame))
                .asInstanceOf(type(DecodeResult.Accepted.class))
                .extracting(accepted -> accepted.frame().sendTime())
                .isEqualTo(-1L);
    }

    @Test
    void neverReadsATruncatedFrameAsAnotherMessage() {
        // Given
        byte[] whole = question().build().toByteArray();
        Frame frame = ((DecodeResult.Accepted) codec.decode(whole)).frame();

        for (int length = 0; length < whole.length; length++) {
            // When
            DecodeResult decoded = codec.decode(Arrays.copyOf(whole, length));

            // Then it is rejected, or truncated between two fields and lacks only optional ones
            if (decoded instanceof DecodeResult.Accepted accepted) {
                assertThat(accepted.frame())
                        .as("first %d bytes", length)
                        .usingRecursiveComparison()
                        .ignoringFields("sessionId", "businessType")
                        .isEqualTo(frame);
                assertThat(accepted.frame().sessionId()).isIn("", frame.sessionId());
                assertThat(accepted.frame().businessType()).isZero();
            }
        }
    }

    @Test
    void neverThrowsOnRandomBytes() {
        Random random = Seed.random();

        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);

            assertThat(codec.decode(bytes)).as(Arrays.toString(bytes)).isInstanceOf(DecodeResult.Rejected.class);
        }
    }

    @Test
    void neverThrowsOnAMutatedFrame() {
        Random random = Seed.random();
        byte[] whole = question().build().toByteArray();

        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = FrameSamples.mutate(random, FrameSamples.mutate(random, whole));

            assertThat(codec.decode(bytes)).isNotNull();
        }
    }

    @Test
    void neverThrowsOnMutatedContent() {
        Random random = Seed.random();
        byte[] whole = question().getContentBytes().toByteArray();

        for (int i = 0; i < 20_000; i++) {
            String json = new String(FrameSamples.mutate(random, whole), StandardCharsets.UTF_8);

            assertThat(codec.decode(withContent(json).build().toByteArray())).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10001", "a", "-", "A-z-0"})
    void acceptsAUid(String uid) {
        assertThat(FrameCodec.isUid(uid)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "+", "#", "$SYS", "a.b", "a\n", "é"})
    void rejectsWhatIsNotAUid(String uid) {
        assertThat(FrameCodec.isUid(uid)).isFalse();
    }

    @Test
    void namesReasonsAsMetricsDo() {
        assertThat(RejectReason.CONTENT_NOT_JSON_OBJECT.code()).isEqualTo("content_not_json_object");
        assertThat(RejectReason.values())
                .extracting(RejectReason::code)
                .allMatch(code -> code.matches("[a-z_]+"))
                .doesNotHaveDuplicates();
    }

    private static Frame frame(Content content) {
        return frame("10001", 1_793_500_000_000L, "10001_88888", 0, 20, content);
    }

    private static Frame frame(
            String sender, long sendTime, String sessionId, long memberId, int businessType, Content content) {
        return new Frame(new UUID(1, 2), sender, "88888", sendTime, sessionId, memberId, businessType, content);
    }

    private static Content text(String key, String text, String businessId) {
        return new Content.Text(key, text, businessId);
    }

    private static Arguments content(String name, String json, Content expected) {
        return argumentSet(name, json.replace('\'', '"'), expected);
    }

    private static String saying(String text) {
        return "{\"type\":1,\"content\":\"" + text + "\"}";
    }

    private static String about(String businessId) {
        return "{\"type\":1,\"content\":\"a\",\"business_id\":\"" + businessId + "\"}";
    }

    /** An object with that many levels, itself included. */
    private static String nested(int depth) {
        return "{\"type\":1,\"content\":\"a\",\"x\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    }

    private static Message.Builder ofSize(int bytes) {
        int rest = bytes - question().build().getSerializedSize();
        // The padding's own tag and length take four bytes.
        Message.Builder padded = question().setGuid("x".repeat(rest - 4));
        assertThat(padded.build().getSerializedSize()).isEqualTo(bytes);
        return padded;
    }
}
