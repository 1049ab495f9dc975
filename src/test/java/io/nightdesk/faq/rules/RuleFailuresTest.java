package io.nightdesk.faq.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.RuleSamples;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.match.Match;
import io.nightdesk.faq.match.Match.Verdict;
import io.nightdesk.faq.match.MatchTrace;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A rule set with more patterns than one decision may search for. */
final class RuleFailuresTest {

    private static final Rule ANSWER = RuleSamples.keywords("answer", 0, "退货");
    private static final CompiledRules RULES = RuleSamples.compile(Stream.concat(
                    IntStream.range(10, 30)
                            .mapToObj(i -> RuleSamples.regex("expensive-" + i, 0, "(?:.?){390}\\d\\d\\d")),
                    Stream.of(ANSWER))
            .toArray(Rule[]::new));
    private static final String LONG_TEXT = "退货" + "啊".repeat(3_998);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RuleFailures failures = new RuleFailures(registry);

    @Test
    void answersByAnotherRuleAndNamesTheFailedOnesInTheTrace() {
        // When
        Match match = RULES.match(RuleSamples.question(LONG_TEXT));

        // Then
        assertThat(match.verdict()).isEqualTo(new Verdict.Answer(ANSWER));
        assertThat(MatchTrace.of(match).failedRules())
                .containsExactlyElementsOf(
                        IntStream.range(16, 30).mapToObj(i -> "expensive-" + i).toList());
    }

    @Test
    void countsEachRuleThatFailed() {
        // Given
        Match match = RULES.match(RuleSamples.question(LONG_TEXT));

        // When
        failures.record(match, RULES);
        failures.record(match, RULES);

        // Then
        assertThat(failed()).isEqualTo(2 * 14);
    }

    @Test
    void countsNothingWhenAllPatternsWereSearchedFor() {
        // Given
        Match match = RULES.match(RuleSamples.question("退货"));

        // When
        failures.record(match, RULES);

        // Then
        assertThat(match.failedRules()).isEmpty();
        assertThat(failed()).isZero();
    }

    private double failed() {
        return registry.get("nightdesk.rule.failures").counter().count();
    }
}
