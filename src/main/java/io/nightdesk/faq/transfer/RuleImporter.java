package io.nightdesk.faq.transfer;

import io.nightdesk.audit.AuditAction;
import io.nightdesk.audit.AuditLog;
import io.nightdesk.audit.AuditSubject;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.rules.FaqRuleEntity;
import io.nightdesk.faq.rules.FaqRuleRevisionEntity;
import io.nightdesk.faq.rules.FaqRuleRevisionEntity.Action;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.faq.rules.RuleTransaction;
import io.nightdesk.faq.transfer.ImportPlan.ChangedRule;
import io.nightdesk.rest.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Imports the rules of a file: all of them, or none if one is invalid. The comparison reads the stored rules page by page and
 * holds no connection in between; one transaction then writes what it found, if no rule has changed meanwhile.
 */
@Singleton
class RuleImporter {

    private static final Logger LOG = Logger.getLogger(RuleImporter.class);

    private final RuleTransaction transaction;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    RuleImporter(RuleTransaction transaction, AuditLog audit, Clock clock) {
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Returns what {@link #apply} would change, with all errors.
     *
     * @param deleteOthers whether to delete the rules that are not in the file
     */
    ImportPlan preview(RuleFile file, boolean deleteOthers) {
        return ImportPlan.of(file, RuleImporter::storedAfter, deleteOthers);
    }

    /**
     * Imports the file and returns what was changed.
     *
     * @throws ProblemException if an entry has an error
     */
    ImportPlan apply(RuleFile file, boolean deleteOthers, String author, ImportProgress.Running progress) {
        return transaction.call(
                () -> {
                    progress.comparing(file.keys().size());
                    ImportPlan plan = preview(file, deleteOthers);
                    ProblemException.throwIfAny(plan.errors());
                    return plan;
                },
                plan -> {
                    progress.writing(plan.changeCount());
                    new Writer(file, author, progress).write(plan);
                    audit.record(
                            AuditAction.RULE_IMPORTED,
                            AuditSubject.NONE,
                            Map.of(
                                    "added", plan.added().size(),
                                    "changed", plan.changed().size(),
                                    "deleted", plan.deleted().size()));
                    return plan;
                });
    }

    private static List<ImportPlan.Stored> storedAfter(String key) {
        return QuarkusTransaction.requiringNew().call(() -> FaqRuleEntity.pageAfter(key)).stream()
                .map(entity -> new ImportPlan.Stored(entity.key, entity.toNormalForm()))
                .toList();
    }

    /** Writes page by page, so that neither the rules nor their revisions are all in memory. */
    private final class Writer {

        private final RuleFile file;
        private final String author;
        private final ImportProgress.Running progress;
        /** Truncated to the precision of the database. */
        private final Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);

        Writer(RuleFile file, String author, ImportProgress.Running progress) {
            this.file = file;
            this.author = author;
            this.progress = progress;
        }

        void write(ImportPlan plan) {
            forEachPage(plan.changed().stream().map(ChangedRule::key).toList(), this::change);
            forEachPage(plan.added(), this::add);
            forEachPage(plan.deleted(), this::delete);
            LOG.infof(
                    "Rules imported: added=%d changed=%d deleted=%d by=%s",
                    plan.added().size(), plan.changed().size(), plan.deleted().size(), author);
        }

        private void forEachPage(List<String> keys, Consumer<List<String>> action) {
            for (int start = 0; start < keys.size(); start += FaqRuleEntity.PAGE_SIZE) {
                List<String> page = keys.subList(start, Math.min(keys.size(), start + FaqRuleEntity.PAGE_SIZE));
                action.accept(page);
                FaqRuleEntity.flushAndClear();
                progress.wrote(page.size());
            }
        }

        private void change(List<String> keys) {
            Iterator<Long> versions = FaqRuleEntity.nextVersions(keys.size());
            for (FaqRuleEntity entity : FaqRuleEntity.listByKeys(keys)) {
                entity.set(rule(entity.key), author, now, versions.next());
                FaqRuleRevisionEntity.persistRevision(entity, Action.IMPORTED);
            }
        }

        private void add(List<String> keys) {
            Iterator<Long> versions = FaqRuleEntity.nextVersions(keys.size());
            for (String key : keys) {
                FaqRuleEntity entity = new FaqRuleEntity();
                entity.set(rule(key), author, now, versions.next());
                entity.persist();
                FaqRuleRevisionEntity.persistRevision(entity, Action.IMPORTED);
            }
        }

        private void delete(List<String> keys) {
            Iterator<Long> versions = FaqRuleEntity.nextVersions(keys.size());
            for (FaqRuleEntity entity : FaqRuleEntity.listByKeys(keys)) {
                entity.stamp(author, now, versions.next());
                FaqRuleRevisionEntity.persistRevision(entity, Action.DELETED);
                entity.delete();
            }
        }

        private Rule rule(String key) {
            return file.form(key).map(RuleForm::toRule).orElseThrow();
        }
    }
}
