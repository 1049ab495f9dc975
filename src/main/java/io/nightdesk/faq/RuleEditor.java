package io.nightdesk.faq;

import io.nightdesk.admin.Fault;
import io.nightdesk.admin.ProblemException;
import io.nightdesk.faq.FaqRuleRevisionRow.Action;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Changes rules, checks them, and records each change. All methods need a transaction, in which the change is made whole. */
@Singleton
final class RuleEditor {

    private static final Logger LOG = Logger.getLogger(RuleEditor.class);

    private final Clock clock;

    @Inject
    RuleEditor(Clock clock) {
        this.clock = clock;
    }

    /** Makes a rule; a conflict if there is one of this key. */
    FaqRuleRow create(RuleForm form, String by, Action action) {
        check(form);
        FaqRuleRow row = new FaqRuleRow();
        row.set(form.toRule(), by, now());
        if (FaqRuleRow.byKey(row.key).isPresent()) {
            throw ProblemException.conflict("There is a rule of this key.", List.of(Fault.of("key", "must be new")));
        }
        row.persistAndFlush();
        return recorded(row, action);
    }

    /** Makes a rule, read with a lock, another one of the same key. */
    FaqRuleRow replace(FaqRuleRow row, RuleForm form, String by, Action action) {
        check(form);
        row.set(form.toRule(), by, now());
        return recorded(row, action);
    }

    /** Removes a rule, read with a lock; its revisions stay, so that it can be restored. */
    void delete(FaqRuleRow row, String by) {
        row.version = FaqRuleRow.nextVersion();
        row.changedAt = now();
        row.changedBy = by;
        recorded(row, Action.DELETED);
        row.delete();
    }

    /** What is weak about a rule among all others, as they are in this transaction. */
    List<Fault> warnings(FaqRuleRow row) {
        FaqRuleRow.flush();
        return new RuleLint(FaqRuleRow.sound().toList(), clock.instant()).warnings(row.toRule());
    }

    /** What is wrong or weak about all rules. */
    List<RuleProblem> problems() {
        RuleLint lint = new RuleLint(FaqRuleRow.sound().toList(), clock.instant());
        List<RuleProblem> problems = new ArrayList<>();
        for (FaqRuleRow row : FaqRuleRow.all()) {
            List<Fault> errors = row.errors();
            errors.forEach(error -> problems.add(RuleProblem.error(row.key, error)));
            if (errors.isEmpty()) {
                lint.warnings(row.toRule()).forEach(warning -> problems.add(RuleProblem.warning(row.key, warning)));
            }
        }
        return problems;
    }

    private static void check(RuleForm form) {
        ProblemException.throwIfAny(
                RuleCheck.faults(form, key -> FaqRuleRow.byKey(key).isPresent()));
    }

    private static FaqRuleRow recorded(FaqRuleRow row, Action action) {
        FaqRuleRevisionRow.record(row, action);
        LOG.infof("rule %s: key=%s version=%d by=%s", action, row.key, row.version, row.changedBy);
        return row;
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
