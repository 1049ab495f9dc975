package io.nightdesk.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionValidatorTest {

    private static final Duration HALF_A_DAY = Duration.ofHours(12);

    private record Limits(Duration staleAfter, Outbox outbox, Retention retention) implements RetentionLimits {}

    private record Deadline(Duration replyDeadline) implements RetentionLimits.Outbox {}

    private record Times(Duration exchanges, Duration sessions) implements RetentionLimits.Retention {}

    private static RetentionLimits limits(int exchangeDays, int sessionDays, Duration staleAfter, Duration deadline) {
        return new Limits(
                staleAfter,
                new Deadline(deadline),
                new Times(Duration.ofDays(exchangeDays), Duration.ofDays(sessionDays)));
    }

    @Test
    void acceptsWhatTheDocumentsSuggest() {
        // When
        List<String> errors = RetentionValidator.errors(limits(180, 90, HALF_A_DAY, HALF_A_DAY));

        // Then
        assertThat(errors).isEmpty();
    }

    @Test
    void acceptsExchangesKeptForever() {
        // When
        List<String> errors = RetentionValidator.errors(limits(0, 90, Duration.ofDays(30), Duration.ofDays(30)));

        // Then
        assertThat(errors).isEmpty();
    }

    @Test
    void acceptsSessionsKeptForeverForAnyExchangeRetention() {
        // When
        List<String> errors = RetentionValidator.errors(limits(1, 0, HALF_A_DAY, HALF_A_DAY));

        // Then
        assertThat(errors).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT0S, true", "P1D, true", "P36500D, true", "PT23H, false", "-P1D, false", "PT876000H1S, false"})
    void acceptsZeroAndOneTo36500Days(Duration time, boolean valid) {
        // When
        boolean accepted = RetentionTime.Check.isValid(time);

        // Then
        assertThat(accepted).isEqualTo(valid);
    }

    @Test
    void reportsExchangesDeletedWhileTheirFramesMightStillBeAnswered() {
        // When
        List<String> errors = RetentionValidator.errors(limits(5, 5, Duration.ofDays(6), Duration.ofDays(7)));

        // Then
        assertThat(errors)
                .containsExactly(
                        "NIGHTDESK_RETENTION_EXCHANGES must not be below NIGHTDESK_STALE_AFTER (144h): once an exchange"
                                + " is deleted, the desk might answer its frame again",
                        "NIGHTDESK_RETENTION_EXCHANGES must not be below NIGHTDESK_OUTBOX_REPLY_DEADLINE (168h): once"
                                + " an exchange is deleted, the desk might answer its frame again");
    }

    @Test
    void reportsSessionsKeptLongerThanTheExchangesThatShowTheirLastUse() {
        // When
        List<String> errors = RetentionValidator.errors(limits(30, 31, HALF_A_DAY, HALF_A_DAY));

        // Then
        assertThat(errors)
                .containsExactly(
                        "NIGHTDESK_RETENTION_SESSIONS must not be above NIGHTDESK_RETENTION_EXCHANGES, because the last"
                                + " use of a session is read from its exchanges; 0 keeps sessions forever");
    }
}
