package io.nightdesk.outbox;

import java.util.Optional;

/**
 * How the delivery of a reply ended: the broker confirmed it, or it was withheld.
 *
 * @param exchangeId the exchange that the reply belongs to
 * @param publisher the connection that the reply was handed to
 * @param withheld why it was not sent; empty when the broker confirmed it
 */
public record DeliveryReport(long exchangeId, ReplyPublisher publisher, Optional<WithholdReason> withheld) {

    public static DeliveryReport confirmed(long exchangeId, ReplyPublisher publisher) {
        return new DeliveryReport(exchangeId, publisher, Optional.empty());
    }

    public static DeliveryReport withheld(long exchangeId, ReplyPublisher publisher, WithholdReason reason) {
        return new DeliveryReport(exchangeId, publisher, Optional.of(reason));
    }
}
