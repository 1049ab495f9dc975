package io.nightdesk.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.database.SqlCondition;
import io.nightdesk.decision.Outcome;
import io.nightdesk.rest.EnglishError;
import io.nightdesk.rest.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExchangeFilterFormTest {

    private final List<FieldError> errors = new ArrayList<>();

    @Test
    void readsAndTrimsTheParametersThatAreSet() {
        // Given
        ExchangeFilterForm form = new ExchangeFilterForm();
        form.from = "2026-11-23T20:00:00Z";
        form.customer = " 10001 ";
        form.outcome = "answered";
        form.rule = "";
        form.text = "  退货 ";

        // When
        ExchangeFilter filter = form.toFilter(errors);

        // Then
        assertThat(errors).isEmpty();
        assertThat(filter)
                .isEqualTo(new ExchangeFilter(
                        Optional.of(Instant.parse("2026-11-23T20:00:00Z")),
                        Optional.empty(),
                        Optional.of("10001"),
                        Optional.of(Outcome.ANSWERED),
                        Optional.empty(),
                        Optional.of("退货")));
    }

    @Test
    void reportsEveryInvalidParameter() {
        // Given
        ExchangeFilterForm form = new ExchangeFilterForm();
        form.from = "yesterday";
        form.until = "+10000-01-01T00:00:00Z";
        form.customer = "a/b";
        form.outcome = "lost";
        form.rule = "x".repeat(65);
        form.text = "x".repeat(201);

        // When
        form.toFilter(errors);

        // Then
        assertThat(errors.stream().map(FieldError::field))
                .containsExactlyInAnyOrder("from", "until", "customer", "outcome", "rule", "text");
    }

    @Test
    void rejectsAnEndThatIsNotAfterTheStart() {
        // Given
        ExchangeFilterForm form = new ExchangeFilterForm();
        form.from = "2026-11-23T20:00:00Z";
        form.until = "2026-11-23T20:00:00Z";

        // When
        form.toFilter(errors);

        // Then
        assertThat(EnglishError.from(errors)).containsExactly(EnglishError.of("until", "must be after from"));
    }

    @Test
    void passesValuesAsParametersOfTheStatement() {
        // Given
        ExchangeFilterForm form = new ExchangeFilterForm();
        form.rule = "' or true --";
        form.text = "100%_";

        // When
        SqlCondition condition = form.toFilter(errors).condition();

        // Then
        assertThat(condition)
                .isEqualTo(new SqlCondition(
                        "true and e.rule_key = ? and lower(normalize(e.question, NFKC)) ~ ?",
                        List.of("' or true --", "100\\%\\_")));
    }
}
