package io.nightdesk.inbox;

import io.nightdesk.decision.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One inbound frame and what was done about it.
 *
 * @param id ascends with the order of decisions, over replicas too: replies are published in this order
 * @param payloadHash SHA-256 of the frame's bytes
 * @param question what the customer wrote; empty if it is not a text, and for agents
 * @param trace why the answer was given, as JSON
 * @param reply what was answered; empty for silence
 */
record Exchange(
        long id,
        FrameKey key,
        byte[] payloadHash,
        Instant receivedAt,
        String customerUid,
        Optional<String> question,
        Outcome outcome,
        Optional<String> ruleKey,
        Optional<String> trace,
        Optional<StoredReply> reply) {

    /** Identifies a frame: its sender chose the id, so it is unique per sender only. */
    record FrameKey(String senderUid, UUID messageId) {}

    /** A reply as it is published. When it is published again, it has the same bytes. */
    record StoredReply(UUID id, byte[] bytes) {}
}
