package io.nightdesk.frame;

import java.util.Optional;

/** The JSON content of a frame, as far as the desk needs it. */
public sealed interface Content {

    /** The order number that the client attached, or ''; a reply echoes it. */
    String businessId();

    /**
     * A text message.
     *
     * @param key the JSON key of the text; a reply uses the same key
     * @param text 1 to {@link FrameCodec#MAX_TEXT} characters, not blank
     */
    record Text(String key, String text, String businessId) implements Content {}

    /**
     * An image.
     *
     * @param url its address; may be absent in a customer's frame, and the desk never loads it
     */
    record Image(Optional<String> url, String businessId) implements Content {}

    /** A message of which nothing can be read but that it is one. Accepted from agents only, apart from a text of an unknown form. */
    record Unreadable(String businessId) implements Content {}

    /** A receipt, a recall, a blank text or an unknown type: never answered, and no message of an agent. */
    record Other(long type, String businessId) implements Content {}
}
