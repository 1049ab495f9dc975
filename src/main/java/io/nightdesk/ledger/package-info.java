/**
 * Exactly once: the lease that makes one replica the consumer, the exchanges that remember every frame, the outbox that
 * gets every reply out. Called by {@code channel}, which brings {@link io.nightdesk.ledger.Receipt}s and carries replies
 * through a {@link io.nightdesk.ledger.ReplyPort}.
 *
 * <p>Two threads: {@link io.nightdesk.ledger.Duty} waits for the database and keeps the lease, {@link
 * io.nightdesk.ledger.Ledger} alone decides, writes and hands out replies, so that nothing here needs a lock.
 */
@NullMarked
package io.nightdesk.ledger;

import org.jspecify.annotations.NullMarked;
