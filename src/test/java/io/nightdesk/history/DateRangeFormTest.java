package io.nightdesk.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightdesk.rest.EnglishError;
import io.nightdesk.rest.ProblemException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DateRangeFormTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private static DateRangeForm form(String from, String until) {
        DateRangeForm form = new DateRangeForm();
        form.from = from;
        form.until = until;
        return form;
    }

    @Test
    void coversTheLastThirtyDaysByDefault() {
        // When
        DateRange range = form("", "").toRange(TODAY, ZONE);

        // Then
        assertThat(range).isEqualTo(new DateRange(LocalDate.of(2026, 10, 25), TODAY, ZONE));
        assertThat(range.length()).isEqualTo(30);
    }

    @Test
    void startsEachDayAtMidnightOfTheTimeZone() {
        // Given
        DateRange range = form("2026-10-24", "2026-10-25").toRange(TODAY, ZONE);

        // When
        List<String> boundaries = range.boundaries();

        // Then
        assertThat(boundaries).containsExactly("2026-10-23T22:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
    }

    static Stream<Arguments> invalidForms() {
        return Stream.of(
                Arguments.of(
                        form("soon", "2026-13-01"),
                        List.of(
                                EnglishError.of("until", "must be a date like 2026-11-23"),
                                EnglishError.of("from", "must be a date like 2026-11-23"))),
                Arguments.of(
                        form("2026-11-23", "2026-11-22"), List.of(EnglishError.of("until", "must not be before from"))),
                Arguments.of(
                        form("2025-11-22", "2026-11-23"),
                        List.of(EnglishError.of("until", "must be at most 366 days from from"))));
    }

    @ParameterizedTest
    @MethodSource("invalidForms")
    void rejectsAnInvalidRangeWithAllErrors(DateRangeForm form, List<EnglishError> expected) {
        // When
        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> form.toRange(TODAY, ZONE));

        // Then
        assertThat(EnglishError.from(problem.problem().problems())).isEqualTo(expected);
    }
}
