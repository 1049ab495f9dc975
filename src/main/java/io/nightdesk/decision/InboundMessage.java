package io.nightdesk.decision;

import java.time.Instant;
import java.util.Optional;

/**
 * One message to the desk.
 *
 * @param businessType the frame's
 * @param sentAt by the customer's clock, which may be wrong
 * @param waitedSince from when on it may have waited at the broker while nobody took frames; empty if it did not wait
 * @param passedOver whether another message of its session that waited with it is answered instead
 */
public record InboundMessage(
        String customerUid,
        int businessType,
        Message message,
        Instant sentAt,
        Optional<Instant> waitedSince,
        boolean passedOver) {

    /** What was sent. */
    public sealed interface Message {

        record Question(String text, String businessId) implements Message {}

        record Picture() implements Message {}

        /** Receipts, recalls and all else that wants no answer. */
        record NoMessage() implements Message {}
    }
}
