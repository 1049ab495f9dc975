package io.nightdesk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SessionStateTest {

    private static final Instant NOW = Instant.parse("2026-11-23T13:00:00Z");
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @Test
    void beginsWithTheDeskFreeToSpeak() {
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
    void belongsToTheAgentUntilTheSilenceEnds(Duration since, boolean takenOver) {
        SessionState conversation = SessionState.NEW.takenOver(NOW, HALF_AN_HOUR);

        assertThat(conversation.isTakenOver(NOW.plus(since))).isEqualTo(takenOver);
    }

    @Test
    void belongsToTheAgentLongerWithEachFrame() {
        // Given
        SessionState earlier = SessionState.NEW.takenOver(NOW, HALF_AN_HOUR);

        // When
        SessionState later = earlier.takenOver(NOW.plusSeconds(60), HALF_AN_HOUR);

        // Then
        assertThat(later.takenOverUntil()).isEqualTo(NOW.plusSeconds(60).plus(HALF_AN_HOUR));
    }

    @Test
    void isNeverGivenBackSoonerThanAnEarlierFrameSaid() {
        // Given
        SessionState conversation = SessionState.NEW.takenOver(NOW, HALF_AN_HOUR);

        // When a frame of an earlier time comes late, or the silence is configured shorter meanwhile
        SessionState late = conversation.takenOver(NOW.minusSeconds(1), HALF_AN_HOUR);
        SessionState shorter = conversation.takenOver(NOW, TEN_MINUTES);

        // Then
        assertThat(late).isEqualTo(conversation);
        assertThat(shorter).isEqualTo(conversation);
    }

    @Test
    void whoBeganToWaitAfterAnAgentsFrameThatIsLearntOfLateWaitsOn() {
        // Given
        SessionState waiting = SessionState.NEW.handedOff(NOW, HALF_AN_HOUR);

        // When
        SessionState before = waiting.takenOverBefore(NOW.minusSeconds(1), TEN_MINUTES);
        SessionState after = waiting.takenOverBefore(NOW.plusSeconds(1), TEN_MINUTES);

        // Then
        assertThat(before.waitingSince()).isEqualTo(NOW);
        assertThat(before.handedOffUntil()).isEqualTo(waiting.handedOffUntil());
        assertThat(before.takenOverUntil()).isEqualTo(NOW.minusSeconds(1).plus(TEN_MINUTES));
        assertThat(after).isEqualTo(waiting.takenOver(NOW.plusSeconds(1), TEN_MINUTES));
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
        SessionState conversation = SessionState.NEW.fallbackGiven(NOW);

        assertThat(conversation.fallbackDue(NOW.plus(since), TEN_MINUTES)).isEqualTo(due);
    }

    @Test
    void repeatsTheFallbackEachTimeWithoutACooldown() {
        SessionState conversation = SessionState.NEW.fallbackGiven(NOW);

        assertThat(conversation.fallbackDue(NOW, Duration.ZERO)).isTrue();
    }

    @Test
    void keepsTakeoverAndFallbackApart() {
        SessionState conversation =
                SessionState.NEW.fallbackGiven(NOW).takenOver(NOW, HALF_AN_HOUR).fallbackGiven(NOW.plusSeconds(1));

        assertThat(conversation)
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
}
