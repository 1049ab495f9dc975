package io.nightdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeskClockTest {

    private static final Instant NOW = Instant.parse("2026-11-27T20:00:00Z");
    private static final Duration MAX = Duration.ofSeconds(30);

    private final ManualClock wallClock = new ManualClock(NOW);
    private long nanos;
    private final DeskClock clock = new DeskClock(wallClock, () -> nanos, MAX);

    /** Time passes, and the clock of the machine is right. */
    private void advance(Duration time) {
        nanos += time.toNanos();
        wallClock.advance(time);
    }

    @Test
    void showsTheTimeOfTheMachineBeforeTheFirstComparison() {
        // When
        Instant time = clock.instant();

        // Then
        assertThat(time).isEqualTo(NOW);
        assertThat(clock.differsTooMuch()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"30, false", "30.001, true", "-30, false", "-30.001, true", "86400, true"})
    void measuresTheDifference(double seconds, boolean tooMuch) {
        // Given
        Duration ahead = Duration.ofMillis(Math.round(seconds * 1_000));

        // When
        clock.compareWith(() -> NOW.minus(ahead));

        // Then
        assertThat(clock.difference()).isEqualTo(ahead);
        assertThat(clock.differsTooMuch()).isEqualTo(tooMuch);
    }

    /** The database read its clock at any time within the 20 s that it took to answer. */
    @ParameterizedTest
    @CsvSource({"50, false", "51, true", "-30, false", "-31, true"})
    void accusesNoClockOfADifferenceThatASlowAnswerExplains(long seconds, boolean tooMuch) {
        // When
        clock.compareWith(() -> {
            Instant read = wallClock.instant().minusSeconds(seconds).plusSeconds(20);
            advance(Duration.ofSeconds(20));
            return read;
        });

        // Then
        assertThat(clock.differsTooMuch()).isEqualTo(tooMuch);
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "-10, -10", "86400, 30", "-86400, -30"})
    void staysWithinTheBoundWhenTheClockOfTheMachineJumps(long jump, long seen) {
        // Given
        clock.compareWith(() -> NOW);
        advance(Duration.ofMinutes(5));
        wallClock.advance(Duration.ofSeconds(jump));

        // When
        Instant time = clock.instant();

        // Then
        assertThat(time).isEqualTo(NOW.plus(Duration.ofMinutes(5)).plusSeconds(seen));
    }

    @Test
    void showsTheSameTimeInAnotherZone() {
        // Given
        clock.compareWith(() -> NOW);
        wallClock.advance(Duration.ofDays(1));
        ZoneId zone = ZoneId.of("Asia/Shanghai");

        // When
        Instant time = clock.withZone(zone).instant();

        // Then
        assertThat(time).isEqualTo(NOW.plus(MAX));
        assertThat(clock.withZone(zone).getZone()).isEqualTo(zone);
    }
}
