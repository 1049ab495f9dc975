package io.nightdesk.ledger;

import java.util.List;

/**
 * One connection to the broker that replies go out by. It publishes in the order given, asks {@link Ledger#lastLook}
 * before each, and reports every reply to {@link Ledger#settled} once the broker confirmed it. A port that breaks is
 * reported closed and never used again; what it had not settled is handed to its successor.
 */
public interface ReplyPort {

    /** Takes replies to publish; returns at once. */
    void publish(List<PendingReply> replies);
}
