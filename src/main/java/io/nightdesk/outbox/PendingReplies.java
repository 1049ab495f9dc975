package io.nightdesk.outbox;

import java.util.List;

/** The stored replies that await delivery. */
public interface PendingReplies {

    /**
     * A page of pending replies, in the order of their exchanges.
     *
     * @param exchangeId only replies of later exchanges are returned
     * @throws RuntimeException if the database cannot be used
     */
    List<PendingReply> after(long exchangeId, int limit);
}
