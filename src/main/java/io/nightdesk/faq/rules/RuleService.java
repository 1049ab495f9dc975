package io.nightdesk.faq.rules;

import io.nightdesk.faq.rules.FaqRuleRevisionEntity.Action;
import io.nightdesk.faq.transfer.ImportPlan;
import io.nightdesk.faq.transfer.RuleFileParser;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Changes rules, checks them, and records each change. All that is done to them is done within {@link #change}. */
@Singleton
public class RuleService {

    private static final Logger LOG = Logger.getLogger(RuleService.class);

    /** How long a change waits for others, about as long as the driver lets a statement wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Clock clock;
    private final Semaphore turn = new Semaphore(1, true);

    @Inject
    RuleService(Clock clock) {
        this.clock = clock;
    }

    /**
     * Makes a change whole, in a transaction of its own, after all changes that began before. Who has to wait does so
     * without a connection: the desk answers customers from the same pool, and must find one however many edit rules.
     */
    public <T> T change(Supplier<T> work) {
        await();
        try {
            return QuarkusTransaction.requiringNew().call(() -> {
                // The other replicas' turn.
                FaqRuleEntity.lockTable();
                return work.get();
            });
        } finally {
            turn.release();
        }
    }

    private void await() {
        try {
            if (!turn.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw ProblemException.unavailable("Others are changing rules now. Try again later.", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is stopping.", PATIENCE);
        }
    }

    /** Makes a rule; a conflict if there is one of this key. */
    FaqRuleEntity create(RuleForm form, String by, Action action) {
        check(form);
        FaqRuleEntity row = new FaqRuleEntity();
        row.set(form.toRule(), by, now(), FaqRuleEntity.nextVersion());
        if (FaqRuleEntity.exists(row.key)) {
            throw ProblemException.conflict(
                    "There is a rule of this key.", List.of(FieldError.of("key", "must be new")));
        }
        row.persistAndFlush();
        return recorded(row, action);
    }

    /** Makes a rule another one of the same key. */
    FaqRuleEntity replace(FaqRuleEntity row, RuleForm form, String by, Action action) {
        check(form);
        return write(row, form, by, action);
    }

    /** A rule with one example more, faultless; nothing is changed, so that any transaction will do. */
    public RuleForm withExample(String key, String example) {
        FaqRuleEntity row = FaqRuleEntity.byKey(key)
                .orElseThrow(
                        () -> ProblemException.invalid(FieldError.of("rule", "must be the key of a rule that exists")));
        RuleForm form = row.toForm().withExample(example);
        check(form);
        return form;
    }

    /** Makes a rule what {@link #withExample} makes of it. */
    public RuleForm addExample(String key, String example, String by) {
        RuleForm form = withExample(key, example);
        write(FaqRuleEntity.byKey(key).orElseThrow(), form, by, Action.CHANGED);
        return form;
    }

    private FaqRuleEntity write(FaqRuleEntity row, RuleForm form, String by, Action action) {
        row.set(form.toRule(), by, now(), FaqRuleEntity.nextVersion());
        return recorded(row, action);
    }

    /** Removes a rule; its revisions stay, so that it can be restored. */
    FaqRuleEntity delete(FaqRuleEntity row, String by) {
        row.stamp(by, now(), FaqRuleEntity.nextVersion());
        row.delete();
        return recorded(row, Action.DELETED);
    }

    /**
     * Compares the rules of a file with those in the table, by key. Nothing is changed, so that any transaction will do.
     *
     * @param deleteOthers whether rules that are not in the file are to go
     */
    public ImportPlan plan(List<RuleFileParser.Entry> entries, boolean deleteOthers) {
        Map<String, FaqRuleEntity> present = new LinkedHashMap<>();
        FaqRuleEntity.all().forEach(row -> present.put(row.key, row));
        return ImportPlan.of(entries, present, deleteOthers);
    }

    /** Carries a plan out that has no faults. */
    public void apply(ImportPlan plan, String by) {
        Instant now = now();
        Iterator<Long> versions = FaqRuleEntity.nextVersions(plan.size());
        // One kind of rows after the other, so that they go to the database in batches.
        List<FaqRuleEntity> written = new ArrayList<>(plan.changed().keySet());
        plan.changed().forEach((row, rule) -> row.set(rule, by, now, versions.next()));
        plan.added().forEach(rule -> {
            FaqRuleEntity row = new FaqRuleEntity();
            row.set(rule, by, now, versions.next());
            row.persist();
            written.add(row);
        });
        written.forEach(row -> FaqRuleRevisionEntity.record(row, Action.IMPORTED));
        plan.deleted().forEach(row -> {
            row.stamp(by, now, versions.next());
            FaqRuleRevisionEntity.record(row, Action.DELETED);
            row.delete();
        });
        LOG.infof(
                "rules imported: added=%d changed=%d deleted=%d by=%s",
                plan.added().size(), plan.changed().size(), plan.deleted().size(), by);
    }

    private static void check(RuleForm form) {
        ProblemException.throwIfAny(RuleValidator.faults(form, FaqRuleEntity::exists));
    }

    private static FaqRuleEntity recorded(FaqRuleEntity row, Action action) {
        FaqRuleRevisionEntity.record(row, action);
        LOG.infof("rule %s: key=%s version=%d by=%s", action, row.key, row.version, row.changedBy);
        return row;
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
