package io.nightdesk.faq.transfer;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.faq.rules.FaqRuleEntity;
import io.nightdesk.faq.rules.FaqRuleRevisionEntity;
import io.nightdesk.faq.transfer.RuleFileParser.Entry;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules as they were before an import. A rule that was changed after the import is a conflict: to bring back its state would
 * lose that change.
 */
final class ImportUndo {

    private final int size;
    private final RuleFile states = new RuleFile();
    private final List<String> deleted = new ArrayList<>();
    private final List<FieldError> conflicts = new ArrayList<>();

    private ImportUndo(int size) {
        this.size = size;
    }

    /**
     * Reads the state before an import.
     *
     * @throws ProblemException if there is no such import, or it is undone
     */
    static ImportUndo of(long id) {
        List<RuleImportChangeEntity> changes = QuarkusTransaction.requiringNew().call(() -> changes(id));
        ImportUndo undo = new ImportUndo(changes.size());
        for (int start = 0; start < changes.size(); start += FaqRuleEntity.PAGE_SIZE) {
            List<RuleImportChangeEntity> page =
                    changes.subList(start, Math.min(changes.size(), start + FaqRuleEntity.PAGE_SIZE));
            QuarkusTransaction.requiringNew().run(() -> undo.add(page));
        }
        return undo;
    }

    private static List<RuleImportChangeEntity> changes(long id) {
        if (RuleImportEntity.findById(id).isEmpty()) {
            throw ProblemException.notFound("No import has this id.", "没有这次导入。");
        }
        if (!RuleImportEntity.undoing(List.of(id)).isEmpty()) {
            throw ProblemException.conflict(LocalizedMessage.of(
                    "The import is undone already. To repeat it, undo the undo.", "这次导入已经撤销。要重新导入，请撤销那次撤销。"));
        }
        return RuleImportChangeEntity.ofImport(id);
    }

    private void add(List<RuleImportChangeEntity> page) {
        List<String> keys = page.stream().map(change -> change.ruleKey).toList();
        Map<String, Long> versions = FaqRuleEntity.listByKeys(keys).stream()
                .collect(Collectors.toMap(rule -> rule.key, rule -> rule.version));
        page.forEach(change -> add(change, versions.get(change.ruleKey)));
    }

    /** @param current the version of the rule; null if it does not exist */
    private void add(RuleImportChangeEntity change, @Nullable Long current) {
        if (change.isDeletion() ? current != null : current != null && current != change.version) {
            conflict(change, "was changed after the import", "导入之后又修改过");
        } else if (change.versionBefore == null) {
            if (current != null) {
                deleted.add(change.ruleKey);
            }
        } else if (current == null && !change.isDeletion()) {
            conflict(change, "was deleted after the import", "导入之后已被删除");
        } else {
            FaqRuleRevisionEntity.findByVersion(change.ruleKey, change.versionBefore)
                    .flatMap(FaqRuleRevisionEntity::toForm)
                    .ifPresentOrElse(
                            form -> states.add(new Entry(change.ruleKey, Optional.of(form), List.of())),
                            () -> conflict(change, "has no readable revision from before the import", "导入之前的版本无法读取"));
        }
    }

    private void conflict(RuleImportChangeEntity change, String english, String chinese) {
        conflicts.add(FieldError.of(change.ruleKey, english, chinese));
    }

    /** The number of rules that the import wrote or deleted. */
    int size() {
        return size;
    }

    /** The states to bring back. */
    RuleFile states() {
        return states;
    }

    /**
     * What the undo changes. The errors name the conflicts, and the states that would not be accepted today.
     *
     * @param storedAfter as in {@link ImportPlan#of}
     */
    ImportPlan plan(Function<String, List<ImportPlan.Stored>> storedAfter) {
        return ImportPlan.of(states, storedAfter, /* deleteOthers= */ false).withUndo(deleted, conflicts);
    }
}
