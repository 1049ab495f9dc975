package io.nightdesk.outbox;

import java.util.Optional;

/**
 * The end of a reply's way: confirmed by the broker, or withheld.
 *
 * @param port the connection it was handed to
 * @param withheld why it was not sent; empty when it was
 */
public record DeliveryReport(long exchangeId, ReplyPublisher port, Optional<WithholdReason> withheld) {}
