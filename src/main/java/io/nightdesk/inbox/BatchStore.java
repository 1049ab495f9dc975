package io.nightdesk.inbox;

import io.nightdesk.deadletter.ReplayRequest;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.outbox.DeliveryReport;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The tables as the processor needs them. Methods throw a {@link RuntimeException} with the cause of
 * {@link java.sql.SQLException} when a statement fails.
 */
interface BatchStore {

    /**
     * What to look up.
     *
     * @param frames message ids of frames that may have been decided before
     * @param replies message ids that may be ids of replies of this desk
     * @param customers whose sessions to read
     * @param replays requests that may have been withdrawn
     */
    record Lookup(
            Collection<UUID> frames,
            Collection<UUID> replies,
            Collection<String> customers,
            Collection<ReplayRequest> replays) {}

    /** How a commit ended. */
    enum CommitResult {
        COMMITTED,
        /** Nothing was stored: the lease has another holder. */
        TERM_ENDED,
        /**
         * Nothing was stored: a session has another version than expected, a frame that counts as an agent's is a reply of this
         * desk, or a replay request is no longer open.
         */
        STATE_CHANGED
    }

    KnownState lookUp(Lookup lookup);

    /**
     * Stores a batch and delivery reports in one transaction, if the term still holds the lease. Nobody else can become leader
     * before that transaction ends.
     *
     * @throws RuntimeException caused by a violation of {@link ExchangeRepository#FRAME_KEY} when one of the frames was decided
     *     before, or of {@link ExchangeRepository#PRIMARY_KEY} when an id is in use
     */
    CommitResult commit(LeaderTerm term, BatchResult result, List<DeliveryReport> reports);

    /**
     * Does everything that the commit of a batch does, and rolls it back.
     *
     * @throws RuntimeException if the commit would fail
     */
    CommitResult dryRun(LeaderTerm term, BatchResult result);

    /** The largest id of an exchange; 0 if there is none. */
    long lastExchangeId();
}
