package io.nightdesk.frame;

import java.util.Optional;

/** What a frame's JSON content says, as far as the desk needs it. */
public sealed interface Content {

    /** The order number that the client attached, or ''; a reply echoes it. */
    String businessId();

    /**
     * A text message.
     *
     * @param key the JSON key that held the text; the reply's text goes under the same one
     * @param text 1 to {@link FrameCodec#MAX_TEXT} characters, not blank
     */
    record Text(String key, String text, String businessId) implements Content {}

    /**
     * An image.
     *
     * @param url where it is; a customer's may say nothing of it, and the desk never looks there
     */
    record Image(Optional<String> url, String businessId) implements Content {}

    /** A receipt, a recall, an empty text, a kind yet unknown: never answered. */
    record Other(long type, String businessId) implements Content {}
}
