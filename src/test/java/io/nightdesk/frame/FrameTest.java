package io.nightdesk.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FrameTest {

    @ParameterizedTest
    @CsvSource({
        "10001_88888, true",
        "88888_10001, true",
        "10001-88888, false",
        "10001_88889, false",
        "10002_88888, false",
        "10001_88888_, false",
        "' 10001_88888', false",
        "10001_10001, false",
        "'', false",
    })
    void checksThatTheSessionIdNamesTheTwoUids(String sessionId, boolean fits) {
        Frame frame = frame("10001", "88888", sessionId);

        assertThat(frame.sessionIdMatchesUids()).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({"10001_88888", "88888_10001", "made-up", "' '"})
    void repliesWithTheSessionIdOfTheClient(String sessionId) {
        Frame frame = frame("10001", "88888", sessionId);

        assertThat(frame.replySessionId()).isEqualTo(sessionId);
    }

    @ParameterizedTest
    @MethodSource
    void joinsBothUidsWithTheSmallerFirstWithoutASessionId(String one, String other, String expected) {
        assertThat(frame(one, other, "").replySessionId()).isEqualTo(expected);
        assertThat(frame(other, one, "").replySessionId()).isEqualTo(expected);
    }

    static Stream<Arguments> joinsBothUidsWithTheSmallerFirstWithoutASessionId() {
        return Stream.of(
                argumentSet("numbers of one length", "88888", "10001", "10001_88888"),
                argumentSet("a longer number is greater", "100000", "88888", "88888_100000"),
                argumentSet(
                        "numbers beyond a long",
                        "99999999999999999999",
                        "100000000000000000000",
                        "99999999999999999999_100000000000000000000"),
                argumentSet("one is no number", "kefu-1", "10001", "10001_kefu-1"),
                argumentSet("text compares as text although it is longer", "b", "abc", "abc_b"),
                argumentSet("capitals come before small letters", "a1", "B1", "B1_a1"),
                argumentSet("a leading zero makes it text", "0100", "99", "0100_99"),
                argumentSet("zero itself", "0", "10", "0_10"));
    }

    private static Frame frame(String sender, String receiver, String sessionId) {
        Content hello = new Content.Text("content", "你好", "");
        return new Frame(new UUID(1, 2), sender, receiver, 0, sessionId, 0, 20, hello);
    }
}
