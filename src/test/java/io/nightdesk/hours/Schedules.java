package io.nightdesk.hours;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.hours.Schedule.SpecialDate;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A builder of schedules for tests. */
public final class Schedules {

    private final ZoneId zone;
    private final Map<DayOfWeek, List<DailyInterval>> week = new EnumMap<>(DayOfWeek.class);
    private final TreeMap<LocalDate, SpecialDate> dates = new TreeMap<>();

    private Schedules(ZoneId zone) {
        this.zone = zone;
    }

    public static Schedules in(String zone) {
        return new Schedules(ZoneId.of(zone));
    }

    public Schedules on(DayOfWeek day, String... intervals) {
        week.put(day, parse(intervals));
        return this;
    }

    /** Monday to Friday. */
    public Schedules onWorkdays(String... intervals) {
        Arrays.stream(DayOfWeek.values())
                .filter(day -> day.compareTo(DayOfWeek.SATURDAY) < 0)
                .forEach(day -> on(day, intervals));
        return this;
    }

    public Schedules daily(String... intervals) {
        Arrays.stream(DayOfWeek.values()).forEach(day -> on(day, intervals));
        return this;
    }

    public Schedules at(String date, String... intervals) {
        dates.put(LocalDate.parse(date), new SpecialDate(parse(intervals), ""));
        return this;
    }

    /** Reads a schedule in the JSON of the API. */
    public static OpeningHours hours(String json, Mode mode) throws JsonProcessingException {
        ScheduleForm form = new ObjectMapper().readValue(json, ScheduleForm.class);
        ScheduleValidator.Result.Valid valid = (ScheduleValidator.Result.Valid) ScheduleValidator.validate(form);
        return new OpeningHours(mode, Optional.of(valid.schedule()));
    }

    Schedule schedule() {
        return new Schedule(zone, week, dates);
    }

    public OpeningHours hours(Mode mode) {
        return new OpeningHours(mode, Optional.of(schedule()));
    }

    private static List<DailyInterval> parse(String... texts) {
        List<DailyInterval> intervals = new ArrayList<>();
        for (String text : texts) {
            intervals.add(DailyInterval.parse(text).orElseThrow());
        }
        intervals.sort(null);
        return intervals;
    }
}
