package io.nightdesk.desk;

import java.time.Instant;

/**
 * One message to the desk.
 *
 * @param businessType the frame's
 * @param sentAt by the customer's clock, which may be wrong
 * @param backlog whether it waited at the broker while nobody took frames
 */
public record Inquiry(String customerUid, int businessType, Message message, Instant sentAt, boolean backlog) {

    /** What was sent. */
    public sealed interface Message {

        record Question(String text, String businessId) implements Message {}

        record Picture() implements Message {}

        /** Receipts, recalls and all else that wants no answer. */
        record NoMessage() implements Message {}
    }
}
