package io.nightdesk.leader;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * One period of leadership of this replica: the epoch and the holder that the lease has in the database, and how long this
 * process may assume that it still holds it. Safe for threads.
 */
public final class LeaderTerm {

    private final long epoch;
    private final String holder;
    private final Instant caughtUpAt;
    private final long durationNanos;
    private final LongSupplier nanoClock;
    private volatile long renewedAt;
    private volatile boolean ended;

    /**
     * @param caughtUpAt see {@link #caughtUpAt}
     * @param duration how long the lease lasts without a renewal
     * @param renewedAt when the database was asked for the lease, by {@code nanoClock}
     * @param nanoClock a monotonic clock such as {@link System#nanoTime}
     */
    public LeaderTerm(
            long epoch, String holder, Instant caughtUpAt, Duration duration, long renewedAt, LongSupplier nanoClock) {
        this.epoch = epoch;
        this.holder = holder;
        this.caughtUpAt = caughtUpAt;
        this.durationNanos = duration.toNanos();
        this.renewedAt = renewedAt;
        this.nanoClock = nanoClock;
    }

    /**
     * The number of this term. It grows with every change of leader, unless the database failed over to an older state.
     */
    public long epoch() {
        return epoch;
    }

    /** Who holds the lease in this term; no other term has the same holder. */
    public String holder() {
        return holder;
    }

    /**
     * When an earlier leader had last received every frame that waited at the broker; {@link Instant#EPOCH} if unknown.
     */
    public Instant caughtUpAt() {
        return caughtUpAt;
    }

    /**
     * Extends the term after a renewal was committed.
     *
     * @param askedAt when the database was asked, so that the term never outlasts the lease in the database
     */
    void renewed(long askedAt) {
        renewedAt = askedAt;
    }

    /** Ends the term for good: the lease has another holder, or this replica is about to release it. */
    public void end() {
        ended = true;
    }

    /**
     * Whether the lease cannot have passed to another replica yet. Once false it stays false: frames and replies of the
     * term are dropped, and only the connections of a new term deliver them again.
     */
    public boolean isValid() {
        if (!ended && nanoClock.getAsLong() - renewedAt >= durationNanos) {
            ended = true;
        }
        return !ended;
    }
}
