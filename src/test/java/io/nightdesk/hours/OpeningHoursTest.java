package io.nightdesk.hours;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class OpeningHoursTest {

    private static final Instant MORNING = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant LUNCH = Instant.parse("2026-11-23T12:30:00Z");
    private static final Instant AFTERNOON = Instant.parse("2026-11-23T14:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "OFF_HOURS, 10:00, true, false",
        "OFF_HOURS, 12:30, false, true",
        "ALWAYS, 10:00, false, true",
        "ALWAYS, 12:30, false, true",
        "OFF, 10:00, false, false",
        "OFF, 12:30, false, false"
    })
    void decidesByModeAndSchedule(Mode mode, String time, boolean agents, boolean desk) {
        // Given
        OpeningHours hours =
                Schedules.in("UTC").daily("09:00-12:00", "13:00-18:00").hours(mode);
        Instant now = Instant.parse("2026-11-23T" + time + ":00Z");

        // When
        boolean agentsAreAvailable = hours.agentsAreAvailable(now);

        // Then
        assertThat(agentsAreAvailable).isEqualTo(agents);
        assertThat(hours.deskAnswers(now)).isEqualTo(desk);
    }

    @Test
    void agentsAreNeverAvailableWithoutASchedule() {
        // When
        OpeningHours hours = OpeningHours.without(Mode.OFF_HOURS);

        // Then
        assertThat(hours.hasSchedule()).isFalse();
        assertThat(hours.agentsAreAvailable(MORNING)).isFalse();
        assertThat(hours.at(MORNING).line()).hasToString("no schedule");
    }

    @Test
    void keepsTheScheduleInAnotherMode() {
        // Given
        OpeningHours hours = Schedules.in("UTC").daily("09:00-12:00").hours(Mode.OFF);

        // When
        OpeningHours always = hours.withMode(Mode.ALWAYS);

        // Then
        assertThat(always.deskAnswers(MORNING)).isTrue();
        assertThat(always.at(MORNING)).isEqualTo(hours.at(MORNING));
    }

    @Test
    void followsTheScheduleForwardsAndBackwards() {
        // Given
        OpeningHours hours =
                Schedules.in("UTC").daily("09:00-12:00", "13:00-18:00").hours(Mode.OFF_HOURS);

        // When the moments are not in order, as after a correction of the clock
        boolean morning = hours.at(MORNING).open();
        boolean afternoon = hours.at(AFTERNOON).open();
        boolean lunch = hours.at(LUNCH).open();
        boolean morningAgain = hours.at(MORNING).open();

        // Then
        assertThat(morning).isTrue();
        assertThat(afternoon).isTrue();
        assertThat(lunch).isFalse();
        assertThat(morningAgain).isTrue();
    }

    @Test
    void explainsEachMomentOfAPeriodWithItsOwnLine() {
        // Given a period that is of two lines
        OpeningHours hours = Schedules.in("UTC").daily("00:00-24:00").hours(Mode.OFF_HOURS);
        Instant monday = Instant.parse("2026-11-23T23:00:00Z");
        Instant tuesday = Instant.parse("2026-11-24T01:00:00Z");
        assertThat(hours.at(monday).line()).hasToString("monday 00:00-24:00");

        // When
        OpenStatus status = hours.explain(tuesday);

        // Then
        assertThat(status.line()).hasToString("tuesday 00:00-24:00");
    }

    @ParameterizedTest
    @EnumSource
    void modesAreReadByTheirApiNames(Mode mode) {
        assertThat(Mode.ofApiName(mode.apiName())).contains(mode);
        assertThat(Mode.ofApiName(mode.name())).isEmpty();
    }
}
