package io.nightdesk.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryTimeTest {

    @Test
    void parsesATimeWithAnOffset() {
        // When
        var time = QueryTime.parse("2027-02-05T10:00:00+08:00");

        // Then
        assertThat(time).contains(Instant.parse("2027-02-05T02:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "2027-02-05T10:00:00 08:00, must be a time like 2026-11-23T20:00:00Z: a + in it must be encoded as %2B",
        "2027-02-05T10:00 0800, must be a time like 2026-11-23T20:00:00Z",
        "2027-02-05 10:00:00, must be a time like 2026-11-23T20:00:00Z",
        "now, must be a time like 2026-11-23T20:00:00Z"
    })
    void namesAnUnencodedPlus(String text, String message) {
        // When
        String error = QueryTime.error(text).inEnglish();

        // Then
        assertThat(QueryTime.parse(text)).isEmpty();
        assertThat(error).isEqualTo(message);
    }
}
