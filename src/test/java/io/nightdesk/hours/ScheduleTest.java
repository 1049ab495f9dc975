package io.nightdesk.hours;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.nightdesk.hours.Schedule.Span;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleTest {

    private static final Schedule SHOP = Schedules.in("Asia/Shanghai")
            .onWorkdays("09:00-12:00", "13:00-18:00")
            .on(FRIDAY, "09:00-12:00", "22:00-02:00")
            .at("2026-10-01")
            .at("2026-10-10", "10:00-16:00")
            .at("2026-12-31", "22:00-03:00")
            .at("2027-01-03")
            .schedule();

    private static ScheduleLine weekday(DayOfWeek day, String interval) {
        return new ScheduleLine.Weekday(day, DailyInterval.parse(interval));
    }

    @ParameterizedTest
    @CsvSource({
        // A usual Monday, around every edge.
        "2026-11-23T08:59:59+08:00, false",
        "2026-11-23T09:00:00+08:00, true",
        "2026-11-23T11:59:59.999+08:00, true",
        "2026-11-23T12:00:00+08:00, false",
        "2026-11-23T12:59:59+08:00, false",
        "2026-11-23T13:00:00+08:00, true",
        "2026-11-23T18:00:00+08:00, false",
        // Across midnight, into a closed day.
        "2026-11-27T21:59:59+08:00, false",
        "2026-11-27T22:00:00+08:00, true",
        "2026-11-28T00:00:00+08:00, true",
        "2026-11-28T01:59:59+08:00, true",
        "2026-11-28T02:00:00+08:00, false",
        // A closed day, before, within and after.
        "2026-09-30T17:59:59+08:00, true",
        "2026-10-01T09:00:00+08:00, false",
        "2026-10-02T09:00:00+08:00, true",
        // A make-up workday on a Saturday: the interval of Friday ends at midnight.
        "2026-10-09T23:59:59+08:00, true",
        "2026-10-10T00:00:00+08:00, false",
        "2026-10-10T09:59:59+08:00, false",
        "2026-10-10T10:00:00+08:00, true",
        "2026-10-10T16:00:00+08:00, false",
        // The end of the year: an interval of a special date crosses midnight into a usual day.
        "2026-12-31T09:00:00+08:00, false",
        "2026-12-31T23:59:59+08:00, true",
        "2027-01-01T00:00:00+08:00, true",
        "2027-01-01T02:59:59+08:00, true",
        "2027-01-01T03:00:00+08:00, false",
        "2027-01-01T09:00:00+08:00, true"
    })
    void includesTheStartAndExcludesTheEndOfAnInterval(OffsetDateTime at, boolean open) {
        // When
        OpenStatus status = SHOP.at(at.toInstant());

        // Then
        assertThat(status.open()).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:00:00+08:00, 2026-11-23T09:00:00+08:00, 2026-11-23T12:00:00+08:00, 2026-11-23T13:00:00+08:00, monday 09:00-12:00",
        "2026-11-23T12:00:00+08:00, 2026-11-23T12:00:00+08:00, 2026-11-23T13:00:00+08:00, 2026-11-23T13:00:00+08:00, monday",
        "2026-11-28T01:00:00+08:00, 2026-11-27T22:00:00+08:00, 2026-11-28T02:00:00+08:00, 2026-11-30T09:00:00+08:00, friday 22:00-02:00",
        "2026-11-28T02:00:00+08:00, 2026-11-28T02:00:00+08:00, 2026-11-30T09:00:00+08:00, 2026-11-30T09:00:00+08:00, saturday",
        "2026-10-01T10:00:00+08:00, 2026-09-30T18:00:00+08:00, 2026-10-02T09:00:00+08:00, 2026-10-02T09:00:00+08:00, 2026-10-01 closed"
    })
    void reportsStartEndNextOpeningAndLine(
            OffsetDateTime at, OffsetDateTime since, OffsetDateTime until, OffsetDateTime next, String line) {
        // When
        OpenStatus status = SHOP.at(at.toInstant());

        // Then
        assertThat(status)
                .isEqualTo(new OpenStatus(
                        status.open(),
                        Optional.of(since.toInstant()),
                        Optional.of(until.toInstant()),
                        Optional.of(next.toInstant()),
                        status.line()));
        assertThat(status.line()).hasToString(line);
    }

    @Test
    void staysOpenAcrossMidnightWhenIntervalsTouch() {
        // Given
        Schedule schedule = Schedules.in("UTC")
                .daily("00:00-24:00")
                .at("2026-03-10", "00:00-12:00")
                .schedule();

        // When
        OpenStatus status = schedule.at(Instant.parse("2026-03-05T10:00:00Z"));

        // Then
        assertThat(status)
                .isEqualTo(new OpenStatus(
                        true,
                        Optional.empty(),
                        Optional.of(Instant.parse("2026-03-10T12:00:00Z")),
                        Optional.of(Instant.parse("2026-03-11T00:00:00Z")),
                        weekday(THURSDAY, "00:00-24:00")));
    }

    @Test
    void hasNoEndWhenItIsAlwaysOpen() {
        // Given
        Schedule schedule = Schedules.in("Europe/Berlin").daily("00:00-24:00").schedule();

        // When
        OpenStatus status = schedule.at(Instant.parse("2026-03-29T01:00:00Z"));

        // Then
        assertThat(status)
                .isEqualTo(new OpenStatus(
                        true, Optional.empty(), Optional.empty(), Optional.empty(), weekday(SUNDAY, "00:00-24:00")));
    }

    @Test
    void findsAnOpeningMonthsAway() {
        // Given
        Schedule schedule = Schedules.in("UTC")
                .at("2026-01-10", "08:00-09:00")
                .at("2027-06-01", "08:00-09:00")
                .schedule();

        // When
        OpenStatus status = schedule.at(Instant.parse("2026-11-01T00:00:00Z"));

        // Then
        assertThat(status.since()).contains(Instant.parse("2026-01-10T09:00:00Z"));
        assertThat(status.nextOpening()).contains(Instant.parse("2027-06-01T08:00:00Z"));
    }

    @Test
    void skipsLocalTimeThatDoesNotExistWhenClocksAreSetForward() {
        // Given: 02:00 to 03:00 on 2026-03-29.
        Schedule schedule =
                Schedules.in("Europe/Berlin").on(SUNDAY, "02:30-05:00").schedule();

        // When
        List<Span> spans = schedule.spans(Instant.parse("2026-03-28T12:00:00Z"), Instant.parse("2026-03-29T12:00:00Z"));

        // Then
        assertThat(spans)
                .containsExactly(new Span(
                        Instant.parse("2026-03-29T01:00:00Z"),
                        Instant.parse("2026-03-29T03:00:00Z"),
                        weekday(SUNDAY, "02:30-05:00")));
    }

    @Test
    void includesRepeatedLocalTimeTwiceWhenClocksAreSetBack() {
        // Given: 03:00 back to 02:00 on 2026-10-25.
        Schedule schedule =
                Schedules.in("Europe/Berlin").on(SUNDAY, "01:00-02:30").schedule();

        // When
        List<Span> spans = schedule.spans(Instant.parse("2026-10-24T12:00:00Z"), Instant.parse("2026-10-25T12:00:00Z"));

        // Then
        assertThat(spans)
                .containsExactly(
                        new Span(
                                Instant.parse("2026-10-24T23:00:00Z"),
                                Instant.parse("2026-10-25T00:30:00Z"),
                                weekday(SUNDAY, "01:00-02:30")),
                        new Span(
                                Instant.parse("2026-10-25T01:00:00Z"),
                                Instant.parse("2026-10-25T01:30:00Z"),
                                weekday(SUNDAY, "01:00-02:30")));
    }

    /** Two years, minute by minute, in zones whose clocks change at unusual times, some at midnight. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Havana",
                "Africa/Cairo", "America/Santiago", "Asia/Beirut", "Africa/Casablanca", "Asia/Kathmandu"
            })
    void agreesWithAReferenceThatChecksEveryMinute(String zone) {
        // Given
        Schedule schedule = random(zone, new Random(zone.hashCode()));
        Instant from = Instant.parse("2025-01-01T00:00:00Z");
        Instant until = Instant.parse("2027-01-01T00:00:00Z");

        // When
        List<Span> spans = Schedule.merge(schedule.spans(from, until));

        // Then
        assertThat(spans).extracting(Span::from, Span::until).isEqualTo(reference(schedule, from, until));
    }

    @Test
    void agreesBetweenStatusAndSpans() {
        // Given
        Random random = new Random(5);
        Schedule schedule = random("Australia/Lord_Howe", random);
        List<Span> spans = Schedule.merge(
                schedule.spans(Instant.parse("2022-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:00Z")));

        for (int i = 0; i < 2_000; i++) {
            Instant at = Instant.parse("2025-01-01T00:00:00Z").plusSeconds(random.nextInt(63_000_000));

            // When
            OpenStatus status = schedule.at(at);

            // Then
            Optional<Span> current =
                    spans.stream().filter(span -> span.contains(at)).findFirst();
            Optional<Instant> next =
                    spans.stream().map(Span::from).filter(at::isBefore).findFirst();
            assertThat(status.open()).isEqualTo(current.isPresent());
            assertThat(status.nextOpening()).isEqualTo(next);
            assertThat(status.until()).isEqualTo(current.map(Span::until).or(() -> next));
            assertThat(status.since())
                    .isEqualTo(current.map(Span::from)
                            .or(() -> spans.stream()
                                    .map(Span::until)
                                    .filter(end -> !end.isAfter(at))
                                    .reduce((a, b) -> b)));
        }
    }

    /** Pairs of start and end, found by checking the local time of every minute. */
    private static List<Tuple> reference(Schedule schedule, Instant from, Instant until) {
        List<Tuple> spans = new ArrayList<>();
        Optional<Instant> opened = Optional.empty();
        for (Instant at = from; at.isBefore(until); at = at.plus(Duration.ofMinutes(1))) {
            boolean open = isOpenByReference(schedule, at.atZone(schedule.zone()));
            if (open && opened.isEmpty()) {
                opened = Optional.of(at);
            } else if (!open && opened.isPresent()) {
                spans.add(tuple(opened.get(), at));
                opened = Optional.empty();
            }
        }
        opened.ifPresent(start -> spans.add(tuple(start, until)));
        return spans;
    }

    private static boolean isOpenByReference(Schedule schedule, ZonedDateTime clock) {
        LocalDate today = clock.toLocalDate();
        int minute = clock.getHour() * 60 + clock.getMinute();
        if (schedule.dates().containsKey(today)) {
            return schedule.dates().get(today).intervals().stream()
                    .anyMatch(interval -> interval.from() <= minute && minute < interval.until());
        }
        LocalDate yesterday = today.minusDays(1);
        List<DailyInterval> before = schedule.dates().containsKey(yesterday)
                ? schedule.dates().get(yesterday).intervals()
                : schedule.week().getOrDefault(yesterday.getDayOfWeek(), List.of());
        return before.stream().anyMatch(interval -> minute + 1440 < interval.until())
                || schedule.week().getOrDefault(today.getDayOfWeek(), List.of()).stream()
                        .anyMatch(interval -> interval.from() <= minute && minute < interval.until());
    }

    /**
     * Intervals on every day, many around the times at which clocks change, and special dates, some of them adjacent.
     */
    private static Schedule random(String zone, Random random) {
        Schedules schedules = Schedules.in(zone)
                .on(MONDAY, "00:00-24:00")
                .on(THURSDAY, "23:30-00:30")
                .on(SATURDAY, "21:00-03:15")
                .on(SUNDAY, "22:45-01:30");
        for (DayOfWeek day : List.of(DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, FRIDAY)) {
            schedules.on(day, interval(random));
        }
        for (int i = 0; i < 60; i++) {
            String date =
                    LocalDate.parse("2025-01-01").plusDays(random.nextInt(730)).toString();
            if (random.nextInt(3) == 0) {
                schedules.at(date);
            } else {
                schedules.at(date, interval(random));
            }
        }
        return schedules.schedule();
    }

    private static String interval(Random random) {
        int from = random.nextInt(1439);
        int length = 1 + random.nextInt(700);
        return new DailyInterval(from, from + length).toString();
    }
}
