package io.nightdesk.outbox;

import java.time.Instant;

/**
 * A stored reply on its way out; sent again it has the same bytes and so the same message id.
 *
 * @param askedAt when the frame it answers came in
 * @param live whether that frame came when nothing waited, and its reply goes out for the first time: how long that takes
 *     tells how fast the desk is, which what waited somewhere does not
 */
public record PendingReply(long exchangeId, String customerUid, byte[] bytes, Instant askedAt, boolean live) {}
