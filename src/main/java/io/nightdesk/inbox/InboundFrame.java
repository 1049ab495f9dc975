package io.nightdesk.inbox;

import io.nightdesk.deadletter.ReplayRequest;
import io.nightdesk.leader.LeaderTerm;
import java.time.Instant;
import java.util.Optional;

/**
 * A frame as it came from the broker, not yet looked into and not yet acknowledged.
 *
 * @param bytes the payload; only its beginning when it is larger than a frame may be
 * @param size the payload's true size in bytes
 * @param shift the shift whose connection it came by; it is decided in that one or, delivered again, in a later one
 * @param waitedSince from when on it may have waited at the broker while nobody took frames; empty if it did not wait
 * @param acknowledgement tells whoever brought it that the frame is safe; callable from any thread, once
 * @param replay what it is decided again for, if it was refused before and does not come from the broker
 */
public record InboundFrame(
        byte[] bytes,
        int size,
        LeaderTerm shift,
        Instant receivedAt,
        Optional<Instant> waitedSince,
        Runnable acknowledgement,
        Optional<ReplayRequest> replay)
        implements ProcessorCommand {

    /** One that comes for the first time. */
    public InboundFrame(
            byte[] bytes,
            int size,
            LeaderTerm shift,
            Instant receivedAt,
            Optional<Instant> waitedSince,
            Runnable acknowledgement) {
        this(bytes, size, shift, receivedAt, waitedSince, acknowledgement, Optional.empty());
    }

    boolean isCut() {
        return size > bytes.length;
    }
}
