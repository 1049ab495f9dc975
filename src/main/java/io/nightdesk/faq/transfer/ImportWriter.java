package io.nightdesk.faq.transfer;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.rules.FaqRuleEntity;
import io.nightdesk.faq.rules.FaqRuleRevisionEntity;
import io.nightdesk.faq.rules.FaqRuleRevisionEntity.Action;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.faq.rules.RuleTitle;
import io.nightdesk.faq.transfer.ImportPlan.ChangedRule;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Writes what an import or its undo changes, in the caller's transaction and page by page, so that neither the rules nor their
 * revisions are all in memory.
 */
final class ImportWriter {

    private static final Logger LOG = Logger.getLogger(ImportWriter.class);

    private final RuleFile file;
    private final Action action;
    private final RuleImportEntity record;
    private final ImportProgress.Running progress;

    /**
     * @param action what the revisions of the written rules say
     * @param record who imports and when; stored with the counts of the changes
     */
    ImportWriter(RuleFile file, Action action, RuleImportEntity record, ImportProgress.Running progress) {
        this.file = file;
        this.action = action;
        this.record = record;
        this.progress = progress;
    }

    /** Writes the changes, and returns the plan with the id of the import if there are any. */
    ImportPlan write(ImportPlan plan) {
        progress.writing(plan.changeCount());
        if (plan.changeCount() == 0) {
            return plan;
        }
        record.added = plan.added().size();
        record.changed = plan.changed().size();
        record.deleted = plan.deleted().size();
        record.persistAndFlush();
        forEachPage(plan.changed().stream().map(ChangedRule::key).toList(), this::change);
        forEachPage(plan.added().stream().map(RuleTitle::key).toList(), this::add);
        forEachPage(plan.deleted(), this::delete);
        LOG.infof(
                "Rules imported: import=%d added=%d changed=%d deleted=%d undoes=%s by=%s",
                importId(), record.added, record.changed, record.deleted, record.undoes, record.by);
        return plan.applied(importId());
    }

    private void forEachPage(List<String> keys, Consumer<List<String>> change) {
        for (int start = 0; start < keys.size(); start += FaqRuleEntity.PAGE_SIZE) {
            List<String> page = keys.subList(start, Math.min(keys.size(), start + FaqRuleEntity.PAGE_SIZE));
            change.accept(page);
            FaqRuleEntity.flushAndClear();
            progress.wrote(page.size());
        }
    }

    private void change(List<String> keys) {
        Iterator<Long> versions = FaqRuleEntity.nextVersions(keys.size());
        List<FaqRuleEntity> entities = FaqRuleEntity.listByKeys(keys);
        FaqRuleRevisionEntity.persistMissing(entities);
        for (FaqRuleEntity entity : entities) {
            long before = entity.version;
            entity.set(rule(entity.key), record.by, record.at, versions.next());
            FaqRuleRevisionEntity.persistRevision(entity, action);
            RuleImportChangeEntity.persist(importId(), entity.key, entity.version, before);
        }
    }

    private void add(List<String> keys) {
        Iterator<Long> versions = FaqRuleEntity.nextVersions(keys.size());
        for (String key : keys) {
            FaqRuleEntity entity = new FaqRuleEntity();
            entity.set(rule(key), record.by, record.at, versions.next());
            entity.persist();
            FaqRuleRevisionEntity.persistRevision(entity, action);
            RuleImportChangeEntity.persist(importId(), key, entity.version, null);
        }
    }

    private void delete(List<String> keys) {
        Iterator<Long> versions = FaqRuleEntity.nextVersions(keys.size());
        for (FaqRuleEntity entity : FaqRuleEntity.listByKeys(keys)) {
            entity.stamp(record.by, record.at, versions.next());
            FaqRuleRevisionEntity.persistRevision(entity, Action.DELETED);
            RuleImportChangeEntity.persist(importId(), entity.key, entity.version, entity.version);
            entity.delete();
        }
    }

    private long importId() {
        return Objects.requireNonNull(record.id);
    }

    private Rule rule(String key) {
        return file.form(key).map(RuleForm::toRule).orElseThrow();
    }
}
