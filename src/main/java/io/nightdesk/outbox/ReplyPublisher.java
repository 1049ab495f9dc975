package io.nightdesk.outbox;

import io.nightdesk.leader.LeaderTerm;
import java.util.List;

/**
 * One connection to the broker that publishes replies, in the order given. It asks {@link SendGuard} before each publish and
 * reports how the delivery of each reply ended. A publisher whose connection breaks is closed and never used again; replies
 * without a delivery report are handed to its successor.
 */
public interface ReplyPublisher {

    /** The term in which the connection was opened. */
    LeaderTerm term();

    /** Takes replies to publish; returns at once. */
    void publish(List<PendingReply> replies);
}
