package io.nightdesk;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The clock of the service; tests pass their own. It shows the time of this machine, but never differs from the database's clock
 * by more than the bound: a clock that jumps between two comparisons cannot bring times from a distant future into sessions,
 * which would silence them when the clock is right again. Since the last comparison the database's time is known by the
 * monotonic clock. Safe for threads.
 */
@Singleton
public final class DeskClock extends Clock {

    private final Clock system;
    private final LongSupplier nanoClock;
    private final Duration maxDifference;
    private volatile Optional<Comparison> last = Optional.empty();

    /**
     * What a comparison with the database's clock found.
     *
     * @param databaseTime the database's time at {@code at}, by the monotonic clock
     * @param error how wrong that may be: half of the time that the database took to answer
     * @param difference by how much this machine's clock was ahead
     */
    private record Comparison(Instant databaseTime, long at, Duration error, Duration difference) {}

    @Inject
    DeskClock(ClockConfig config) {
        this(Clock.systemUTC(), System::nanoTime, config.maxClockDifference());
    }

    /** @param nanoClock a monotonic clock such as {@link System#nanoTime} */
    public DeskClock(Clock system, LongSupplier nanoClock, Duration maxDifference) {
        this.system = system;
        this.nanoClock = nanoClock;
        this.maxDifference = maxDifference;
    }

    /** Compares this machine's clock with the database's, which {@code databaseTime} asks for. */
    public void compareWith(InstantSource databaseTime) {
        long askedAt = nanoClock.getAsLong();
        Instant answer = databaseTime.instant();
        long answeredAt = nanoClock.getAsLong();
        Duration error = Duration.ofNanos((answeredAt - askedAt) / 2);
        Instant now = answer.plus(error);
        last = Optional.of(new Comparison(now, answeredAt, error, Duration.between(now, system.instant())));
    }

    /** By how much this machine's clock was ahead of the database's at the last comparison; zero before the first. */
    public Duration difference() {
        return last.map(Comparison::difference).orElse(Duration.ZERO);
    }

    public Duration maxDifference() {
        return maxDifference;
    }

    /** Whether the clocks differ by more than the bound, even if the database's answer took its time on one way only. */
    public boolean differsTooMuch() {
        return last.filter(comparison ->
                        comparison.difference().abs().minus(comparison.error()).compareTo(maxDifference) > 0)
                .isPresent();
    }

    @Override
    public Instant instant() {
        Instant time = system.instant();
        Optional<Comparison> compared = last;
        if (compared.isEmpty()) {
            return time;
        }
        Comparison comparison = compared.get();
        Instant databaseTime = comparison.databaseTime().plusNanos(nanoClock.getAsLong() - comparison.at());
        Duration bound = maxDifference.plus(comparison.error());
        Instant latest = databaseTime.plus(bound);
        Instant earliest = databaseTime.minus(bound);
        return time.isAfter(latest) ? latest : time.isBefore(earliest) ? earliest : time;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        InstantSource source = new InstantSource() {
            @Override
            public Instant instant() {
                return DeskClock.this.instant();
            }
        };
        return source.withZone(zone);
    }
}
