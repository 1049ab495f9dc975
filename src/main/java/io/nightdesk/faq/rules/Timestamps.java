package io.nightdesk.faq.rules;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Instants as admins write them. */
final class Timestamps {

    private Timestamps() {}

    /** @throws DateTimeParseException if it is not ISO 8601 with an offset */
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
