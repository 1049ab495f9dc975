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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Changes rules, checks them, and records each change. All methods need a transaction, in which the change is made whole. */
@Singleton
public class RuleEditor {

    private static final Logger LOG = Logger.getLogger(RuleEditor.class);

    private final Clock clock;

    @Inject
    RuleEditor(Clock clock) {
        this.clock = clock;
    }

    /** Makes a rule; a conflict if there is one of this key. */
    FaqRuleRow create(RuleForm form, String by, Action action) {
        FaqRuleRow.lockTable();
        check(form);
        FaqRuleRow row = new FaqRuleRow();
        row.set(form.toRule(), by, now(), FaqRuleRow.nextVersion());
        if (FaqRuleRow.exists(row.key)) {
            throw ProblemException.conflict("There is a rule of this key.", List.of(Fault.of("key", "must be new")));
        }
        row.persistAndFlush();
        return recorded(row, action);
    }

    /** Makes a rule, read with a lock, another one of the same key. */
    FaqRuleRow replace(FaqRuleRow row, RuleForm form, String by, Action action) {
        check(form);
        return write(row, form, by, action);
    }

    /** A rule with one example more, faultless, kept from others until the transaction ends. */
    public RuleForm withExample(String key, String example) {
        FaqRuleRow row = FaqRuleRow.locked(key)
                .orElseThrow(() -> ProblemException.invalid(Fault.of("rule", "must be the key of a rule that exists")));
        RuleForm form = row.toForm().withExample(example);
        check(form);
        return form;
    }

    /** Makes the rule of that key what {@link #withExample} made of it in this transaction. */
    public void replace(RuleForm form, String by) {
        FaqRuleRow row = FaqRuleRow.byKey(String.valueOf(form.key())).orElseThrow();
        write(row, form, by, Action.CHANGED);
    }

    private FaqRuleRow write(FaqRuleRow row, RuleForm form, String by, Action action) {
        row.set(form.toRule(), by, now(), FaqRuleRow.nextVersion());
        return recorded(row, action);
    }

    /** Removes a rule, read with a lock; its revisions stay, so that it can be restored. */
    void delete(FaqRuleRow row, String by) {
        row.stamp(by, now(), FaqRuleRow.nextVersion());
        recorded(row, Action.DELETED);
        row.delete();
    }

    /**
     * Compares the rules of a file with those in the table, by key.
     *
     * @param deleteOthers whether rules that are not in the file are to go
     */
    ImportPlan plan(List<RuleFile.Entry> entries, boolean deleteOthers) {
        FaqRuleRow.lockTable();
        Map<String, FaqRuleRow> present = new LinkedHashMap<>();
        FaqRuleRow.all().forEach(row -> present.put(row.key, row));
        return ImportPlan.of(entries, present, deleteOthers);
    }

    /** Carries a plan out that has no faults. */
    void apply(ImportPlan plan, String by) {
        Instant now = now();
        Iterator<Long> versions = FaqRuleRow.nextVersions(plan.size());
        // One kind of rows after the other, so that they go to the database in batches.
        List<FaqRuleRow> written = new ArrayList<>(plan.changed().keySet());
        plan.changed().forEach((row, rule) -> row.set(rule, by, now, versions.next()));
        plan.added().forEach(rule -> {
            FaqRuleRow row = new FaqRuleRow();
            row.set(rule, by, now, versions.next());
            row.persist();
            written.add(row);
        });
        written.forEach(row -> FaqRuleRevisionRow.record(row, Action.IMPORTED));
        plan.deleted().forEach(row -> {
            row.stamp(by, now, versions.next());
            FaqRuleRevisionRow.record(row, Action.DELETED);
            row.delete();
        });
        LOG.infof(
                "rules imported: added=%d changed=%d deleted=%d by=%s",
                plan.added().size(), plan.changed().size(), plan.deleted().size(), by);
    }

    /** What is weak about a rule among all others, as they are in this transaction. */
    List<Fault> warnings(FaqRuleRow row) {
        FaqRuleRow.flush();
        return new RuleLint(FaqRuleRow.sound().toList(), clock.instant()).warnings(row.toRule());
    }

    /** What is wrong or weak about all rules. */
    List<RuleProblem> problems() {
        Map<FaqRuleRow, List<Fault>> errors = new LinkedHashMap<>();
        FaqRuleRow.all().forEach(row -> errors.put(row, row.errors()));
        Map<FaqRuleRow, Rule> sound = new LinkedHashMap<>();
        errors.forEach((row, faults) -> {
            if (faults.isEmpty()) {
                sound.put(row, row.toRule());
            }
        });
        RuleLint lint = new RuleLint(List.copyOf(sound.values()), clock.instant());
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

    private static void check(RuleForm form) {
        ProblemException.throwIfAny(RuleCheck.faults(form, FaqRuleRow::exists));
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
