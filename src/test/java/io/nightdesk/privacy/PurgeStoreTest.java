package io.nightdesk.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PurgeStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration MAX_SKEW = Duration.ofHours(1);

    private final PurgeStore.Status status = new PurgeStore.Status(NOW, true);

    @Test
    void usesTheEarlierOneOfTwoClocks() {
        // When
        var replicaBehind = status.earlierTime(NOW.minus(MAX_SKEW), MAX_SKEW);
        var replicaAhead = status.earlierTime(NOW.plus(MAX_SKEW), MAX_SKEW);

        // Then
        assertThat(replicaBehind).contains(NOW.minus(MAX_SKEW));
        assertThat(replicaAhead).contains(NOW);
    }

    @Test
    void usesNeitherClockIfTheyAreFarApart() {
        // When
        var replicaBehind = status.earlierTime(NOW.minus(MAX_SKEW).minusMillis(1), MAX_SKEW);
        var replicaAhead = status.earlierTime(NOW.plus(MAX_SKEW).plusMillis(1), MAX_SKEW);

        // Then
        assertThat(replicaBehind).isEmpty();
        assertThat(replicaAhead).isEmpty();
    }
}
