package io.nightdesk.faq.rules;

import io.nightdesk.rest.Admission;
import io.nightdesk.rest.AdmissionControl;
import io.nightdesk.rest.CostlyOperation;
import io.nightdesk.rest.FieldError;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Finds the errors and warnings of all stored rules. */
@Singleton
class RuleProblemFinder {

    private final RuleSnapshot snapshot;
    private final AdmissionControl admissions;
    private final Clock clock;

    @Inject
    RuleProblemFinder(RuleSnapshot snapshot, AdmissionControl admissions, Clock clock) {
        this.snapshot = snapshot;
        this.admissions = admissions;
        this.clock = clock;
    }

    /** Reads the rules page by page, so that neither a connection nor all rows are held while they are linted. */
    List<RuleProblem> find() {
        Admission admitted = admissions.enter(CostlyOperation.ANALYSIS);
        try {
            snapshot.awaitCommittedChanges();
            RuleLinter linter = snapshot.linter(clock.instant());
            List<RuleProblem> problems = new ArrayList<>();
            List<FaqRuleEntity> page = pageAfter("");
            while (!page.isEmpty()) {
                page.forEach(entity -> addProblems(entity, linter, problems));
                page = pageAfter(page.get(page.size() - 1).key);
            }
            return problems;
        } finally {
            admitted.close();
        }
    }

    /** The errors of a draft, or else its warnings. */
    List<RuleProblem> find(RuleForm draft) {
        String key = Objects.requireNonNullElse(draft.key(), "");
        List<FieldError> errors = RuleValidator.errors(draft);
        if (!errors.isEmpty()) {
            return errors.stream().map(error -> RuleProblem.error(key, error)).toList();
        }
        snapshot.awaitCommittedChanges();
        return snapshot.linter(clock.instant()).warnings(draft.toRule()).stream()
                .map(warning -> RuleProblem.warning(key, warning))
                .toList();
    }

    private static void addProblems(FaqRuleEntity entity, RuleLinter linter, List<RuleProblem> problems) {
        List<FieldError> errors = entity.errors();
        errors.forEach(error -> problems.add(RuleProblem.error(entity.key, error)));
        if (errors.isEmpty()) {
            linter.warnings(entity.toRule()).forEach(warning -> problems.add(RuleProblem.warning(entity.key, warning)));
        }
    }

    private static List<FaqRuleEntity> pageAfter(String key) {
        return QuarkusTransaction.requiringNew().call(() -> FaqRuleEntity.pageAfter(key));
    }
}
