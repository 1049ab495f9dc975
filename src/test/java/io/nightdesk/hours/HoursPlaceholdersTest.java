package io.nightdesk.hours;

import static java.time.DayOfWeek.SATURDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HoursPlaceholdersTest {

    private static final OpeningHours HOURS = Schedules.in("Asia/Shanghai")
            .onWorkdays("09:00-12:00", "13:30-18:00")
            .on(SATURDAY, "22:00-02:00")
            .at("2026-12-07")
            .at("2026-12-08")
            .at("2026-12-09")
            .at("2026-12-10")
            .at("2026-12-11")
            .at("2026-12-12")
            .hours(Mode.ALWAYS);

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T08:00:00+08:00, 今天 9:00, today at 9:00",
        "2026-11-23T12:00:00+08:00, 今天 13:30, today at 13:30",
        "2026-11-23T18:00:00+08:00, 明天 9:00, tomorrow at 9:00",
        "2026-11-27T18:00:00+08:00, 明天 22:00, tomorrow at 22:00",
        "2026-11-29T02:00:00+08:00, 明天 9:00, tomorrow at 9:00",
        "2026-12-05T18:00:00+08:00, 今天 22:00, today at 22:00",
        "2026-12-06T02:00:00+08:00, 12月14日 9:00, on 14 December at 9:00",
        "2026-12-07T00:00:00+08:00, 12月14日 9:00, on 14 December at 9:00",
        "2026-12-08T00:00:00+08:00, 周一 9:00, on Monday at 9:00",
        "2026-11-23T09:00:00+08:00, 马上, right away"
    })
    void nextOpenSaysWhenAgentsAreAvailable(OffsetDateTime now, String chinese, String english) {
        // When
        String zh = fill("我们{hours.next_open}回复。", now.toInstant(), Locale.CHINESE);
        String en = fill("We reply {hours.next_open}.", now.toInstant(), Locale.ENGLISH);

        // Then
        assertThat(zh).isEqualTo("我们" + chinese + "回复。");
        assertThat(en).isEqualTo("We reply " + english + ".");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T23:59:59+08:00, 9:00–12:00、13:30–18:00, '9:00–12:00, 13:30–18:00'",
        "2026-11-28T10:00:00+08:00, 22:00–2:00, 22:00–2:00",
        "2026-11-29T10:00:00+08:00, 休息, closed",
        "2026-12-07T10:00:00+08:00, 休息, closed"
    })
    void todayListsTheHoursOfToday(OffsetDateTime now, String chinese, String english) {
        // When
        String zh = fill("{hours.today}", now.toInstant(), Locale.CHINESE);
        String en = fill("{hours.today}", now.toInstant(), Locale.ENGLISH);

        // Then
        assertThat(zh).isEqualTo(chinese);
        assertThat(en).isEqualTo(english);
    }

    @Test
    void promisesNothingWithoutASchedule() {
        // When
        String text = HoursPlaceholders.fill(
                "{hours.next_open}, {hours.today}, {hours.x}, {order.status}",
                OpeningHours.without(Mode.OFF_HOURS),
                Instant.EPOCH,
                Locale.ENGLISH);

        // Then
        assertThat(text).isEqualTo("as soon as possible, closed, {hours.x}, {order.status}");
    }

    private static String fill(String text, Instant now, Locale language) {
        return HoursPlaceholders.fill(text, HOURS, now, language);
    }
}
