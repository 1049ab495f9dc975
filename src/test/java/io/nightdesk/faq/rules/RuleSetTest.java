package io.nightdesk.faq.rules;

import static io.nightdesk.faq.RuleSamples.exact;
import static io.nightdesk.faq.RuleSamples.regex;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.match.Thresholds;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RuleSetTest {

    @Test
    void setsAsideInvalidRulesAndKeepsAllOthers() {
        // Given
        List<Rule> enabled = List.of(exact("good", 0, "在吗"), regex("broken", 0, "("), exact("new", 0, "怎么退货"));

        // When
        RuleSet rules = RuleSet.NONE.replacedBy(
                new RuleSet.Stored(7, enabled, List.of("disabled"), Map.of("unreadable", "not an array")),
                Thresholds.DEFAULT);

        // Then
        assertThat(rules.rules().rule("good")).isPresent();
        assertThat(rules.rules().rule("new")).isPresent();
        assertThat(rules.rules().rule("broken")).isEmpty();
        assertThat(rules.errors()).containsOnlyKeys("broken", "unreadable");
        assertThat(rules.keys()).containsExactlyInAnyOrder("good", "new", "broken", "disabled", "unreadable");
        assertThat(rules.counts()).isEqualTo(new RuleSet.Counts(2, 1, 2, 0));
    }
}
