package io.nightdesk.hours;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.hours.Schedule.SpecialDate;
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
import org.jspecify.annotations.Nullable;

/** Turns a form into a schedule, or reports everything that is wrong with it. */
final class ScheduleValidator {

    static final int MAX_INTERVALS_PER_DAY = 12;
    static final int MAX_ENTRIES = 1_000;
    static final int MAX_DATES = 3_660;
    static final int MAX_DAYS_AFTER_DATE = 366;
    static final int MAX_NOTE_LENGTH = 100;

    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2199, 12, 31);

    private final List<FieldError> errors = new ArrayList<>();
    private final Map<DayOfWeek, List<DailyInterval>> week = new EnumMap<>(DayOfWeek.class);
    private final SortedMap<LocalDate, SpecialDate> dates = new TreeMap<>();
    /** The field of the form that has each date. */
    private final Map<LocalDate, String> fieldsOfDates = new HashMap<>();

    /** The result of validating a form. */
    sealed interface Result {

        List<FieldError> errors();

        record Valid(Schedule schedule) implements Result {
            @Override
            public List<FieldError> errors() {
                return List.of();
            }
        }

        /** A form with at least one error. */
        record Invalid(List<FieldError> errors) implements Result {
            public Invalid {
                errors = List.copyOf(errors);
            }
        }
    }

    private ScheduleValidator() {}

    static Result validate(ScheduleForm form) {
        return new ScheduleValidator().result(form);
    }

    private Result result(ScheduleForm form) {
        Optional<ZoneId> zone = readZone(form.zone());
        readWeek(form);
        readDates(form.datesOrEmpty());
        checkMidnightOfDates();
        if (errors.isEmpty() && isNeverOpen()) {
            errors.add(FieldError.of(
                    "week",
                    "must have at least one interval; to answer every message, set the mode to always instead",
                    "至少要有一个时段；如果要随时自动回复，请改为“始终回复”模式"));
        }
        return errors.isEmpty()
                ? new Result.Valid(new Schedule(zone.orElseThrow(), week, dates))
                : new Result.Invalid(errors);
    }

    private boolean isNeverOpen() {
        return week.isEmpty()
                && dates.values().stream().allMatch(date -> date.intervals().isEmpty());
    }

    private Optional<ZoneId> readZone(@Nullable String id) {
        // An offset is not accepted: it has no daylight-saving time.
        if (id == null || !ZoneId.getAvailableZoneIds().contains(id)) {
            errors.add(FieldError.of(
                    "zone",
                    "must be the name of a time zone, like Asia/Shanghai or Europe/Berlin",
                    "必须是时区名称，如 Asia/Shanghai 或 Europe/Berlin"));
            return Optional.empty();
        }
        return Optional.of(ZoneId.of(id));
    }

    private void readWeek(ScheduleForm form) {
        for (DayOfWeek day : DayOfWeek.values()) {
            List<DailyInterval> intervals = readIntervals("week." + Schedule.name(day), form.intervals(day));
            if (!intervals.isEmpty()) {
                week.put(day, intervals);
            }
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            DayOfWeek next = day.plus(1);
            checkMidnight(
                    "week." + Schedule.name(day),
                    week.getOrDefault(day, List.of()),
                    week.getOrDefault(next, List.of()),
                    nameOf(next, ""));
        }
    }

    /** Returns the valid intervals, sorted. */
    private List<DailyInterval> readIntervals(String field, List<String> texts) {
        if (texts.size() > MAX_INTERVALS_PER_DAY) {
            errors.add(FieldError.of(field, "must have at most %s intervals", "最多 %s 个时段", MAX_INTERVALS_PER_DAY));
            return List.of();
        }
        List<DailyInterval> intervals = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Optional<DailyInterval> interval = Optional.ofNullable(texts.get(i)).flatMap(DailyInterval::parse);
            if (interval.isEmpty()) {
                errors.add(FieldError.of(
                        field + "[" + i + "]",
                        "must be an interval like 09:00-18:00, 22:00-02:00 (over midnight) or 18:00-24:00, and must"
                                + " not end when it starts",
                        "必须是时段，如 09:00-18:00、22:00-02:00（跨零点）或 18:00-24:00，开始和结束不能相同"));
            }
            interval.ifPresent(intervals::add);
        }
        intervals.sort(null);
        for (int i = 1; i < intervals.size(); i++) {
            checkGap(
                    field,
                    intervals.get(i - 1),
                    intervals.get(i).from(),
                    LocalizedMessage.of("%s", "%s", intervals.get(i)));
        }
        return intervals;
    }

    /** Checks special dates before a usual day. Before another special date an interval simply ends at midnight. */
    private void checkMidnightOfDates() {
        dates.forEach((day, special) -> {
            LocalDate next = day.plusDays(1);
            if (!dates.containsKey(next)) {
                checkMidnight(
                        fieldsOfDates.getOrDefault(day, "dates"),
                        special.intervals(),
                        week.getOrDefault(next.getDayOfWeek(), List.of()),
                        nameOf(next.getDayOfWeek(), " " + next));
            }
        });
    }

    private void checkMidnight(
            String field, List<DailyInterval> intervals, List<DailyInterval> nextDay, LocalizedMessage nextDayName) {
        if (!intervals.isEmpty() && !nextDay.isEmpty()) {
            DailyInterval next = nextDay.get(0);
            checkGap(
                    field,
                    intervals.get(intervals.size() - 1),
                    next.from() + DailyInterval.MINUTES_PER_DAY,
                    LocalizedMessage.of("%2$s of %1$s", "%s的 %s", nextDayName, next));
        }
    }

    /** Checks two consecutive intervals. The second starts {@code nextFrom} minutes into the day of the first. */
    private void checkGap(String field, DailyInterval interval, int nextFrom, LocalizedMessage next) {
        if (interval.until() > nextFrom) {
            errors.add(FieldError.of(field, "has %s, which overlaps %s", "其中的 %s 与 %s 重叠", interval, next));
        } else if (nextFrom - interval.until() == 1) {
            errors.add(FieldError.of(
                    field,
                    "has %s, which ends one minute before %s starts; the end is exclusive, so write the start of the"
                            + " next interval",
                    "其中的 %s 在 %s 开始前一分钟结束；结束时刻不含在内，请直接写下一时段的开始时刻",
                    interval,
                    next));
        }
    }

    private static LocalizedMessage nameOf(DayOfWeek day, String suffix) {
        return LocalizedMessage.of(Schedule.name(day) + suffix, "周" + "一二三四五六日".charAt(day.getValue() - 1) + suffix);
    }

    /** @param entries may have null elements, as JSON may */
    private void readDates(List<@Nullable DatesForm> entries) {
        if (entries.size() > MAX_ENTRIES) {
            errors.add(FieldError.of("dates", "must have at most %s entries", "最多 %s 项", MAX_ENTRIES));
            return;
        }
        for (int i = 0; i < entries.size(); i++) {
            String field = "dates[" + i + "]";
            Optional.ofNullable(entries.get(i))
                    .ifPresentOrElse(
                            entry -> readEntry(field, entry),
                            () -> errors.add(FieldError.of(field, "must not be null", "不能为 null")));
        }
    }

    private void readEntry(String field, DatesForm entry) {
        Optional<LocalDate> first = readDate(field + ".date", entry.date());
        Optional<LocalDate> last = entry.last() == null ? first : readDate(field + ".last", entry.last());
        String note = entry.note() == null ? "" : entry.note().strip();
        FieldError.ofLine(field + ".note", note, MAX_NOTE_LENGTH).ifPresent(errors::add);
        Optional<List<DailyInterval>> intervals = readSpecialIntervals(field, entry);
        if (first.isEmpty() || last.isEmpty()) {
            return;
        }
        if (last.get().isBefore(first.get())
                || first.get().plusDays(MAX_DAYS_AFTER_DATE).isBefore(last.get())) {
            errors.add(FieldError.of(
                    field + ".last",
                    "must not be before date, and at most %s days after it",
                    "不能早于开始日期，最多在其后 %s 天",
                    MAX_DAYS_AFTER_DATE));
            return;
        }
        intervals.ifPresent(present -> first.get()
                .datesUntil(last.get().plusDays(1))
                .forEach(day -> addDate(field, day, new SpecialDate(present, note))));
    }

    private void addDate(String field, LocalDate day, SpecialDate special) {
        if (fieldsOfDates.containsKey(day)) {
            errors.add(FieldError.of(
                    field,
                    "has %s, which is also in %s",
                    "其中的 %s 在 %s 中已有",
                    day,
                    fieldsOfDates.getOrDefault(day, "dates")));
        } else if (dates.size() < MAX_DATES) {
            dates.put(day, special);
            fieldsOfDates.put(day, field);
        } else if (errors.stream().noneMatch(error -> error.field().equals("dates"))) {
            errors.add(FieldError.of("dates", "must have at most %s days in total", "总共最多 %s 天", MAX_DATES));
        }
    }

    private Optional<List<DailyInterval>> readSpecialIntervals(String field, DatesForm entry) {
        if ((entry.open() == null) == (entry.like() == null)) {
            errors.add(FieldError.of(
                    field, "must have either open (empty to close the day) or like", "open（空表示休息）和 like 必须二选一"));
            return Optional.empty();
        }
        if (entry.open() != null) {
            return Optional.of(readIntervals(field + ".open", entry.open()));
        }
        Optional<DayOfWeek> weekday = Arrays.stream(DayOfWeek.values())
                .filter(day -> Schedule.name(day).equals(entry.like()))
                .findFirst();
        if (weekday.isEmpty()) {
            errors.add(FieldError.of(
                    field + ".like",
                    LocalizedMessage.oneOf(Arrays.stream(DayOfWeek.values())
                            .map(Schedule::name)
                            .toList())));
        }
        return weekday.map(day -> week.getOrDefault(day, List.of()));
    }

    private Optional<LocalDate> readDate(String field, @Nullable String text) {
        try {
            LocalDate date = LocalDate.parse(String.valueOf(text));
            if (!date.isBefore(EARLIEST) && !date.isAfter(LATEST)) {
                return Optional.of(date);
            }
        } catch (DateTimeParseException e) {
            // Reported below, like a date out of range.
        }
        errors.add(FieldError.of(
                field,
                "must be an existing date like 2026-10-01, from 2000 to 2199",
                "必须是存在的日期，如 2026-10-01，在 2000 年到 2199 年之间"));
        return Optional.empty();
    }
}
