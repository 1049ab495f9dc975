package io.nightdesk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionStateTest {

    private static final Instant NOW = Instant.parse("2026-11-23T13:00:00Z");
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @Test
    void isNotTakenOverAtFirst() {
        assertThat(SessionState.NEW.isTakenOver(NOW)).isFalse();
        assertThat(SessionState.NEW.fallbackDue(NOW, TEN_MINUTES)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "PT-0.000000001S, true",
        "PT0S, true",
        "PT29M59.999999999S, true",
        "PT30M, false",
        "PT30M0.000000001S, false",
    })
    void isTakenOverUntilTheSilenceEnds(Duration since, boolean takenOver) {
        SessionState session = SessionState.NEW.takenOver(NOW, NOW, HALF_AN_HOUR);

        assertThat(session.isTakenOver(NOW.plus(since))).isEqualTo(takenOver);
    }

    @Test
    void extendsTheTakeoverWithEachFrame() {
        // Given
        SessionState earlier = SessionState.NEW.takenOver(NOW, NOW, HALF_AN_HOUR);

        // When
        SessionState later = earlier.takenOver(NOW.plusSeconds(60), NOW.plusSeconds(60), HALF_AN_HOUR);

        // Then
        assertThat(later.takenOverUntil()).isEqualTo(NOW.plusSeconds(60).plus(HALF_AN_HOUR));
    }

    @Test
    void neverShortensATakeover() {
        // Given
        SessionState session = SessionState.NEW.takenOver(NOW, NOW, HALF_AN_HOUR);

        // When an earlier frame is processed late, or the configured silence is shorter meanwhile
        SessionState late = session.takenOver(NOW.minusSeconds(1), NOW, HALF_AN_HOUR);
        SessionState shorter = session.takenOver(NOW, NOW, TEN_MINUTES);

        // Then
        assertThat(late).isEqualTo(session);
        assertThat(shorter).isEqualTo(session);
    }

    @Test
    void keepsWaitingWhenAnOlderAgentFrameIsProcessedLate() {
        // Given
        SessionState waiting = SessionState.NEW.handedOff(NOW, HALF_AN_HOUR);

        // When
        SessionState before = waiting.takenOver(NOW.minusSeconds(1), NOW.plusSeconds(60), TEN_MINUTES);
        SessionState after = waiting.takenOver(NOW.plusSeconds(1), NOW.plusSeconds(60), TEN_MINUTES);

        // Then
        assertThat(before.waitingSince()).isEqualTo(NOW);
        assertThat(before.handedOffUntil()).isEqualTo(waiting.handedOffUntil());
        assertThat(before.takenOverUntil()).isEqualTo(NOW.minusSeconds(1).plus(TEN_MINUTES));
        assertThat(after).isEqualTo(waiting.takenOver(NOW.plusSeconds(1), NOW.plusSeconds(1), TEN_MINUTES));
        assertThat(after.isWaiting()).isFalse();
    }

    @Test
    void endsTheWaitEvenIfItBeganLaterByTheClockOfAnotherReplica() {
        // Given
        SessionState waiting = SessionState.NEW.handedOff(NOW.plusSeconds(1), HALF_AN_HOUR);

        // When
        SessionState after = waiting.takenOver(NOW, NOW, TEN_MINUTES);

        // Then
        assertThat(after.isWaiting()).isFalse();
        assertThat(after.isHandedOff(NOW)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PT-1S, false",
        "PT0S, false",
        "PT9M59.999999999S, false",
        "PT10M, true",
        "PT10M0.000000001S, true",
    })
    void doesNotRepeatTheFallbackBeforeTheCooldownEnds(Duration since, boolean due) {
        SessionState session = SessionState.NEW.fallbackGiven(NOW);

        assertThat(session.fallbackDue(NOW.plus(since), TEN_MINUTES)).isEqualTo(due);
    }

    @Test
    void repeatsTheFallbackEachTimeWithoutACooldown() {
        SessionState session = SessionState.NEW.fallbackGiven(NOW);

        assertThat(session.fallbackDue(NOW, Duration.ZERO)).isTrue();
    }

    @Test
    void keepsTakeoverAndFallbackIndependent() {
        SessionState session = SessionState.NEW
                .fallbackGiven(NOW)
                .takenOver(NOW, NOW, HALF_AN_HOUR)
                .fallbackGiven(NOW.plusSeconds(1));

        assertThat(session)
                .isEqualTo(new SessionState(
                        NOW.plus(HALF_AN_HOUR),
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        NOW.plusSeconds(1),
                        Menu.NONE,
                        AnswerRotation.NONE,
                        ReplyHistory.NONE));
    }

    @Test
    void forgetsTimesOfADistantFutureThatAWrongClockLeft() {
        // Given
        Instant tomorrow = NOW.plus(Duration.ofDays(1));
        SessionState session = SessionState.NEW
                .takenOver(NOW.plus(Duration.ofDays(31)), NOW, HALF_AN_HOUR)
                .handedOff(tomorrow, HALF_AN_HOUR)
                .noticeGiven(tomorrow)
                .offered(Menu.of(Locale.CHINESE, List.of("returns"), tomorrow))
                .replied(QuestionDigest.IMAGE, Locale.CHINESE, tomorrow);

        // When
        SessionState plausible = session.plausibleAt(NOW, HALF_AN_HOUR);

        // Then
        assertThat(plausible.isTakenOver(NOW)).isFalse();
        assertThat(plausible.isHandedOff(NOW)).isFalse();
        assertThat(plausible.isWaiting()).isTrue();
        assertThat(plausible.noticeDue(NOW)).isTrue();
        assertThat(plausible.fallbackDue(NOW, TEN_MINUTES)).isTrue();
        assertThat(plausible.menu()).isEqualTo(Menu.NONE);
        assertThat(plausible.replies()).isEqualTo(ReplyHistory.NONE);
    }

    @Test
    void keepsTheTimesOfAClockThatIsAheadALittle() {
        // Given
        Instant soon = NOW.plus(TEN_MINUTES);
        SessionState session = SessionState.NEW
                .takenOver(NOW.plus(SessionState.LONGEST_PAUSE), NOW, Duration.ZERO)
                .handedOff(soon, HALF_AN_HOUR)
                .noticeGiven(soon)
                .offered(Menu.of(Locale.CHINESE, List.of("returns"), soon))
                .replied(QuestionDigest.IMAGE, Locale.CHINESE, soon);

        // When
        SessionState plausible = session.plausibleAt(NOW, HALF_AN_HOUR);

        // Then
        assertThat(plausible).isEqualTo(session);
    }

    @Test
    void forgetsTimesBeforeAllTimes() {
        // Given
        SessionState session = new SessionState(
                Instant.MIN,
                Instant.MIN,
                Instant.EPOCH,
                Instant.MIN,
                Instant.MIN,
                Menu.NONE,
                AnswerRotation.NONE,
                ReplyHistory.NONE);

        // When
        SessionState plausible = session.plausibleAt(NOW, HALF_AN_HOUR);

        // Then
        assertThat(plausible).isEqualTo(SessionState.NEW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "=",
                "a=",
                "=1",
                "zh soon returns",
                "a=b=c",
                "zh 99999999999999999999 returns",
                "a=-zzzzzzzzzzzzzzzzzzzzzz"
            })
    void takesTextsThatWereChangedByHandForNothing(String text) {
        // When
        SessionState session = new SessionState(
                NOW, NOW, NOW, NOW, NOW, Menu.parse(text), AnswerRotation.parse(text), ReplyHistory.parse(text));

        // Then
        assertThat(session.menu()).isEqualTo(Menu.NONE);
        assertThat(session.turns()).isEqualTo(AnswerRotation.NONE);
        assertThat(session.replies()).isEqualTo(ReplyHistory.NONE);
    }

    @Test
    void storesItsRepliesAndReadsThemAgain() {
        // Given
        ReplyHistory replies = ReplyHistory.NONE
                .and(QuestionDigest.of("怎么退货"), Locale.CHINESE, NOW)
                .and(QuestionDigest.IMAGE, Locale.CHINESE, NOW.plusSeconds(1));

        // When
        ReplyHistory parsed = ReplyHistory.parse(replies.text());

        // Then
        assertThat(parsed).isEqualTo(replies);
        assertThat(parsed.answered(QuestionDigest.of("怎么退货"), TEN_MINUTES, NOW)).isTrue();
        assertThat(parsed.answered(QuestionDigest.of("怎么换货"), TEN_MINUTES, NOW)).isFalse();
    }

    @Test
    void countsRepliesThatAnEarlierReleaseStored() {
        // Given the seconds and hash codes that earlier releases stored
        String stored = Long.toString(NOW.getEpochSecond(), 36) + "=-zik0zj "
                + Long.toString(NOW.minusSeconds(1).getEpochSecond(), 36) + "=0";

        // When
        ReplyHistory replies = ReplyHistory.parse(stored);

        // Then
        assertThat(replies.inTheLastHour(NOW)).isEqualTo(2);
        assertThat(replies.text()).isEqualTo(stored);
    }
}
