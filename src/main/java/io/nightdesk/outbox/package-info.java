/**
 * Replies out: the pending replies, their order, the guard that is asked before each publish, and delivery reports.
 * Called by {@code inbox}, which commits replies, and {@code mqtt}, which publishes them as a {@link
 * io.nightdesk.outbox.ReplyPublisher}.
 */
@NullMarked
package io.nightdesk.outbox;

import org.jspecify.annotations.NullMarked;
