package io.nightdesk.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.frame.RejectReason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RejectionLimiterTest {

    private static final Instant NOW = Instant.parse("2026-11-27T20:00:00Z");

    private final RejectionLimiter limiter = new RejectionLimiter(2);

    private static RejectedFrame frame(Instant at, RejectReason reason) {
        return RejectedFrame.of(at, reason, 3, new byte[] {1, 2, 3});
    }

    @Test
    void selectsTheFirstFramesOfEachReason() {
        // Given
        RejectedFrame large = frame(NOW, RejectReason.TOO_LARGE);
        RejectedFrame other = frame(NOW, RejectReason.NOT_STORABLE);

        // When
        List<RejectedFrame> selected = limiter.select(List.of(large, large, large, other));

        // Then
        assertThat(selected).containsExactly(large, large, other);
    }

    @Test
    void countsOnlyFramesThatWereStored() {
        // Given
        List<RejectedFrame> frames = List.of(frame(NOW, RejectReason.TOO_LARGE), frame(NOW, RejectReason.TOO_LARGE));
        limiter.select(frames);

        // When
        List<RejectedFrame> again = limiter.select(frames);

        // Then
        assertThat(again).hasSize(2);
    }

    @Test
    void selectsNoMoreInTheSameMinuteAndAgainInTheNext() {
        // Given
        RejectedFrame now = frame(NOW, RejectReason.TOO_LARGE);
        RejectedFrame later = frame(NOW.plusSeconds(60), RejectReason.TOO_LARGE);
        limiter.stored(List.of(now, now));

        // When
        List<RejectedFrame> selected = limiter.select(List.of(now, later));

        // Then
        assertThat(selected).containsExactly(later);
    }

    @Test
    void keepsTheBeginningOfALargePayload() {
        // When
        RejectedFrame frame = RejectedFrame.of(NOW, RejectReason.TOO_LARGE, 70_000, new byte[70_000]);

        // Then
        assertThat(frame.head()).hasSize(RejectedFrame.HEAD_BYTES);
        assertThat(frame.size()).isEqualTo(70_000);
    }
}
