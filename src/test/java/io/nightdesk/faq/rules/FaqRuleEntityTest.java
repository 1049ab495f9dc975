package io.nightdesk.faq.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightdesk.faq.rules.RuleForm.AnswersForm;
import io.nightdesk.faq.rules.RuleForm.ValidityForm;
import io.nightdesk.faq.rules.RuleForm.VariantForm;
import io.nightdesk.rest.EnglishError;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that somebody wrote to the table without using the API. */
final class FaqRuleEntityTest {

    private static final String ANSWERS = "{\"variants\":[{\"en\":\"Hello\"}]}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"退款\"",
                "{\"exact\":\"退款\"}",
                "{\"colour\":\"red\"}",
                "{\"exact\":[null]}",
                "{\"keywords\":[null]}",
                "{\"keywords\":[{\"all\":[null]}]}"
            })
    void leavesOutWhatDoesNotHaveTheFormOfARule(String triggers) {
        // Given
        FaqRuleEntity row = row(triggers);

        // When
        StoredRule stored = row.toStoredRule();

        // Then
        assertThat(stored.form())
                .isEqualTo(new RuleForm(
                        "greeting",
                        "Greeting",
                        true,
                        0,
                        null,
                        new AnswersForm(List.of(new VariantForm(null, "Hello", null)), null),
                        new ValidityForm(null, null),
                        List.of(),
                        List.of(),
                        "nothing"));
    }

    @Test
    void keepsAllJsonOfAnUnreadableRowInItsRevision() {
        // When
        String json = row("[\"退款\"]").toJson();

        // Then
        assertThat(json)
                .isEqualTo("{\"key\":\"greeting\",\"title\":\"Greeting\",\"enabled\":true,\"priority\":0,"
                        + "\"triggers\":[\"退款\"],\"answers\":" + ANSWERS
                        + ",\"validity\":{},\"scope\":[],\"tags\":[],\"after\":\"nothing\"}");
    }

    @Test
    void refusesToChangeAnUnreadableRow() {
        assertThatThrownBy(row("[]")::requireForm).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[null]", "{}", "[[\"a\"]]"})
    void reportsTagsThatAreNotAListOfTexts(String tags) {
        // Given
        FaqRuleEntity row = row("{}");
        row.tags = tags;

        // When
        List<FieldError> errors = row.errors();

        // Then
        assertThat(EnglishError.from(errors))
                .containsExactly(EnglishError.of(
                        "rule", "cannot be read: its JSON in the table does not have the form of a rule"));
    }

    private static FaqRuleEntity row(String triggers) {
        FaqRuleEntity row = new FaqRuleEntity();
        row.key = "greeting";
        row.title = "Greeting";
        row.triggers = triggers;
        row.answers = ANSWERS;
        return row;
    }
}
