package io.nightdesk.deadletter;

import io.nightdesk.frame.RejectReason;
import java.time.Instant;
import java.util.Arrays;

/**
 * A frame that could not be decoded or stored.
 *
 * @param size the size of its payload in bytes
 * @param head the beginning of the payload, at most {@link #HEAD_BYTES}; the whole payload of a frame that could not be stored
 */
public record RejectedFrame(Instant receivedAt, RejectReason reason, int size, byte[] head) {

    /** How much of the payload is stored of a frame that could not be decoded. */
    public static final int HEAD_BYTES = 4 * 1024;

    /** Keeps the beginning of {@code payload}, or all of it if the frame is valid and can be replayed one day. */
    public static RejectedFrame of(Instant receivedAt, RejectReason reason, int size, byte[] payload) {
        int kept = reason == RejectReason.NOT_STORABLE ? payload.length : Math.min(payload.length, HEAD_BYTES);
        return new RejectedFrame(receivedAt, reason, size, Arrays.copyOf(payload, kept));
    }
}
