package io.nightdesk.faq.rules;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Parses times in ISO 8601 with an offset. */
final class Timestamps {

    /** The last year that RFC 3339 can write. The database has no year of more than six digits. */
    private static final int MAX_YEAR = 9999;

    private Timestamps() {}

    /** @throws DateTimeParseException if the text is not such a time */
    static Instant parse(String text) {
        return OffsetDateTime.parse(text.strip()).toInstant();
    }

    /** Empty if the text is not such a time, or has a year before 0 or after 9999. */
    static Optional<Instant> tryParse(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.strip()))
                    .filter(time -> time.getYear() >= 0 && time.getYear() <= MAX_YEAR)
                    .map(OffsetDateTime::toInstant);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
