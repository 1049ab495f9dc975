package io.nightdesk.faq.match;

import java.time.Instant;
import java.util.List;

/**
 * A text to match, and its context.
 *
 * @param businessType the business type of the frame
 * @param menu keys of the rules that the customer was last offered, numbered from 1; empty for none
 */
public record MatchQuery(String text, int businessType, Instant at, List<String> menu) {

    /** The business type of shop chats on the wire. */
    public static final int SHOP = 20;

    public MatchQuery {
        menu = List.copyOf(menu);
    }
}
