package io.nightdesk.faq.rules;

import io.nightdesk.faq.Rule;
import io.nightdesk.rest.FieldError;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells what is wrong or weak about rules among all others. That compiles all of them, which takes time and memory: so it is
 * done for one at a time, and never in a transaction that changes rules, or whoever else wants to change one would wait.
 */
@Singleton
final class RuleReview {

    private final Clock clock;

    @Inject
    RuleReview(Clock clock) {
        this.clock = clock;
    }

    /** What is weak about a rule that was saved. */
    synchronized List<FieldError> warnings(Rule rule) {
        List<Rule> all = QuarkusTransaction.requiringNew().call(() -> FaqRuleEntity.soundWith(rule));
        return new RuleLinter(all, clock.instant()).warnings(rule);
    }

    /** What is wrong or weak about all rules. */
    synchronized List<RuleProblem> problems() {
        Map<FaqRuleEntity, List<FieldError>> errors = new LinkedHashMap<>();
        QuarkusTransaction.requiringNew().call(FaqRuleEntity::all).forEach(row -> errors.put(row, row.errors()));
        Map<FaqRuleEntity, Rule> sound = new LinkedHashMap<>();
        errors.forEach((row, faults) -> {
            if (faults.isEmpty()) {
                sound.put(row, row.toRule());
            }
        });
        RuleLinter lint = new RuleLinter(List.copyOf(sound.values()), clock.instant());
        List<RuleProblem> problems = new ArrayList<>();
        errors.forEach((row, faults) -> {
            faults.forEach(error -> problems.add(RuleProblem.error(row.key, error)));
            Optional.ofNullable(sound.get(row))
                    .map(lint::warnings)
                    .orElse(List.of())
                    .forEach(warning -> problems.add(RuleProblem.warning(row.key, warning)));
        });
        return problems;
    }
}
