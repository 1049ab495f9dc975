package io.nightdesk.frame;

import java.time.Instant;
import java.util.UUID;

/**
 * The desk's reply to one frame.
 *
 * @param messageId a new random UUID
 * @param inReplyTo the frame that is answered: the reply swaps its uids and echoes its session, member and business type
 * @param body the text or image for the customer
 */
public record ReplyFrame(UUID messageId, Frame inReplyTo, Instant sendTime, Body body) {

    /** A text or an image. */
    public sealed interface Body {

        record Text(String text) implements Body {}

        /**
         * An image instead of a text.
         *
         * @param url where the customer's client loads it
         */
        record Image(String url) implements Body {}
    }
}
