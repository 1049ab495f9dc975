package io.nightdesk.hours;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The line of a schedule that decides whether a moment is open. Its text is for people. */
sealed interface ScheduleLine {

    /**
     * A weekday of the week that repeats.
     *
     * @param interval the interval that applies; empty while it is closed
     */
    record Weekday(DayOfWeek day, Optional<DailyInterval> interval) implements ScheduleLine {
        @Override
        public String toString() {
            return Schedule.name(day) + interval.map(open -> " " + open).orElse("");
        }
    }

    /**
     * A date that differs from the week.
     *
     * @param intervals all intervals of the date; empty if it is closed
     * @param note the occasion, or ""
     */
    record Date(LocalDate date, List<DailyInterval> intervals, String note) implements ScheduleLine {
        public Date {
            intervals = List.copyOf(intervals);
        }

        @Override
        public String toString() {
            return date + " "
                    + (intervals.isEmpty()
                            ? "closed"
                            : intervals.stream().map(DailyInterval::toString).collect(Collectors.joining(", ")))
                    + (note.isEmpty() ? "" : " (" + note + ")");
        }
    }

    /** There is no schedule. */
    record None() implements ScheduleLine {
        @Override
        public String toString() {
            return "no schedule";
        }
    }
}
