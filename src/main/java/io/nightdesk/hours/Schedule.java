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
 * The hours at which agents are there: a week that repeats, and dates that differ from it. Immutable.
 *
 * <p>It is open at an instant when the clock on the wall of {@code zone} then shows a time within an opening. So where
 * clocks are set forward an opening loses the time that does not exist, and where they are set back the time that comes
 * twice counts both times. A date of its own tells all of its day, from 0:00 to 24:00: what the day before would have run
 * over into it is cut off.
 *
 * @param week the openings of each day, in their order; no entry for a day that is closed
 * @param dates the days that differ
 */
record Schedule(ZoneId zone, Map<DayOfWeek, List<DailyInterval>> week, SortedMap<LocalDate, OwnHours> dates) {

    /** How far around a moment the next change is sought, at first near, as it nearly always is. */
    private static final List<Duration> REACH = List.of(Duration.ofDays(3), Duration.ofDays(40), Duration.ofDays(800));

    private static final Comparator<Span> BY_TIME =
            Comparator.comparing(Span::from).thenComparing(Span::until);

    /**
     * A day that differs from the week.
     *
     * @param openings in their order; none for a closed day
     * @param line what the schedule says of it, for people
     */
    record OwnHours(List<DailyInterval> openings, String line) {
        OwnHours {
            openings = List.copyOf(openings);
        }
    }

    /**
     * A time in which it is open throughout.
     *
     * @param from the first instant
     * @param until the first instant that no more belongs to it
     * @param line what of the schedule says so
     */
    record Span(Instant from, Instant until, String line) {
        boolean contains(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    /** Hours within one day, in minutes from 0:00 by its clock. */
    private record Part(int from, int until, String line) {}

    Schedule {
        week = Map.copyOf(week);
        dates = new TreeMap<>(dates);
    }

    /** How it stands at a moment. */
    OpenStatus at(Instant now) {
        Optional<Instant> since = Optional.empty();
        Optional<Instant> until = Optional.empty();
        Optional<Instant> reopens = Optional.empty();
        boolean open = false;
        for (Duration reach : REACH) {
            List<Span> times = merged(spans(now.minus(reach), now.plus(reach)));
            Optional<Span> current =
                    times.stream().filter(time -> time.contains(now)).findFirst();
            Optional<Instant> ended = times.stream()
                    .map(Span::until)
                    .filter(end -> !end.isAfter(now))
                    .reduce((a, b) -> b);
            Optional<Instant> next = times.stream()
                    .map(Span::from)
                    .filter(start -> start.isAfter(now))
                    .findFirst();
            open = current.isPresent();
            // What begins or ends at the edge of what was looked at goes on beyond it.
            since = open ? current.map(Span::from).filter(now.minus(reach)::isBefore) : ended;
            until = open ? current.map(Span::until).filter(now.plus(reach)::isAfter) : next;
            reopens = next;
            if (since.isPresent() && until.isPresent() && reopens.isPresent()) {
                break;
            }
        }
        return new OpenStatus(open, since, until, reopens, line(now));
    }

    /** The times between two instants at which it is open, each by one line of the schedule, in their order. */
    List<Span> spans(Instant from, Instant until) {
        List<Span> spans = new ArrayList<>();
        Instant start = from;
        // Between two changes of the clocks a time of the day is an instant.
        while (start.isBefore(until)) {
            ZoneOffset offset = zone.getRules().getOffset(start);
            ZoneOffsetTransition change = zone.getRules().nextTransition(start);
            Instant end = change == null || change.getInstant().isAfter(until) ? until : change.getInstant();
            LocalDateTime first = LocalDateTime.ofInstant(start, offset);
            LocalDateTime last = LocalDateTime.ofInstant(end, offset);
            for (LocalDate day = first.toLocalDate(); !day.isAfter(last.toLocalDate()); day = day.plusDays(1)) {
                for (Part part : parts(day)) {
                    Instant opens = later(start, instant(day, part.from(), offset));
                    Instant closes = earlier(end, instant(day, part.until(), offset));
                    if (opens.isBefore(closes)) {
                        spans.add(new Span(opens, closes, part.line()));
                    }
                }
            }
            start = end;
        }
        spans.sort(BY_TIME);
        return spans;
    }

    /** The openings that begin on a day. */
    List<DailyInterval> openings(LocalDate day) {
        OwnHours own = dates.get(day);
        return own == null ? week.getOrDefault(day.getDayOfWeek(), List.of()) : own.openings();
    }

    /** Times that touch or overlap as one; which line they are by is lost. */
    static List<Span> merged(List<Span> spans) {
        List<Span> merged = new ArrayList<>();
        for (Span span : spans) {
            int last = merged.size() - 1;
            if (last >= 0 && !span.from().isAfter(merged.get(last).until())) {
                Span before = merged.get(last);
                merged.set(last, new Span(before.from(), later(before.until(), span.until()), before.line()));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    /** When a day is open by its own clock. */
    private List<Part> parts(LocalDate day) {
        List<Part> parts = new ArrayList<>();
        if (!dates.containsKey(day)) {
            LocalDate before = day.minusDays(1);
            openings(before).stream()
                    .filter(DailyInterval::isOverMidnight)
                    .forEach(opening ->
                            parts.add(new Part(0, opening.until() - DailyInterval.DAY, line(before, opening))));
        }
        openings(day)
                .forEach(opening -> parts.add(
                        new Part(opening.from(), Math.min(opening.until(), DailyInterval.DAY), line(day, opening))));
        return parts;
    }

    /** What of the schedule says how it stands now. */
    private String line(Instant now) {
        LocalDateTime local = LocalDateTime.ofInstant(now, zone);
        LocalDate day = local.toLocalDate();
        int minute = local.getHour() * 60 + local.getMinute();
        return parts(day).stream()
                .filter(part -> part.from() <= minute && minute < part.until())
                .map(Part::line)
                .findFirst()
                .orElseGet(() -> {
                    OwnHours own = dates.get(day);
                    return own == null ? name(day.getDayOfWeek()) : own.line();
                });
    }

    private String line(LocalDate day, DailyInterval opening) {
        OwnHours own = dates.get(day);
        return own == null ? name(day.getDayOfWeek()) + " " + opening : own.line();
    }

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
