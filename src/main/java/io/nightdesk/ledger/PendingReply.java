package io.nightdesk.ledger;

import java.time.Instant;

/**
 * A stored reply on its way out; sent again it has the same bytes and so the same message id.
 *
 * @param askedAt when the frame it answers came in
 */
public record PendingReply(long exchangeId, String customerUid, byte[] bytes, Instant askedAt) {}
