package io.nightdesk.frame;

import static io.nightdesk.frame.WireBytes.DELIMITED;
import static io.nightdesk.frame.WireBytes.END_GROUP;
import static io.nightdesk.frame.WireBytes.FIXED32;
import static io.nightdesk.frame.WireBytes.FIXED64;
import static io.nightdesk.frame.WireBytes.RECEIVER_UID;
import static io.nightdesk.frame.WireBytes.SENDER_UID;
import static io.nightdesk.frame.WireBytes.SEND_TIME;
import static io.nightdesk.frame.WireBytes.START_GROUP;
import static io.nightdesk.frame.WireBytes.VARINT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nightdesk.Seed;
import io.nightdesk.frame.wire.ImProto.Message;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FrameScannerTest {

    private static final String DESK = "88888";
    private static final int LARGEST_FIELD_NUMBER = (1 << 29) - 1;

    private final FrameScanner scanner = new FrameScanner(DESK);

    @ParameterizedTest
    @MethodSource
    void determinesTheAddressingFromTheUids(String sender, String receiver, Addressing expected) {
        byte[] frame = WireBytes.between(sender, receiver).toBytes();

        assertThat(scan(frame)).isEqualTo(expected);
    }

    static Stream<Arguments> determinesTheAddressingFromTheUids() {
        return Stream.of(
                argumentSet("a customer writes to the desk", "10001", DESK, Addressing.TO_DESK),
                argumentSet("the desk or an agent writes", DESK, "10001", Addressing.FROM_DESK),
                argumentSet("two others", "10001", "10002", Addressing.FOREIGN),
                argumentSet("the desk to itself", DESK, DESK, Addressing.FROM_DESK),
                argumentSet("the desk's uid is only a prefix", "10001", "888881", Addressing.FOREIGN),
                argumentSet("the desk's uid is only a suffix", "10001", "188888", Addressing.FOREIGN),
                argumentSet("a prefix of the desk's uid", "10001", "8888", Addressing.FOREIGN),
                argumentSet("as long as the desk's uid", "10001", "88889", Addressing.FOREIGN),
                argumentSet("uids with topic characters", "#", "88888/+", Addressing.FOREIGN),
                argumentSet("to the desk from a uid with topic characters", "+/#", DESK, Addressing.TO_DESK),
                argumentSet("a space before the desk's uid", "10001", " 88888", Addressing.FOREIGN),
                argumentSet("full-width digits", "10001", "８８８８８", Addressing.FOREIGN),
                argumentSet("no uids", "", "", Addressing.FOREIGN));
    }

    @Test
    void readsNothingOutsideTheGivenRange() {
        // Given a frame to the desk between two frames from the desk
        byte[] around = WireBytes.between(DESK, "10001").toBytes();
        byte[] frame = WireBytes.between("10001", DESK).toBytes();
        byte[] all = new WireBytes().raw(around).raw(frame).raw(around).toBytes();

        // When
        Addressing addressing = scanner.scan(all, around.length, frame.length);

        // Then
        assertThat(addressing).isEqualTo(Addressing.TO_DESK);
    }

    @Test
    void reportsAFieldThatReachesBeyondTheRangeAsUnreadable() {
        byte[] frame = WireBytes.between("10001", DESK).toBytes();

        assertThat(scanner.scan(frame, 0, frame.length - 1)).isEqualTo(Addressing.UNREADABLE);
    }

    @ParameterizedTest
    @MethodSource
    void readsTheLastOccurrenceOfAUid(WireBytes frame, Addressing expected) {
        assertThat(scan(frame.toBytes())).isEqualTo(expected);
    }

    static Stream<Arguments> readsTheLastOccurrenceOfAUid() {
        return Stream.of(
                argumentSet(
                        "the last receiver is the desk",
                        WireBytes.between("10001", "10002").text(RECEIVER_UID, DESK),
                        Addressing.TO_DESK),
                argumentSet(
                        "the last receiver is somebody else",
                        WireBytes.between("10001", DESK).text(RECEIVER_UID, "10002"),
                        Addressing.FOREIGN),
                argumentSet(
                        "the last sender is the desk",
                        WireBytes.between("10001", "10002").text(SENDER_UID, DESK),
                        Addressing.FROM_DESK),
                argumentSet(
                        "the last sender is a customer",
                        WireBytes.between(DESK, DESK).text(SENDER_UID, "10001"),
                        Addressing.TO_DESK),
                argumentSet(
                        "the last receiver is empty",
                        WireBytes.between("10001", DESK).text(RECEIVER_UID, ""),
                        Addressing.FOREIGN));
    }

    @ParameterizedTest
    @MethodSource("unknownFields")
    void skipsUnknownFields(long field, int wireType) {
        byte[] frame = new WireBytes()
                .field(field, wireType)
                .text(RECEIVER_UID, DESK)
                .field(field, wireType)
                .text(SENDER_UID, "10001")
                .field(field, wireType)
                .toBytes();

        assertThat(scan(frame)).isEqualTo(Addressing.TO_DESK);
    }

    static Stream<Arguments> unknownFields() {
        return Stream.of(10L, 15L, 16L, (long) LARGEST_FIELD_NUMBER)
                .flatMap(field -> Stream.of(
                        argumentSet("varint in " + field, field, VARINT),
                        argumentSet("fixed64 in " + field, field, FIXED64),
                        argumentSet("delimited in " + field, field, DELIMITED),
                        argumentSet("fixed32 in " + field, field, FIXED32)));
    }

    @ParameterizedTest
    @MethodSource
    void skipsUnknownGroups(WireBytes group) {
        byte[] frame = new WireBytes()
                .raw(group.toBytes())
                .text(RECEIVER_UID, DESK)
                .raw(group.toBytes())
                .text(SENDER_UID, "10001")
                .raw(group.toBytes())
                .toBytes();

        assertThat(scan(frame)).isEqualTo(Addressing.TO_DESK);
        assertThat(FrameScanner.rejectReason(frame)).isEmpty();
    }

    static Stream<Arguments> skipsUnknownGroups() {
        return Stream.of(
                argumentSet("an empty group", group(10, new WireBytes())),
                argumentSet("the largest field number", group(LARGEST_FIELD_NUMBER, new WireBytes())),
                argumentSet(
                        "a group of every wire type",
                        group(
                                15,
                                new WireBytes()
                                        .field(1, VARINT)
                                        .field(2, FIXED64)
                                        .field(3, DELIMITED)
                                        .field(4, FIXED32))),
                argumentSet("uids inside a group", group(10, WireBytes.between(DESK, "10002"))),
                argumentSet(
                        "known numbers with other wire types inside a group",
                        group(10, new WireBytes().field(1, VARINT).field(4, FIXED32))),
                argumentSet(
                        "a group inside a group of the same number",
                        group(10, group(10, new WireBytes().field(4, DELIMITED)))),
                argumentSet("the deepest nesting", nestedGroups(32)));
    }

    @ParameterizedTest
    @MethodSource
    void reportsMalformedGroupsAndReservedWireTypesAsUnreadable(WireBytes tail) {
        byte[] frame = WireBytes.between("10001", DESK).raw(tail.toBytes()).toBytes();

        assertThat(scan(frame)).isEqualTo(Addressing.UNREADABLE);
        assertThat(FrameScanner.rejectReason(frame)).contains(RejectReason.NOT_PROTOBUF);
    }

    static Stream<Arguments> reportsMalformedGroupsAndReservedWireTypesAsUnreadable() {
        return Stream.of(
                argumentSet("a group without an end", new WireBytes().tag(10, START_GROUP)),
                argumentSet("an end without a group", new WireBytes().tag(10, END_GROUP)),
                argumentSet(
                        "the end of another group",
                        new WireBytes().tag(10, START_GROUP).tag(11, END_GROUP)),
                argumentSet(
                        "an outer group that ends first",
                        new WireBytes()
                                .tag(10, START_GROUP)
                                .tag(11, START_GROUP)
                                .tag(10, END_GROUP)
                                .tag(11, END_GROUP)),
                argumentSet("field number 0 in a group", group(10, new WireBytes().raw(0, 0))),
                argumentSet(
                        "a field that ends behind its group",
                        new WireBytes()
                                .tag(10, START_GROUP)
                                .tag(1, DELIMITED)
                                .raw(9)
                                .tag(10, END_GROUP)),
                argumentSet("one level too deep", nestedGroups(33)),
                argumentSet("as deep as a frame can be", nestedGroups(16_000)),
                argumentSet("wire type 6", new WireBytes().tag(10, 6)),
                argumentSet("wire type 7", new WireBytes().tag(10, 7)),
                argumentSet("wire type 7 in a group", group(10, new WireBytes().tag(10, 7))));
    }

    private static WireBytes group(long field, WireBytes fields) {
        return new WireBytes().tag(field, START_GROUP).raw(fields.toBytes()).tag(field, END_GROUP);
    }

    private static WireBytes nestedGroups(int depth) {
        WireBytes groups = new WireBytes();
        IntStream.range(0, depth).forEach(i -> groups.tag(10, START_GROUP));
        IntStream.range(0, depth).forEach(i -> groups.tag(10, END_GROUP));
        return groups;
    }

    @ParameterizedTest
    @MethodSource("everyWrongWireType")
    void reportsAKnownFieldWithAnotherWireTypeAsUnreadable(int field, int wireType) {
        byte[] frame = WireBytes.between("10001", DESK).field(field, wireType).toBytes();

        assertThat(scan(frame)).isEqualTo(Addressing.UNREADABLE);
        assertThat(FrameScanner.rejectReason(frame)).contains(RejectReason.WRONG_WIRE_TYPE);
    }

    static Stream<Arguments> everyWrongWireType() {
        return IntStream.rangeClosed(1, 9)
                .boxed()
                .flatMap(field -> IntStream.rangeClosed(0, 7)
                        .filter(type -> type != WireBytes.TYPE_OF[field])
                        .mapToObj(type -> argumentSet("type " + type + " in field " + field, field, type)));
    }

    @ParameterizedTest
    @MethodSource
    void acceptsEveryFormOfAVarint(WireBytes varint) {
        byte[] frame = WireBytes.between("10001", DESK)
                .tag(SEND_TIME, VARINT)
                .raw(varint.toBytes())
                .toBytes();

        assertThat(scan(frame)).isEqualTo(Addressing.TO_DESK);
        assertThat(FrameScanner.rejectReason(frame)).isEmpty();
    }

    static Stream<Arguments> acceptsEveryFormOfAVarint() {
        return Stream.of(
                argumentSet("zero", new WireBytes().raw(0)),
                argumentSet("ten bytes: -1", new WireBytes().varint(-1)),
                argumentSet("ten bytes: the smallest number", new WireBytes().varint(Long.MIN_VALUE)),
                argumentSet("nine bytes: the greatest number", new WireBytes().varint(Long.MAX_VALUE)),
                argumentSet(
                        "zero in ten bytes", new WireBytes().raw(continued(9)).raw(0)));
    }

    @ParameterizedTest
    @MethodSource
    void reportsMalformedVarintsAndLengthsAsUnreadable(WireBytes tail) {
        byte[] frame = WireBytes.between("10001", DESK).raw(tail.toBytes()).toBytes();

        assertThat(scan(frame)).isEqualTo(Addressing.UNREADABLE);
        assertThat(FrameScanner.rejectReason(frame)).contains(RejectReason.NOT_PROTOBUF);
    }

    static Stream<Arguments> reportsMalformedVarintsAndLengthsAsUnreadable() {
        return Stream.of(
                argumentSet(
                        "a varint of eleven bytes",
                        new WireBytes()
                                .tag(SEND_TIME, VARINT)
                                .raw(continued(10))
                                .raw(0)),
                argumentSet(
                        "a tag of eleven bytes",
                        new WireBytes().raw(0x90).raw(continued(9)).raw(0, 1)),
                argumentSet(
                        "a length of eleven bytes",
                        new WireBytes().tag(10, DELIMITED).raw(continued(10)).raw(0)),
                argumentSet(
                        "a varint without an end",
                        new WireBytes().tag(SEND_TIME, VARINT).raw(continued(3))),
                argumentSet("a tag without a value", new WireBytes().tag(SEND_TIME, VARINT)),
                argumentSet("a tag without an end", new WireBytes().raw(0x80)),
                argumentSet("field number 0", new WireBytes().raw(0, 0)),
                argumentSet(
                        "a tag of more than 32 bits",
                        new WireBytes().varint((1L << 32) | 0x50).raw(1)),
                argumentSet(
                        "a length one past the end",
                        new WireBytes().tag(10, DELIMITED).raw(2, 'a')),
                argumentSet(
                        "a fixed64 of seven bytes",
                        new WireBytes().tag(10, FIXED64).raw(1, 2, 3, 4, 5, 6, 7)),
                argumentSet(
                        "a fixed32 of three bytes",
                        new WireBytes().tag(10, FIXED32).raw(1, 2, 3)),
                argumentSet(
                        "a length of -1",
                        new WireBytes().tag(10, DELIMITED).varint(-1).raw('a')),
                argumentSet(
                        "a length that is negative as an int",
                        new WireBytes().tag(10, DELIMITED).varint(1L << 31).raw('a')),
                argumentSet(
                        "a length that is 1 as an int",
                        new WireBytes()
                                .tag(10, DELIMITED)
                                .varint((1L << 32) + 1)
                                .raw('a')),
                argumentSet(
                        "the greatest length",
                        new WireBytes()
                                .tag(10, DELIMITED)
                                .varint(Long.MAX_VALUE)
                                .raw('a')));
    }

    @Test
    void reportsAFrameThatEndsInsideAFieldAsUnreadable() {
        // Given a whole frame, and the places where one field ends and another begins
        WireBytes frame = new WireBytes();
        Set<Integer> borders = new HashSet<>(Set.of(0));
        for (int field = 1; field <= 9; field++) {
            frame = switch (field) {
                case SENDER_UID -> frame.text(field, "10001");
                case RECEIVER_UID -> frame.text(field, DESK);
                default -> frame.field(field, WireBytes.TYPE_OF[field]);
            };
            borders.add(frame.size());
        }
        byte[] whole = frame.toBytes();

        for (int length = 0; length <= whole.length; length++) {
            // When
            Addressing addressing = scan(Arrays.copyOf(whole, length));

            // Then
            if (borders.contains(length)) {
                assertThat(addressing).as("first %d bytes", length).isIn(Addressing.FOREIGN, Addressing.TO_DESK);
            } else {
                assertThat(addressing).as("first %d bytes", length).isEqualTo(Addressing.UNREADABLE);
            }
        }
    }

    @Test
    void neverThrowsOnRandomBytes() {
        Random random = Seed.random();

        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);

            assertThat(scan(bytes)).isNotNull();
        }
    }

    @Test
    void agreesWithTheGeneratedParser() {
        Random random = Seed.random();
        int compared = 0;

        for (int i = 0; i < 50_000; i++) {
            // Given
            boolean mutated = i % 2 == 1;
            byte[] whole = FrameSamples.randomMessage(random, DESK).toByteArray();
            byte[] bytes = mutated ? FrameSamples.mutate(random, whole) : whole;

            // When
            Addressing addressing = scan(bytes);

            // Then
            Optional<Addressing> reference = reference(bytes);
            if (!mutated) {
                assertThat(reference).as(Arrays.toString(bytes)).contains(addressing);
            } else if (reference.isPresent() && addressing != Addressing.UNREADABLE) {
                assertThat(reference).as(Arrays.toString(bytes)).contains(addressing);
                compared++;
            }
        }
        assertThat(compared).as("mutants that both could read").isGreaterThan(1_000);
    }

    /** What the generated parser makes of the bytes; empty when it cannot read them. */
    private static Optional<Addressing> reference(byte[] bytes) {
        try {
            Message message = Message.parseFrom(bytes);
            if (message.getSenderUid().equals(DESK)) {
                return Optional.of(Addressing.FROM_DESK);
            }
            return Optional.of(message.getReceiverUid().equals(DESK) ? Addressing.TO_DESK : Addressing.FOREIGN);
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    /** Bytes of a number that go on. */
    private static int[] continued(int count) {
        return IntStream.generate(() -> 0x80).limit(count).toArray();
    }

    private Addressing scan(byte[] bytes) {
        return scanner.scan(bytes, 0, bytes.length);
    }
}
