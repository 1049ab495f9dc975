package io.nightdesk.history;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The days from {@code first} to {@code last}, both included, in a time zone. */
record DateRange(LocalDate first, LocalDate last, ZoneId zone) {

    DateRange {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("the last day is before the first");
        }
    }

    /** The {@code length} days that end with {@code last}. */
    static DateRange endingOn(LocalDate last, int length, ZoneId zone) {
        return new DateRange(last.minusDays(length - 1L), last, zone);
    }

    List<LocalDate> days() {
        return first.datesUntil(last.plusDays(1)).toList();
    }

    long length() {
        return ChronoUnit.DAYS.between(first, last) + 1;
    }

    /** The start of each day and the end of the last one. A day has 23 to 25 hours where clocks change. */
    List<String> boundaries() {
        return first.datesUntil(last.plusDays(2))
                .map(day -> day.atStartOfDay(zone).toInstant().toString())
                .toList();
    }
}
