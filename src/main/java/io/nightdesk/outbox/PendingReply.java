package io.nightdesk.outbox;

import java.time.Instant;

/**
 * A stored reply that awaits delivery. Sent again, it has the same bytes and so the same message id.
 *
 * @param exchangeId the exchange that it belongs to; replies are published in the order of these ids
 * @param askedAt when the frame that it answers was received
 * @param live whether that frame arrived outside a backlog and the reply is published for the first time: only then is
 *     the time to delivery a measure of the speed of the desk
 */
public record PendingReply(long exchangeId, String customerUid, byte[] bytes, Instant askedAt, boolean live) {}
