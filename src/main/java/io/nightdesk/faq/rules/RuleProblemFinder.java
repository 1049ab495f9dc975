package io.nightdesk.faq.rules;

import io.nightdesk.rest.FieldError;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Finds the errors and warnings of all stored rules. */
@Singleton
class RuleProblemFinder {

    private final RuleSnapshot snapshot;
    private final Clock clock;

    @Inject
    RuleProblemFinder(RuleSnapshot snapshot, Clock clock) {
        this.snapshot = snapshot;
        this.clock = clock;
    }

    /** One call at a time: linting thousands of rules takes seconds of processor time that answers need. */
    synchronized List<RuleProblem> find() {
        snapshot.awaitCommittedChanges();
        RuleLinter linter = snapshot.linter(clock.instant());
        List<FaqRuleEntity> entities = QuarkusTransaction.requiringNew().call(FaqRuleEntity::listByKey);
        List<RuleProblem> problems = new ArrayList<>();
        for (FaqRuleEntity entity : entities) {
            List<FieldError> errors = entity.errors();
            errors.forEach(error -> problems.add(RuleProblem.error(entity.key, error)));
            if (errors.isEmpty()) {
                linter.warnings(entity.toRule())
                        .forEach(warning -> problems.add(RuleProblem.warning(entity.key, warning)));
            }
        }
        return problems;
    }
}
