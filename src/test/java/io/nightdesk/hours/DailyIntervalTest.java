package io.nightdesk.hours;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DailyIntervalTest {

    @ParameterizedTest
    @CsvSource({
        "09:00-18:00, 540, 1080",
        "00:00-24:00, 0, 1440",
        "18:00-24:00, 1080, 1440",
        "18:00-00:00, 1080, 1440",
        "22:00-02:00, 1320, 1560",
        "00:00-00:01, 0, 1",
        "23:59-23:58, 1439, 2878"
    })
    void parsesIntervals(String text, int from, int until) {
        // When
        Optional<DailyInterval> interval = DailyInterval.parse(text);

        // Then
        assertThat(interval).contains(new DailyInterval(from, until));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "09:00",
                "9:00-18:00",
                "09:00-09:00",
                "24:00-08:00",
                "09:00-24:01",
                "09:60-10:00",
                "09:00–18:00",
                " 09:00-18:00",
                "00:00-00:00",
                "09:00-18:00\n"
            })
    void rejectsAnyOtherText(String text) {
        // When
        Optional<DailyInterval> interval = DailyInterval.parse(text);

        // Then
        assertThat(interval).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"09:00-18:00", "18:00-24:00", "22:00-02:00", "00:00-24:00"})
    void isFormattedAsItWasParsed(String text) {
        // When
        DailyInterval interval = DailyInterval.parse(text).orElseThrow();

        // Then
        assertThat(interval).hasToString(text);
    }
}
