package io.nightdesk.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nightdesk.mqtt.SubscriptionProbe.Marker;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BacklogTest {

    private static final Instant CAUGHT_UP_AT = Instant.parse("2026-11-28T20:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Backlog backlog = new Backlog(nanos::get, registry);

    @BeforeEach
    void subscribe() {
        backlog.begin(CAUGHT_UP_AT);
        backlog.subscribed();
    }

    @Test
    void saysSinceWhenAFrameMayHaveWaited() {
        // When
        Optional<Instant> waitedSince = backlog.arrived(true);

        // Then
        assertThat(waitedSince).contains(CAUGHT_UP_AT);
        assertThat(registry.get("nightdesk.backlog.frames").counter().count()).isEqualTo(1);
    }

    @Test
    void doesNotLetFramesWaitOnceItIsOver() {
        // Given
        pass(Duration.ofSeconds(3));
        backlog.end(Backlog.End.MARKER);

        // When
        Optional<Instant> waitedSince = backlog.arrived(true);

        // Then
        assertThat(waitedSince).isEmpty();
        assertThat(backlog.isOpen()).isFalse();
        assertThat(registry.get("nightdesk.backlog.frames").counter().count()).isZero();
        assertThat(registry.get("nightdesk.backlog.duration")
                        .tag("end", "marker")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isEqualTo(3);
    }

    @Test
    void endsWithoutAMarkerWhenNoFrameToTheDeskArrives() {
        // Given
        backlog.arrived(true);
        backlog.processed();
        pass(Duration.ofSeconds(1));
        backlog.arrived(false);
        pass(Duration.ofSeconds(1));

        // When
        Optional<Backlog.End> end = backlog.endWithoutMarker(Marker.NONE);

        // Then
        assertThat(end).contains(Backlog.End.SILENCE);
    }

    @Test
    void goesOnWhileAFrameIsNotProcessed() {
        // Given
        backlog.arrived(true);
        pass(Duration.ofMinutes(5));

        // When
        Optional<Backlog.End> end = backlog.endWithoutMarker(Marker.NONE);

        // Then
        assertThat(end).isEmpty();
    }

    @Test
    void goesOnForAWhileAfterAFrameWasProcessed() {
        // Given
        backlog.arrived(true);
        pass(Duration.ofSeconds(5));
        backlog.processed();
        pass(Duration.ofSeconds(1));

        // When
        Optional<Backlog.End> end = backlog.endWithoutMarker(Marker.NONE);

        // Then
        assertThat(end).isEmpty();
    }

    @Test
    void goesOnWhileTheMarkerIsAwaited() {
        // Given
        pass(Duration.ofSeconds(5));

        // When
        Optional<Backlog.End> end = backlog.endWithoutMarker(Marker.AWAITED);

        // Then
        assertThat(end).isEmpty();
    }

    @Test
    void waitsLongerForAMarkerThatCameBackBefore() {
        // Given
        pass(Duration.ofSeconds(59));
        Optional<Backlog.End> before = backlog.endWithoutMarker(Marker.RELIABLE);
        pass(Duration.ofSeconds(1));

        // When
        Optional<Backlog.End> end = backlog.endWithoutMarker(Marker.RELIABLE);

        // Then
        assertThat(before).isEmpty();
        assertThat(end).contains(Backlog.End.SILENCE);
    }

    @Test
    void endsAfterTenMinutesAlthoughFramesNeverPause() {
        // Given
        backlog.arrived(true);
        pass(Duration.ofMinutes(10));

        // When
        Optional<Backlog.End> end = backlog.endWithoutMarker(Marker.NONE);

        // Then
        assertThat(end).contains(Backlog.End.TIME);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
