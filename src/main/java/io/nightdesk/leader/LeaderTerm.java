package io.nightdesk.leader;

import java.time.Duration;
import java.time.Instant;

/** One spell of being on duty: the lease's epoch and holder, and until when this process may believe that it still holds it. */
public final class LeaderTerm {

    private final long epoch;
    private final String holder;
    private final Instant caughtUpAt;
    private final long ttlNanos;
    private volatile long renewedAt;
    private volatile boolean ended;

    LeaderTerm(long epoch, String holder, Instant caughtUpAt, Duration ttl, long askedAtNanos) {
        this.epoch = epoch;
        this.holder = holder;
        this.caughtUpAt = caughtUpAt;
        this.ttlNanos = ttl.toNanos();
        this.renewedAt = askedAtNanos;
    }

    public long epoch() {
        return epoch;
    }

    /** Who holds the lease in this shift; a name that no other shift has. */
    public String holder() {
        return holder;
    }

    /** When the shifts before had last taken all frames that there were; {@link Instant#EPOCH} if that is not known. */
    public Instant caughtUpAt() {
        return caughtUpAt;
    }

    /** Renewed for sure, in a transaction that was committed. Counted from before the database was asked, so that this clock never outlasts the database's. */
    void renewed(long askedAtNanos) {
        renewedAt = askedAtNanos;
    }

    /** It is over: the database was found to know another holder, or this replica gives the lease away. */
    public void end() {
        ended = true;
    }

    /**
     * Whether the lease cannot have passed to another replica yet. Once false it stays so: work was dropped then, and only
     * a new shift with new connections brings it back.
     */
    public boolean isValid() {
        if (!ended && System.nanoTime() - renewedAt >= ttlNanos) {
            ended = true;
        }
        return !ended;
    }
}
