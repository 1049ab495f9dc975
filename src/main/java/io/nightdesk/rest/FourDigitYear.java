package io.nightdesk.rest;

import io.nightdesk.LocalizedMessage;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * The times and dates that the API accepts: those with a year of four digits, as in RFC 3339. Java reads years of up to ten digits,
 * but fails to add a day or an offset to the last of them.
 */
final class FourDigitYear {

    static final LocalizedMessage MESSAGE =
            LocalizedMessage.of("must have a year from 0000 to 9999", "年份必须在 0000 到 9999 之间");

    private static final LocalDate FIRST = LocalDate.of(0, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private FourDigitYear() {}

    static boolean isIn(Instant time) {
        return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    }

    /** Parses a date; throws a {@link DateTimeException} if it is none, or has another year. */
    static LocalDate parseDate(String text) {
        LocalDate date = LocalDate.parse(text);
        if (date.isBefore(FIRST) || date.isAfter(LAST)) {
            throw new DateTimeException(MESSAGE.inEnglish());
        }
        return date;
    }
}
