package io.nightdesk.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.history.StatsView.DayView;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StatsViewTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    @Test
    void computesSharesOfTheMessagesThatWereMatchedAgainstRules() {
        // Given
        Map<String, Long> outcomes =
                Map.of("ANSWERED", 1L, "SUGGESTED", 1L, "FALLBACK", 1L, "TAKEN_OVER", 100L, "NOT_A_MESSAGE", 100L);

        // When
        DayView day = DayView.of(DAY, outcomes);

        // Then
        assertThat(day).isEqualTo(new DayView(DAY, outcomes, 0.3333, 0.3333));
    }

    @Test
    void hasNoSharesWithoutSuchMessages() {
        // When
        DayView day = DayView.of(DAY, Map.of("TAKEN_OVER", 1L));

        // Then
        assertThat(day).isEqualTo(new DayView(DAY, Map.of("TAKEN_OVER", 1L), null, null));
    }
}
