package io.nightdesk.decision;

import java.time.Instant;
import java.util.Optional;

/**
 * One message of a customer to the desk.
 *
 * @param businessType the frame's business type
 * @param sentAt the time by the customer's clock, which may be wrong
 * @param waitedSince the earliest time from which it may have waited in a backlog; empty if it did not wait
 * @param superseded whether another message of its session and backlog is answered in its place
 */
public record InboundMessage(
        String customerUid,
        int businessType,
        Content content,
        Instant sentAt,
        Optional<Instant> waitedSince,
        boolean superseded) {

    /** What the customer sent. */
    public sealed interface Content {

        /**
         * A text.
         *
         * @param businessId the order number that the client attached, or ''
         */
        record Text(String text, String businessId) implements Content {}

        record Image() implements Content {}

        /** A receipt, a recall or anything else that is not a message. */
        record Other() implements Content {}
    }
}
