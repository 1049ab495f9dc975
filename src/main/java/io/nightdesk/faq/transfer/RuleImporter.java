package io.nightdesk.faq.transfer;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.audit.AuditAction;
import io.nightdesk.audit.AuditLog;
import io.nightdesk.audit.AuditSubject;
import io.nightdesk.faq.rules.FaqRuleEntity;
import io.nightdesk.faq.rules.FaqRuleRevisionEntity.Action;
import io.nightdesk.faq.rules.RuleTransaction;
import io.nightdesk.rest.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Imports the rules of a file: all of them, or none if one is invalid. The comparison reads the stored rules page by page and
 * holds no connection in between; one transaction then writes what it found, if no rule has changed meanwhile.
 */
@Singleton
class RuleImporter {

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
                    ImportPlan written =
                            new ImportWriter(file, Action.IMPORTED, newImport(author, null), progress).write(plan);
                    record(AuditAction.RULE_IMPORTED, written);
                    return written;
                });
    }

    /** Returns what {@link #undo} would change. Its errors name the rules that it would leave as they are. */
    ImportPlan previewUndo(long id) {
        return ImportUndo.of(id).plan(RuleImporter::storedAfter);
    }

    /**
     * Brings back the rules as they were before an import, and returns what was changed.
     *
     * @param skipConflicts whether to leave the rules that cannot be brought back as they are
     * @throws ProblemException if there is no such import, it is undone, or rules cannot be brought back
     */
    ImportPlan undo(long id, boolean skipConflicts, String author, ImportProgress.Running progress) {
        return transaction.call(
                () -> {
                    ImportUndo undo = ImportUndo.of(id);
                    progress.comparing(undo.size());
                    ImportPlan plan = undo.plan(RuleImporter::storedAfter);
                    if (!skipConflicts && !plan.errors().isEmpty()) {
                        throw ProblemException.conflict(
                                LocalizedMessage.of(
                                        "Some rules cannot be brought back. With skipConflicts=true they are left as"
                                                + " they are.",
                                        "有些规则无法恢复。用 skipConflicts=true 可保留它们现在的样子。"),
                                plan.errors());
                    }
                    return new Prepared(undo.states(), plan);
                },
                prepared -> {
                    ImportPlan written = new ImportWriter(
                                    prepared.states(), Action.RESTORED, newImport(author, id), progress)
                            .write(prepared.plan());
                    record(AuditAction.RULE_IMPORT_UNDONE, written);
                    return written;
                });
    }

    private void record(AuditAction action, ImportPlan plan) {
        audit.record(
                action,
                AuditSubject.NONE,
                Map.of(
                        "added", plan.added().size(),
                        "changed", plan.changed().size(),
                        "deleted", plan.deleted().size()));
    }

    private record Prepared(RuleFile states, ImportPlan plan) {}

    private RuleImportEntity newImport(String author, @Nullable Long undoes) {
        RuleImportEntity record = new RuleImportEntity();
        // In the precision of the database.
        record.at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        record.by = author;
        record.undoes = undoes;
        return record;
    }

    private static List<ImportPlan.Stored> storedAfter(String key) {
        return QuarkusTransaction.requiringNew().call(() -> FaqRuleEntity.pageAfter(key)).stream()
                .map(entity -> new ImportPlan.Stored(entity.key, entity.toNormalForm()))
                .toList();
    }
}
