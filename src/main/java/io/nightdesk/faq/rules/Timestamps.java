package io.nightdesk.faq.rules;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Parses times in ISO 8601 with an offset. */
final class Timestamps {

    private Timestamps() {}

    /** @throws DateTimeParseException if the text is not such a time */
    static Instant parse(String text) {
        return OffsetDateTime.parse(text.strip()).toInstant();
    }

    static Optional<Instant> tryParse(String text) {
        try {
            return Optional.of(parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
