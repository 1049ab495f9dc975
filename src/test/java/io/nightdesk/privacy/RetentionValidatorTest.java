package io.nightdesk.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionValidatorTest {

    private static final Duration HALF_A_DAY = Duration.ofHours(12);
    private static final String TIME = " must be 0 to keep it for ever, or from 1 to 36500 days";

    private record Config(Duration exchanges, Duration sessions, Duration orders, Duration revisions)
            implements RetentionConfig {

        @Override
        public Duration interval() {
            return Duration.ofHours(1);
        }

        @Override
        public int batch() {
            return 500;
        }
    }

    private static Config days(int exchanges, int sessions, int orders, int revisions) {
        return new Config(
                Duration.ofDays(exchanges),
                Duration.ofDays(sessions),
                Duration.ofDays(orders),
                Duration.ofDays(revisions));
    }

    @Test
    void takesWhatTheDocumentsSuggest() {
        // When
        List<String> faults = RetentionValidator.faults(days(180, 90, 0, 730), HALF_A_DAY, HALF_A_DAY);

        // Then
        assertThat(faults).isEmpty();
    }

    @Test
    void takesZeroForEver() {
        // When
        List<String> faults = RetentionValidator.faults(days(0, 90, 0, 0), Duration.ofDays(30), Duration.ofDays(30));

        // Then
        assertThat(faults).isEmpty();
    }

    @Test
    void takesSessionsForEverWhateverBecomesOfExchanges() {
        // When
        List<String> faults = RetentionValidator.faults(days(1, 0, 1, 1), HALF_A_DAY, HALF_A_DAY);

        // Then
        assertThat(faults).isEmpty();
    }

    @Test
    void namesAllTimesThatAreShorterThanADay() {
        // Given
        Duration tooShort = Duration.ofHours(23);

        // When
        List<String> faults =
                RetentionValidator.faults(new Config(tooShort, tooShort, tooShort, tooShort), HALF_A_DAY, HALF_A_DAY);

        // Then
        assertThat(faults)
                .containsExactly(
                        "NIGHTDESK_RETENTION_EXCHANGES" + TIME,
                        "NIGHTDESK_RETENTION_SESSIONS" + TIME,
                        "NIGHTDESK_RETENTION_ORDERS" + TIME,
                        "NIGHTDESK_RETENTION_REVISIONS" + TIME);
    }

    @Test
    void keepsWhatTheDeskAnsweredForAsLongAsItMightAnswerAgain() {
        // When
        List<String> faults = RetentionValidator.faults(days(5, 5, 0, 0), Duration.ofDays(6), Duration.ofDays(7));

        // Then
        assertThat(faults)
                .containsExactly(
                        "NIGHTDESK_RETENTION_EXCHANGES must not be below NIGHTDESK_STALE_AFTER (144h): with an exchange"
                                + " the desk forgets that it has answered, and might answer again",
                        "NIGHTDESK_RETENTION_EXCHANGES must not be below NIGHTDESK_OUTBOX_REPLY_DEADLINE (168h): with an"
                                + " exchange the desk forgets that it has answered, and might answer again");
    }

    @Test
    void needsExchangesToTellWhenASessionWasUsed() {
        // When
        List<String> faults = RetentionValidator.faults(days(30, 31, 0, 0), HALF_A_DAY, HALF_A_DAY);

        // Then
        assertThat(faults)
                .containsExactly(
                        "NIGHTDESK_RETENTION_SESSIONS must not be above NIGHTDESK_RETENTION_EXCHANGES, which tell"
                                + " when a session was last used, or 0 to keep sessions for ever");
    }
}
