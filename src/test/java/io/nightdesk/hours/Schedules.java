package io.nightdesk.hours;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.hours.Schedule.OwnHours;
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

/** Schedules as the tests write them. */
public final class Schedules {

    private final ZoneId zone;
    private final Map<DayOfWeek, List<DailyInterval>> week = new EnumMap<>(DayOfWeek.class);
    private final TreeMap<LocalDate, OwnHours> dates = new TreeMap<>();

    private Schedules(ZoneId zone) {
        this.zone = zone;
    }

    public static Schedules in(String zone) {
        return new Schedules(ZoneId.of(zone));
    }

    public Schedules on(DayOfWeek day, String... openings) {
        week.put(day, openings(openings));
        return this;
    }

    /** Monday to Friday. */
    public Schedules onWorkdays(String... openings) {
        Arrays.stream(DayOfWeek.values())
                .filter(day -> day.compareTo(DayOfWeek.SATURDAY) < 0)
                .forEach(day -> on(day, openings));
        return this;
    }

    public Schedules daily(String... openings) {
        Arrays.stream(DayOfWeek.values()).forEach(day -> on(day, openings));
        return this;
    }

    public Schedules at(String date, String... openings) {
        dates.put(LocalDate.parse(date), new OwnHours(openings(openings), date));
        return this;
    }

    /** A schedule as JSON, in the form of the API. */
    public static OpeningHours hours(String json, Mode mode) throws JsonProcessingException {
        ScheduleValidator check = new ScheduleValidator(new ObjectMapper().readValue(json, ScheduleForm.class));
        return new OpeningHours(mode, Optional.of(check.schedule().orElseThrow()));
    }

    Schedule schedule() {
        return new Schedule(zone, week, dates);
    }

    public OpeningHours hours(Mode mode) {
        return new OpeningHours(mode, Optional.of(schedule()));
    }

    private static List<DailyInterval> openings(String... written) {
        List<DailyInterval> openings = new ArrayList<>();
        for (String opening : written) {
            openings.add(DailyInterval.parse(opening).orElseThrow());
        }
        openings.sort(null);
        return openings;
    }
}
