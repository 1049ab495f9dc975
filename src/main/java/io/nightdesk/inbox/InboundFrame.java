package io.nightdesk.inbox;

import io.nightdesk.deadletter.ReplayRequest;
import io.nightdesk.leader.LeaderTerm;
import java.time.Instant;
import java.util.Optional;

/**
 * A frame as received, not decoded yet. It is the payload of a message, which is acknowledged once the outcome of the
 * frame is committed.
 *
 * @param bytes the payload; only its beginning if it is larger than a frame may be
 * @param size the size of the whole payload in bytes
 * @param term the term in which it was received; it is processed in that term, or is delivered again in a later one
 * @param waitedSince the earliest time since when it may have waited at the broker; empty if it did not wait
 * @param replay the request that it answers, if it was rejected before and does not come from the broker
 */
public record InboundFrame(
        byte[] bytes,
        int size,
        LeaderTerm term,
        Instant receivedAt,
        Optional<Instant> waitedSince,
        Optional<ReplayRequest> replay) {

    /** A frame from the broker. */
    public InboundFrame(byte[] bytes, int size, LeaderTerm term, Instant receivedAt, Optional<Instant> waitedSince) {
        this(bytes, size, term, receivedAt, waitedSince, Optional.empty());
    }

    boolean isTruncated() {
        return size > bytes.length;
    }
}
