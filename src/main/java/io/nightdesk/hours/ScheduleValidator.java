package io.nightdesk.hours;

import io.nightdesk.hours.Schedule.OwnHours;
import io.nightdesk.hours.ScheduleForm.DatesForm;
import io.nightdesk.rest.FieldError;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a schedule of its form, or tells everything that is wrong with it. */
final class ScheduleValidator {

    static final int MOST_OPENINGS = 12;
    static final int MOST_LINES = 1_000;
    static final int MOST_DAYS = 3_660;
    static final int LONGEST_LINE = 366;
    static final int LONGEST_NOTE = 100;

    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2199, 12, 31);

    private final List<FieldError> faults = new ArrayList<>();
    private final Map<DayOfWeek, List<DailyInterval>> week = new EnumMap<>(DayOfWeek.class);
    private final SortedMap<LocalDate, OwnHours> dates = new TreeMap<>();
    /** Where the form tells each date. */
    private final Map<LocalDate, String> told = new HashMap<>();

    private final Optional<Schedule> schedule;

    /** A form, read. */
    ScheduleValidator(ScheduleForm form) {
        Optional<ZoneId> zone = zone(form.zone());
        form.days().forEach((day, written) -> {
            List<DailyInterval> openings = openings("week." + Schedule.name(day), written);
            if (!openings.isEmpty()) {
                week.put(day, openings);
            }
        });
        Arrays.stream(DayOfWeek.values()).forEach(this::overMidnight);
        if (form.ownDates().size() > MOST_LINES) {
            faults.add(FieldError.of("dates", "must have no more than " + MOST_LINES + " lines"));
        } else {
            for (int i = 0; i < form.ownDates().size(); i++) {
                dates("dates[" + i + "]", form.ownDates().get(i));
            }
        }
        overMidnightOfDates();
        if (faults.isEmpty()
                && week.isEmpty()
                && dates.values().stream().allMatch(own -> own.openings().isEmpty())) {
            faults.add(FieldError.of(
                    "week", "has no opening at all; to have every message answered, set the mode to always"));
        }
        schedule = faults.isEmpty() ? zone.map(known -> new Schedule(known, week, dates)) : Optional.empty();
    }

    List<FieldError> faults() {
        return faults;
    }

    /** The schedule; empty if there are faults. */
    Optional<Schedule> schedule() {
        return schedule;
    }

    private Optional<ZoneId> zone(@Nullable String id) {
        // An offset is no zone: it has no daylight-saving time, and who writes one has not thought of that.
        if (id == null || !ZoneId.getAvailableZoneIds().contains(id)) {
            faults.add(FieldError.of("zone", "must be the name of a time zone, like Asia/Shanghai or Europe/Berlin"));
            return Optional.empty();
        }
        return Optional.of(ZoneId.of(id));
    }

    /** The sound ones, in their order. */
    private List<DailyInterval> openings(String field, List<String> written) {
        if (written.size() > MOST_OPENINGS) {
            faults.add(FieldError.of(field, "must have no more than " + MOST_OPENINGS + " openings"));
            return List.of();
        }
        List<DailyInterval> openings = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            Optional<DailyInterval> opening =
                    Optional.ofNullable(written.get(i)).flatMap(DailyInterval::parse);
            if (opening.isEmpty()) {
                faults.add(
                        FieldError.of(
                                field + "[" + i + "]",
                                "must be written like 09:00-18:00, 22:00-02:00 over midnight or 18:00-24:00, and not be empty"));
            }
            opening.ifPresent(openings::add);
        }
        openings.sort(null);
        for (int i = 1; i < openings.size(); i++) {
            meeting(field, openings.get(i - 1), openings.get(i), openings.get(i).from(), "");
        }
        return openings;
    }

    /** What a weekday runs over into the next one. */
    private void overMidnight(DayOfWeek day) {
        meetNextDay(
                "week." + Schedule.name(day),
                week.getOrDefault(day, List.of()),
                week.getOrDefault(day.plus(1), List.of()),
                "of " + Schedule.name(day.plus(1)));
    }

    /** The same for dates of their own before a usual day; into another date of its own nothing runs. */
    private void overMidnightOfDates() {
        dates.forEach((day, own) -> {
            LocalDate next = day.plusDays(1);
            if (!dates.containsKey(next)) {
                meetNextDay(
                        told.getOrDefault(day, "dates"),
                        own.openings(),
                        week.getOrDefault(next.getDayOfWeek(), List.of()),
                        "of " + Schedule.name(next.getDayOfWeek()) + " " + next);
            }
        });
    }

    private void meetNextDay(String field, List<DailyInterval> openings, List<DailyInterval> next, String ofNext) {
        if (!openings.isEmpty() && !next.isEmpty()) {
            DailyInterval first = next.get(0);
            meeting(field, openings.get(openings.size() - 1), first, first.from() + DailyInterval.DAY, " " + ofNext);
        }
    }

    /** Two openings, one after the other, whose second begins {@code from} minutes into the day of the first. */
    private void meeting(String field, DailyInterval before, DailyInterval after, int from, String ofNext) {
        if (before.until() > from) {
            faults.add(FieldError.of(field, "has " + before + ", which overlaps " + after + ofNext));
        } else if (from - before.until() == 1) {
            faults.add(
                    FieldError.of(
                            field,
                            "has " + before + ", a minute before " + after + ofNext
                                    + ": the end is the first minute that is closed, so write the time at which the next one begins"));
        }
    }

    private void dates(String field, DatesForm form) {
        Optional<LocalDate> first = date(field + ".date", form.date());
        Optional<LocalDate> last = form.last() == null ? first : date(field + ".last", form.last());
        String note = form.note() == null ? "" : form.note().strip();
        FieldError.ofLine(field + ".note", note, LONGEST_NOTE).ifPresent(faults::add);
        Optional<List<DailyInterval>> openings = ownOpenings(field, form);
        if (first.isEmpty() || last.isEmpty()) {
            return;
        }
        if (last.get().isBefore(first.get())
                || first.get().plusDays(LONGEST_LINE).isBefore(last.get())) {
            faults.add(FieldError.of(
                    field + ".last",
                    "must be the day of date or one after it, by no more than " + LONGEST_LINE + " days"));
            return;
        }
        openings.ifPresent(hours -> first.get()
                .datesUntil(last.get().plusDays(1))
                .forEach(day -> {
                    if (told.containsKey(day)) {
                        faults.add(FieldError.of(field, "has " + day + ", which " + told.get(day) + " has too"));
                    } else if (dates.size() < MOST_DAYS) {
                        dates.put(day, new OwnHours(hours, line(day, hours, note)));
                        told.put(day, field);
                    } else if (faults.stream().noneMatch(fault -> fault.field().equals("dates"))) {
                        faults.add(FieldError.of("dates", "must have no more than " + MOST_DAYS + " days in all"));
                    }
                }));
    }

    private Optional<List<DailyInterval>> ownOpenings(String field, DatesForm form) {
        if ((form.open() == null) == (form.like() == null)) {
            faults.add(FieldError.of(field, "must have either open, with no opening for a closed day, or like"));
            return Optional.empty();
        }
        if (form.open() != null) {
            return Optional.of(openings(field + ".open", form.open()));
        }
        Optional<DayOfWeek> like = Arrays.stream(DayOfWeek.values())
                .filter(day -> Schedule.name(day).equals(form.like()))
                .findFirst();
        if (like.isEmpty()) {
            faults.add(FieldError.of(
                    field + ".like",
                    "must be one of "
                            + Arrays.stream(DayOfWeek.values())
                                    .map(Schedule::name)
                                    .collect(Collectors.joining(", "))));
        }
        return like.map(day -> week.getOrDefault(day, List.of()));
    }

    private Optional<LocalDate> date(String field, @Nullable String written) {
        try {
            LocalDate date = LocalDate.parse(String.valueOf(written));
            if (!date.isBefore(EARLIEST) && !date.isAfter(LATEST)) {
                return Optional.of(date);
            }
        } catch (DateTimeParseException e) {
            // Told below, like any other that is none.
        }
        faults.add(FieldError.of(field, "must be a day that exists, like 2026-10-01, from 2000 to 2199"));
        return Optional.empty();
    }

    private static String line(LocalDate day, List<DailyInterval> openings, String note) {
        return day + " "
                + (openings.isEmpty()
                        ? "closed"
                        : openings.stream().map(DailyInterval::toString).collect(Collectors.joining(", ")))
                + (note.isEmpty() ? "" : " (" + note + ")");
    }
}
