package io.nightdesk.faq.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.nightdesk.faq.rules.FaqRuleRevisionEntity.Action;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class BulkPlanTest {

    static Stream<Arguments> changesInPlace() {
        return Stream.of(
                Arguments.of(new BulkChange.Enable(), "true [\"a\",\"b\"]"),
                Arguments.of(new BulkChange.AddTag("c"), "false [\"a\",\"b\",\"c\"]"),
                Arguments.of(new BulkChange.RemoveTag("a"), "false [\"b\"]"));
    }

    @ParameterizedTest
    @MethodSource
    void changesInPlace(BulkChange change, String after) {
        // Given
        FaqRuleEntity rule = rule("rule", false, "[\"a\",\"b\"]");

        // When
        Action action = change.apply(rule);

        // Then
        assertThat(action).isEqualTo(Action.CHANGED);
        assertThat(rule.enabled + " " + rule.tags).isEqualTo(after);
    }

    static Stream<BulkChange> leavesARuleAloneThatIsLikeThatAlready() {
        return Stream.of(new BulkChange.Disable(), new BulkChange.AddTag("a"), new BulkChange.RemoveTag("c"));
    }

    @ParameterizedTest
    @MethodSource
    void leavesARuleAloneThatIsLikeThatAlready(BulkChange change) {
        // When
        BulkPlan plan = plan(change, rule("rule", false, "[\"a\"]"));

        // Then
        assertThat(plan).isEqualTo(new BulkPlan(1, List.of(), List.of(), List.of()));
    }

    @Test
    void namesWhyARuleCannotBeEnabled() {
        // Given
        FaqRuleEntity invalid = rule("invalid", false, "[]");
        invalid.triggers = "{\"regexes\":[\"(\"]}";

        // When
        BulkPlan plan = plan(new BulkChange.Enable(), invalid, rule("valid", false, "[]"));

        // Then
        assertThat(plan.changed()).containsExactly("invalid", "valid");
        assertThat(plan.problems())
                .extracting(RuleProblem::rule, RuleProblem::field)
                .containsExactly(tuple("invalid", "triggers.regexes[0]"));
    }

    @Test
    void disablesARuleThatCannotBeSaved() {
        // Given
        FaqRuleEntity invalid = rule("invalid", true, "[]");
        invalid.triggers = "[]";

        // When
        BulkPlan plan = plan(new BulkChange.Disable(), invalid);

        // Then
        assertThat(plan).isEqualTo(new BulkPlan(1, List.of("invalid"), List.of(), List.of()));
    }

    @Test
    void refusesOneTagTooMany() {
        // Given
        List<String> twenty = IntStream.range(0, 20).mapToObj(String::valueOf).toList();

        // When
        BulkPlan plan = plan(new BulkChange.AddTag("more"), rule("full", true, RuleJson.write(twenty)));

        // Then
        assertThat(plan.problems()).extracting(RuleProblem::field).containsExactly("tags");
    }

    private static BulkPlan plan(BulkChange change, FaqRuleEntity... rules) {
        BulkPlan.Planner planner = new BulkPlan.Planner(change);
        Stream.of(rules).forEach(planner::add);
        return planner.plan(List.of());
    }

    private static FaqRuleEntity rule(String key, boolean enabled, String tags) {
        FaqRuleEntity rule = new FaqRuleEntity();
        rule.key = key;
        rule.title = "Title";
        rule.enabled = enabled;
        rule.answers = "{\"variants\":[{\"en\":\"Hello\"}]}";
        rule.tags = tags;
        return rule;
    }
}
