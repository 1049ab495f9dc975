package io.nightdesk.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.ManualClock;
import io.nightdesk.inbox.SenderRateLimiter.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SenderRateLimiterTest {

    private static final Sender CUSTOMER = new Sender("c1", false, true);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-27T20:00:30Z"));
    private final SenderRateLimiter limiter = new SenderRateLimiter(3, clock);

    @Test
    void countsFramesThatWaitAndFramesThatWereStored() {
        // When
        limiter.stored(Map.of(CUSTOMER, 2));

        // Then
        assertThat(limiter.isOver(CUSTOMER, 0)).isFalse();
        assertThat(limiter.isOver(CUSTOMER, 1)).isTrue();
    }

    @Test
    void countsAgentsAndReceiptsApartFromACustomersMessages() {
        // When
        limiter.stored(Map.of(CUSTOMER, 3));

        // Then
        assertThat(limiter.isOver(new Sender("c1", true, true), 0)).isFalse();
        assertThat(limiter.isOver(new Sender("c1", false, false), 0)).isFalse();
    }

    @Test
    void resetsItsCountEachMinute() {
        // Given
        limiter.stored(Map.of(CUSTOMER, 3));

        // When
        clock.advance(Duration.ofSeconds(30));

        // Then
        assertThat(limiter.isOver(CUSTOMER, 2)).isFalse();
        assertThat(limiter.isOver(CUSTOMER, 3)).isTrue();
    }
}
