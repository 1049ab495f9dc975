package io.nightdesk.outbox;

import io.nightdesk.inbox.FrameProcessor;
import java.util.List;

/**
 * One connection to the broker that replies go out by. It publishes in the order given, asks {@link FrameProcessor#lastLook}
 * before each, and reports every reply to {@link FrameProcessor#settled} once the broker confirmed it. A port that breaks is
 * reported closed and never used again; what it had not settled is handed to its successor.
 */
public interface ReplyPublisher {

    /** Takes replies to publish; returns at once. */
    void publish(List<PendingReply> replies);
}
