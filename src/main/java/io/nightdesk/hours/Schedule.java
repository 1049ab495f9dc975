package io.nightdesk.hours;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The hours at which agents are available: a week that repeats, and dates that differ from it. Immutable.
 *
 * <p>The schedule is open at an instant if the local time in {@code zone} is within an interval. So an interval loses
 * the local time that is skipped when clocks are set forward, and includes both occurrences of the local time that
 * repeats when they are set back. A special date replaces its whole day, from 0:00 to 24:00: an interval of the day
 * before that crosses midnight ends there.
 *
 * @param week the sorted intervals of each weekday; no entry for a closed weekday
 * @param dates the dates that differ from the week
 */
record Schedule(ZoneId zone, Map<DayOfWeek, List<DailyInterval>> week, SortedMap<LocalDate, SpecialDate> dates) {

    /** How far from a moment the next change is searched for, in steps: it is nearly always near. */
    private static final List<Duration> SEARCH_DISTANCES =
            List.of(Duration.ofDays(3), Duration.ofDays(40), Duration.ofDays(800));

    private static final Comparator<Span> BY_TIME =
            Comparator.comparing(Span::from).thenComparing(Span::until);

    /**
     * A date that differs from the week.
     *
     * @param intervals sorted; empty for a closed day
     * @param note the occasion, or ""
     */
    record SpecialDate(List<DailyInterval> intervals, String note) {
        SpecialDate {
            intervals = List.copyOf(intervals);
        }
    }

    /**
     * A half-open period in which the schedule is open throughout.
     *
     * @param line the line of the schedule that applies
     */
    record Span(Instant from, Instant until, ScheduleLine line) {
        boolean contains(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    /** A half-open period within one day, in minutes of local time since 0:00. */
    private record LocalSpan(int from, int until, ScheduleLine line) {}

    Schedule {
        week = Map.copyOf(week);
        dates = new TreeMap<>(dates);
    }

    /** The status at a moment. */
    OpenStatus at(Instant now) {
        Optional<Instant> since = Optional.empty();
        Optional<Instant> until = Optional.empty();
        Optional<Instant> nextOpening = Optional.empty();
        boolean open = false;
        for (Duration distance : SEARCH_DISTANCES) {
            Instant start = now.minus(distance);
            Instant end = now.plus(distance);
            List<Span> spans = merge(spans(start, end));
            Optional<Span> current =
                    spans.stream().filter(span -> span.contains(now)).findFirst();
            open = current.isPresent();
            nextOpening = spans.stream().map(Span::from).filter(now::isBefore).findFirst();
            // A span that touches the edge of the search continues beyond it.
            since = open ? current.map(Span::from).filter(start::isBefore) : lastClosing(spans, now);
            until = open ? current.map(Span::until).filter(end::isAfter) : nextOpening;
            if (since.isPresent() && until.isPresent() && nextOpening.isPresent()) {
                break;
            }
        }
        return new OpenStatus(open, since, until, nextOpening, line(now));
    }

    private static Optional<Instant> lastClosing(List<Span> spans, Instant now) {
        return spans.stream()
                .map(Span::until)
                .filter(closing -> !closing.isAfter(now))
                .reduce((earlier, later) -> later);
    }

    /** The sorted spans between two instants. Each is of one line of the schedule, so they may touch or overlap. */
    List<Span> spans(Instant from, Instant until) {
        List<Span> spans = new ArrayList<>();
        Instant start = from;
        // The offset is constant between two transitions, so there a local time is an instant.
        while (start.isBefore(until)) {
            ZoneOffset offset = zone.getRules().getOffset(start);
            ZoneOffsetTransition transition = zone.getRules().nextTransition(start);
            Instant end =
                    transition == null || transition.getInstant().isAfter(until) ? until : transition.getInstant();
            LocalDate lastDay = LocalDateTime.ofInstant(end, offset).toLocalDate();
            for (LocalDate day = LocalDateTime.ofInstant(start, offset).toLocalDate();
                    !day.isAfter(lastDay);
                    day = day.plusDays(1)) {
                for (LocalSpan local : localSpans(day)) {
                    Instant opening = later(start, instant(day, local.from(), offset));
                    Instant closing = earlier(end, instant(day, local.until(), offset));
                    if (opening.isBefore(closing)) {
                        spans.add(new Span(opening, closing, local.line()));
                    }
                }
            }
            start = end;
        }
        spans.sort(BY_TIME);
        return spans;
    }

    /** The intervals that start on a day. */
    List<DailyInterval> intervals(LocalDate day) {
        SpecialDate special = dates.get(day);
        return special == null ? week.getOrDefault(day.getDayOfWeek(), List.of()) : special.intervals();
    }

    /** Joins sorted spans that touch or overlap. A joined span keeps the line of its first part. */
    static List<Span> merge(List<Span> spans) {
        List<Span> merged = new ArrayList<>();
        for (Span span : spans) {
            int last = merged.size() - 1;
            if (last >= 0 && !span.from().isAfter(merged.get(last).until())) {
                Span previous = merged.get(last);
                merged.set(last, new Span(previous.from(), later(previous.until(), span.until()), previous.line()));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    /** When a day is open, the end of an interval of the day before included. */
    private List<LocalSpan> localSpans(LocalDate day) {
        List<LocalSpan> spans = new ArrayList<>();
        if (!dates.containsKey(day)) {
            LocalDate dayBefore = day.minusDays(1);
            intervals(dayBefore).stream()
                    .filter(DailyInterval::crossesMidnight)
                    .map(interval -> new LocalSpan(
                            0,
                            interval.until() - DailyInterval.MINUTES_PER_DAY,
                            line(dayBefore, Optional.of(interval))))
                    .forEach(spans::add);
        }
        intervals(day).stream()
                .map(interval -> new LocalSpan(
                        interval.from(),
                        Math.min(interval.until(), DailyInterval.MINUTES_PER_DAY),
                        line(day, Optional.of(interval))))
                .forEach(spans::add);
        return spans;
    }

    /** The line of the schedule that applies at a moment. */
    private ScheduleLine line(Instant now) {
        LocalDateTime local = LocalDateTime.ofInstant(now, zone);
        LocalDate day = local.toLocalDate();
        int minute = local.getHour() * 60 + local.getMinute();
        return localSpans(day).stream()
                .filter(span -> span.from() <= minute && minute < span.until())
                .map(LocalSpan::line)
                .findFirst()
                .orElseGet(() -> line(day, Optional.empty()));
    }

    /** @param interval the interval of the day that applies */
    private ScheduleLine line(LocalDate day, Optional<DailyInterval> interval) {
        SpecialDate special = dates.get(day);
        return special == null
                ? new ScheduleLine.Weekday(day.getDayOfWeek(), interval)
                : new ScheduleLine.Date(day, special.intervals(), special.note());
    }

    /** The name of a weekday in the API. */
    static String name(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    private static Instant instant(LocalDate day, int minutes, ZoneOffset offset) {
        return day.atStartOfDay().plusMinutes(minutes).toInstant(offset);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
