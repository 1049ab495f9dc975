package io.nightdesk.faq.rules;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.audit.AuditAction;
import io.nightdesk.audit.AuditLog;
import io.nightdesk.audit.AuditSubject;
import io.nightdesk.rest.Admission;
import io.nightdesk.rest.AdmissionControl;
import io.nightdesk.rest.CostlyOperation;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Makes the same change to all rules of a search, in one {@link RuleTransaction} and with a revision of each. All are changed
 * or none. The rules are read and written page by page, so that they are not all in memory.
 */
@Singleton
final class RuleBulkService {

    /** A change is written in one transaction, like an import. */
    static final int MAX_RULES = 20_000;

    private static final int MAX_OFFERING = 200;

    private static final Logger LOG = Logger.getLogger(RuleBulkService.class);

    private final RuleTransaction transaction;
    private final AdmissionControl admissions;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    RuleBulkService(RuleTransaction transaction, AdmissionControl admissions, AuditLog audit, Clock clock) {
        this.transaction = transaction;
        this.admissions = admissions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns what {@link #apply} would change, with all errors. */
    BulkPlan preview(RuleSearch search, BulkChange change) {
        Admission admitted = admissions.enter(CostlyOperation.IMPORT);
        try {
            return plan(search, change);
        } finally {
            admitted.close();
        }
    }

    /**
     * Changes the rules.
     *
     * @param matched how many rules must be selected, so that no rule is changed that the caller does not know of
     */
    BulkPlan apply(RuleSearch search, BulkChange change, int matched, String author) {
        Admission admitted = admissions.enter(CostlyOperation.IMPORT);
        try {
            return transaction.call(() -> requireApplicable(plan(search, change), matched), plan -> {
                write(plan.changed(), change, author);
                record(change, plan.changed().size());
                LOG.infof(
                        "Rules changed in bulk: change=%s rules=%d by=%s",
                        change.getClass().getSimpleName(), plan.changed().size(), author);
                return plan;
            });
        } finally {
            admitted.close();
        }
    }

    private static BulkPlan plan(RuleSearch search, BulkChange change) {
        BulkPlan.Planner planner = new BulkPlan.Planner(change);
        List<FaqRuleEntity> page = pageAfter(search, "");
        while (!page.isEmpty()) {
            page.forEach(planner::add);
            if (planner.matched() > MAX_RULES) {
                throw ProblemException.badRequest(LocalizedMessage.of(
                        "More than %s rules are selected. Select fewer, for example by a tag.",
                        "选中的规则超过 %s 条，请缩小范围，例如按标签筛选。", MAX_RULES));
            }
            page = pageAfter(search, page.get(page.size() - 1).key);
        }
        return planner.plan(change.removesFromMenus() ? offering(planner.changed()) : List.of());
    }

    private static BulkPlan requireApplicable(BulkPlan plan, int matched) {
        if (plan.matched() != matched) {
            throw ProblemException.conflict(
                    LocalizedMessage.of(
                            "Other rules are selected than in the preview. Nothing was changed. Look at the preview again.",
                            "选中的规则与预览时不同，未做任何修改，请重新预览。"),
                    List.of(FieldError.of(
                            "matched",
                            "must be the number of selected rules, now %s",
                            "必须是选中规则的数量，现为 %s",
                            plan.matched())));
        }
        ProblemException.throwIfAny(plan.problems().stream()
                .map(problem ->
                        new FieldError(problem.field(), problem.position(), problem.message()).in(problem.rule()))
                .toList());
        return plan;
    }

    private void write(List<String> keys, BulkChange change, String author) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        for (int start = 0; start < keys.size(); start += FaqRuleEntity.PAGE_SIZE) {
            List<String> page = keys.subList(start, Math.min(keys.size(), start + FaqRuleEntity.PAGE_SIZE));
            Iterator<Long> versions = FaqRuleEntity.nextVersions(page.size());
            for (FaqRuleEntity rule : FaqRuleEntity.listByKeys(page)) {
                rule.stamp(author, now, versions.next());
                FaqRuleRevisionEntity.persistRevision(rule, change.apply(rule));
            }
            FaqRuleEntity.flushAndClear();
        }
    }

    private void record(BulkChange change, int rules) {
        if (rules > 0) {
            Map<String, Object> details = new HashMap<>(change.describe());
            details.put("rules", rules);
            audit.record(AuditAction.RULE_BULK_CHANGED, AuditSubject.NONE, details);
        }
    }

    private static List<FaqRuleEntity> pageAfter(RuleSearch search, String key) {
        return QuarkusTransaction.requiringNew().call(() -> FaqRuleEntity.searchAfter(search, key));
    }

    private static List<String> offering(List<String> keys) {
        return QuarkusTransaction.requiringNew().call(() -> FaqRuleEntity.listOtherOffering(keys, MAX_OFFERING));
    }
}
