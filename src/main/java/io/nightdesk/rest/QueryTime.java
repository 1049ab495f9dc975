package io.nightdesk.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Parses a time in the query of a URL, in ISO 8601 with an offset. */
public final class QueryTime {

    private static final String EXPECTED = "must be a time like 2026-11-23T20:00:00Z";

    private QueryTime() {}

    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(FourDigitYear::isIn);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The message for a text that is not a time. In a query, a + that is not encoded means a space. */
    public static String error(String text) {
        return text.contains(" ") && parse(text.replace(' ', '+')).isPresent()
                ? EXPECTED + ": a + in it must be encoded as %2B"
                : EXPECTED;
    }
}
