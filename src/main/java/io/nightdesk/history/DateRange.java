package io.nightdesk.history;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Some days of a zone, from the first to the last one, both included. */
record DateRange(LocalDate first, LocalDate last, ZoneId zone) {

    DateRange {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("ends before it begins");
        }
    }

    List<LocalDate> days() {
        return first.datesUntil(last.plusDays(1)).toList();
    }

    long length() {
        return ChronoUnit.DAYS.between(first, last) + 1;
    }

    /** When each day begins, and after them the end of the last one: days have 23 to 25 hours. */
    List<String> boundaries() {
        return first.datesUntil(last.plusDays(2))
                .map(day -> day.atStartOfDay(zone).toInstant().toString())
                .toList();
    }
}
