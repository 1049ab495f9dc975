package io.nightdesk.hours;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.hours.ScheduleForm.DatesForm;
import io.nightdesk.hours.ScheduleValidator.Result;
import io.nightdesk.rest.EnglishError;
import io.nightdesk.rest.FieldError;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleValidatorTest {

    private static final String VALID = """
            {"zone": "Asia/Shanghai",
             "week": {"monday": ["13:00-18:00", "09:00-12:00"], "friday": ["09:00-18:00", "22:00-02:00"]},
             "dates": [{"date": "2026-10-01", "last": "2026-10-07", "open": [], "note": "国庆节"},
                       {"date": "2026-10-10", "like": "friday", "note": "调休"},
                       {"date": "2026-10-11", "open": ["10:00-24:00"]}]}""";

    @Test
    void turnsAValidFormIntoASchedule() throws Exception {
        // When
        Result result = ScheduleValidator.validate(form(VALID));

        // Then
        assertThat(result).isInstanceOf(Result.Valid.class);
        Schedule schedule = ((Result.Valid) result).schedule();
        assertThat(schedule.at(Instant.parse("2026-10-12T01:00:00Z")).line()).hasToString("monday 09:00-12:00");
        assertThat(schedule.at(Instant.parse("2026-10-05T01:00:00Z")).line()).hasToString("2026-10-05 closed (国庆节)");
        assertThat(schedule.at(Instant.parse("2026-10-10T01:00:00Z")).line())
                .hasToString("2026-10-10 09:00-18:00, 22:00-02:00 (调休)");
        assertThat(schedule.at(Instant.parse("2026-10-10T17:00:00Z")).line()).hasToString("2026-10-11 10:00-24:00");
    }

    @Test
    void reportsEveryError() throws Exception {
        // Given
        ScheduleForm form = form("""
                {"zone": "Asia/Beijing",
                 "week": {"monday": ["09:00-12:00", "11:00-18:00", "9-17"], "tuesday": ["09:00-09:00"]},
                 "dates": [{"date": "2026-02-30", "open": []}, {"date": "2026-10-01"},
                           {"date": "2026-10-02", "open": [], "like": "friday"},
                           {"date": "2026-10-03", "like": "Friday"},
                           {"date": "2026-10-04", "last": "2026-10-03", "open": []},
                           {"date": "2026-10-05", "open": ["10:00-11:00", "10:30-12:00"], "note": "a\\nb"},
                           {"date": "2026-10-06", "open": []}, {"date": "2026-10-06", "open": []}]}""");

        // When
        List<FieldError> errors = ScheduleValidator.validate(form).errors();

        // Then
        assertThat(errors)
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder(
                        "zone",
                        "week.monday[2]",
                        "week.monday",
                        "week.tuesday[0]",
                        "dates[0].date",
                        "dates[1]",
                        "dates[2]",
                        "dates[3].like",
                        "dates[4].last",
                        "dates[5].open",
                        "dates[5].note",
                        "dates[7]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+08:00", "GMT+8", "UTC+08:00", "Mars/Olympus", "", "asia/shanghai"})
    void rejectsAnUnknownZoneOrAnOffset(String zone) {
        // When
        List<FieldError> errors =
                ScheduleValidator.validate(daily(zone, "09:00-18:00")).errors();

        // Then
        assertThat(EnglishError.from(errors))
                .containsExactly(EnglishError.of(
                        "zone", "must be the name of a time zone, like Asia/Shanghai or Europe/Berlin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Calcutta", "Asia/Kolkata", "UTC", "Europe/Kyiv"})
    void acceptsOldAndNewZoneNames(String zone) {
        // When
        List<FieldError> errors =
                ScheduleValidator.validate(daily(zone, "09:00-18:00")).errors();

        // Then
        assertThat(errors).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "09:00-12:00, 12:01-18:00",
        "09:00-12:00, 11:59-18:00",
        "00:00-08:00, 20:00-23:59",
        "00:30-08:00, 20:00-00:31",
        "00:30-08:00, 20:00-00:29",
        "09:00-12:00, 09:00-12:00"
    })
    void rejectsOverlapsAndGapsOfOneMinuteAcrossMidnightToo(String one, String other) {
        // When
        List<FieldError> errors =
                ScheduleValidator.validate(daily("UTC", one, other)).errors();

        // Then
        assertThat(errors).isNotEmpty().allMatch(error -> error.field().startsWith("week."));
    }

    @ParameterizedTest
    @CsvSource({
        "09:00-12:00, 12:00-18:00",
        "09:00-12:00, 12:02-18:00",
        "00:00-08:00, 20:00-24:00",
        "00:30-08:00, 20:00-00:30"
    })
    void acceptsIntervalsThatTouchOrAreTwoMinutesApart(String one, String other) {
        // When
        List<FieldError> errors =
                ScheduleValidator.validate(daily("UTC", one, other)).errors();

        // Then
        assertThat(errors).isEmpty();
    }

    @Test
    void rejectsASpecialDateThatOverlapsTheNextUsualDay() throws Exception {
        // Given: 2026-10-01 is a Thursday.
        ScheduleForm form = form("""
                {"zone": "UTC", "week": {"friday": ["09:00-18:00"]},
                 "dates": [{"date": "2026-10-01", "open": ["22:00-10:00"]}, {"date": "2026-10-08", "open": ["22:00-10:00"]},
                           {"date": "2026-10-09", "open": ["09:00-12:00"]}]}""");

        // When
        List<FieldError> errors = ScheduleValidator.validate(form).errors();

        // Then
        assertThat(EnglishError.from(errors))
                .containsExactly(EnglishError.of(
                        "dates[0]", "has 22:00-10:00, which overlaps 09:00-18:00 of friday 2026-10-02"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"zone\": \"UTC\"}",
                "{\"zone\": \"UTC\", \"week\": {\"monday\": []}}",
                "{\"zone\": \"UTC\", \"week\": {}, \"dates\": [{\"date\": \"2026-10-01\", \"open\": []}]}"
            })
    void rejectsAScheduleThatIsNeverOpen(String json) throws Exception {
        // When
        List<FieldError> errors = ScheduleValidator.validate(form(json)).errors();

        // Then
        assertThat(EnglishError.from(errors))
                .containsExactly(EnglishError.of(
                        "week",
                        "must have at least one interval; to answer every message, set the mode to always instead"));
    }

    @Test
    void rejectsDatesThatAreNull() throws Exception {
        // When
        List<FieldError> errors = ScheduleValidator.validate(
                        form("{\"zone\":\"UTC\",\"week\":{\"monday\":[\"09:00-10:00\"]},\"dates\":[null,null]}"))
                .errors();

        // Then
        assertThat(EnglishError.from(errors))
                .containsExactly(
                        EnglishError.of("dates[0]", "must not be null"),
                        EnglishError.of("dates[1]", "must not be null"));
    }

    @Test
    void limitsIntervalsPerDayAndEntries() {
        // Given
        List<String> intervals = IntStream.range(0, 13)
                .mapToObj(i -> "%02d:00-%02d:30".formatted(i, i))
                .toList();
        List<DatesForm> entries = Collections.nCopies(10_000, new DatesForm("2026-10-01", null, List.of(), null, null));

        // When
        List<FieldError> errors = ScheduleValidator.validate(new ScheduleForm(
                        "UTC", new ScheduleForm.WeekForm(intervals, null, null, null, null, null, null), entries))
                .errors();

        // Then
        assertThat(EnglishError.from(errors))
                .containsExactly(
                        EnglishError.of("week.monday", "must have at most 12 intervals"),
                        EnglishError.of("dates", "must have at most 1000 entries"));
    }

    private static ScheduleForm daily(String zone, String... intervals) {
        List<String> day = List.of(intervals);
        return new ScheduleForm(zone, new ScheduleForm.WeekForm(day, day, day, day, day, day, day), null);
    }

    private static ScheduleForm form(String json) throws JsonProcessingException {
        return new ObjectMapper().readValue(json, ScheduleForm.class);
    }
}
