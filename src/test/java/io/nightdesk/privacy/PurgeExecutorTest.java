package io.nightdesk.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PurgeExecutorTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration MOST = Duration.ofHours(1);

    private final PurgeExecutor.Standing standing = new PurgeExecutor.Standing(NOW, true);

    @Test
    void believesTheClockThatIsBehind() {
        // When
        var earlierHere = standing.agreedWith(NOW.minus(MOST), MOST);
        var laterHere = standing.agreedWith(NOW.plus(MOST), MOST);

        // Then
        assertThat(earlierHere).contains(NOW.minus(MOST));
        assertThat(laterHere).contains(NOW);
    }

    @Test
    void believesNeitherOfClocksThatAreFarApart() {
        // When
        var earlierHere = standing.agreedWith(NOW.minus(MOST).minusMillis(1), MOST);
        var laterHere = standing.agreedWith(NOW.plus(MOST).plusMillis(1), MOST);

        // Then
        assertThat(earlierHere).isEmpty();
        assertThat(laterHere).isEmpty();
    }
}
