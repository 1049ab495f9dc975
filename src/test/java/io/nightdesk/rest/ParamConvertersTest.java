package io.nightdesk.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import java.lang.annotation.Annotation;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParamConvertersTest {

    @ParameterizedTest
    @CsvSource({
        "+999999999-12-31, must be a date like 2026-11-23",
        "-0001-12-31, must be a date like 2026-11-23",
        "2026-02-30, must be a date like 2026-11-23"
    })
    void rejectsADateOutsideOfTheCalendar(String value, String message) throws Exception {
        rejects(LocalDate.class, value, message);
    }

    @ParameterizedTest
    @CsvSource({
        "+1000000000-12-31T23:59:59.999999999Z, must be a time like 2026-11-23T20:00:00Z",
        "-1000000000-01-01T00:00:00Z, must be a time like 2026-11-23T20:00:00Z"
    })
    void rejectsATimeOutsideOfTheCalendar(String value, String message) throws Exception {
        rejects(Instant.class, value, message);
    }

    private static void rejects(Class<?> type, String value, String message) throws Exception {
        // Given
        Annotation[] annotations = Parameters.class.getMethods()[0].getParameterAnnotations()[0];
        ParamConverter<?> converter = new ParamConverters().getConverter(type, type, annotations);

        // Then
        assertThatExceptionOfType(ProblemException.class)
                // When
                .isThrownBy(() -> converter.fromString(value))
                .satisfies(e -> assertThat(EnglishError.from(e.problem().problems()))
                        .containsExactly(EnglishError.of("at", message)));
    }

    public interface Parameters {
        void named(@QueryParam("at") String value);
    }
}
