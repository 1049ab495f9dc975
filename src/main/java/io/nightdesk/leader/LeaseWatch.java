package io.nightdesk.leader;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Recognises a dead leader without comparing clocks: its lease has not changed for longer than it may assume that it leads. The
 * time of expiry alone does not suffice, because a database that failed over may have a clock that is behind: the lease then
 * lies far in the future, and without a leader nobody corrects it.
 *
 * <p>The holder's term ends one duration after it last asked for a renewal, by its own monotonic clock. The renewal was committed
 * later than that, and seen here later still. So when one duration has passed here without a change, the term is over, and a
 * margin covers clocks that run at different speeds.
 */
final class LeaseWatch {

    /** The margin, as a part of the duration. */
    private static final int MARGIN = 10;

    private final Duration leastDuration;
    private final LongSupplier nanoClock;
    private Optional<Sighting> last = Optional.empty();

    /** A state of the lease, and when it was first seen. */
    private record Sighting(long epoch, String holder, String expiresAt, long at) {

        boolean isOf(LeaseRecord lease) {
            return epoch == lease.epoch() && holder.equals(lease.holder()) && expiresAt.equals(lease.expiresAt());
        }
    }

    /**
     * @param leastDuration for a lease that has a shorter one or none
     * @param nanoClock a monotonic clock such as {@link System#nanoTime}
     */
    LeaseWatch(Duration leastDuration, LongSupplier nanoClock) {
        this.leastDuration = leastDuration;
        this.nanoClock = nanoClock;
    }

    /** Whether the term of the holder is over. Call it each time that the lease was read, after that. */
    boolean isDead(LeaseRecord seen) {
        long now = nanoClock.getAsLong();
        if (last.filter(sighting -> sighting.isOf(seen)).isEmpty()) {
            last = Optional.of(new Sighting(seen.epoch(), seen.holder(), seen.expiresAt(), now));
        }
        Duration duration = seen.duration().compareTo(leastDuration) > 0 ? seen.duration() : leastDuration;
        Duration patience = duration.plus(duration.dividedBy(MARGIN));
        return now - last.orElseThrow().at() > patience.toNanos();
    }
}
