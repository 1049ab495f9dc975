package io.nightdesk.leader;

import java.time.Instant;
import java.util.Optional;

/**
 * The lease that makes one replica the leader. Each method runs in its own transaction and throws a
 * {@link RuntimeException} when the database cannot be used.
 */
interface Lease {

    /** Takes the lease if nobody holds it, and begins a term. */
    Optional<LeaderTerm> acquire();

    /**
     * Extends the term in the database.
     *
     * @param caughtUp whether no frame waits at the broker
     * @return false when the lease has another holder
     */
    boolean renew(LeaderTerm term, boolean caughtUp);

    /** Gives up the lease, so that a standby need not wait until it expires. */
    void release(LeaderTerm term);

    /** The time by the database's clock. */
    Instant databaseTime();

    /** The {@code customer_id} that this database belongs to, if it differs from that of this replica. */
    Optional<String> otherOwner();
}
