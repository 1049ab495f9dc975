package io.nightdesk.frame;

import java.time.Instant;
import java.util.UUID;

/**
 * The desk's answer to one frame.
 *
 * @param messageId fresh and random
 * @param to the frame that is answered: its uids are swapped, its session, member and business type kept
 * @param body what the customer sees
 */
public record ReplyFrame(UUID messageId, Frame to, Instant sendTime, Body body) {

    /** Text or image; a frame holds one of both. */
    public sealed interface Body {

        record Text(String text) implements Body {}

        /**
         * An image instead of a text.
         *
         * @param url where the customer's client gets it
         */
        record Image(String url) implements Body {}
    }
}
