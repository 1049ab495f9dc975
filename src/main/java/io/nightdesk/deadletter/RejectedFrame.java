package io.nightdesk.deadletter;

import io.nightdesk.frame.RejectReason;
import java.time.Instant;
import java.util.Arrays;

/**
 * A frame that could not be decoded or stored.
 *
 * @param size the size of its payload in bytes
 * @param head the beginning of the payload, at most {@link #HEAD_BYTES}
 */
public record RejectedFrame(Instant receivedAt, RejectReason reason, int size, byte[] head) {

    /** How much of the payload is stored. */
    public static final int HEAD_BYTES = 4 * 1024;

    /** Keeps the beginning of {@code payload}. */
    public static RejectedFrame of(Instant receivedAt, RejectReason reason, int size, byte[] payload) {
        return new RejectedFrame(
                receivedAt, reason, size, Arrays.copyOf(payload, Math.min(payload.length, HEAD_BYTES)));
    }
}
