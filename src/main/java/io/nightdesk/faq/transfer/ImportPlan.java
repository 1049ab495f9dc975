package io.nightdesk.faq.transfer;

import io.nightdesk.faq.rules.RevisionView;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.faq.rules.RuleTitle;
import io.nightdesk.rest.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What an import changes. A plan with errors must not be applied.
 *
 * @param importId the id of the import; empty unless it is applied and changes something
 * @param added the rules to add
 * @param unchanged the number of rules in the file that are stored like this already
 * @param deleted the keys of the rules to delete
 * @param errors the errors of all entries; each field starts with the place of the entry in the file
 * @param warnings what does not prevent the import but will not work as intended; the fields as in {@code errors}
 */
record ImportPlan(
        Optional<Long> importId,
        List<RuleTitle> added,
        List<ChangedRule> changed,
        int unchanged,
        List<String> deleted,
        List<FieldError> errors,
        List<FieldError> warnings) {

    /** The changes of further rules are left out: they are kept in memory, and for people to read. */
    private static final int MAX_CHANGES_BYTES = 2 * 1024 * 1024;

    ImportPlan {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        deleted = List.copyOf(deleted);
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /**
     * A stored rule that the file replaces.
     *
     * @param changes the fields that differ; empty if they were left out
     */
    record ChangedRule(String key, Optional<List<RevisionView.Change>> changes) {}

    /**
     * A stored rule.
     *
     * @param form empty if the row is not a rule
     */
    record Stored(String key, Optional<RuleForm> form) {}

    /** The number of rules that are added, changed or deleted. */
    int changeCount() {
        return added.size() + changed.size() + deleted.size();
    }

    /** The plan of an import that is applied. */
    ImportPlan applied(long id) {
        return new ImportPlan(Optional.of(id), added, changed, unchanged, deleted, errors, warnings);
    }

    /** The plan with the rules that an undo deletes, and with the conflicts that it found. */
    ImportPlan withUndo(List<String> keysToDelete, List<FieldError> conflicts) {
        List<FieldError> allErrors = new ArrayList<>(conflicts);
        allErrors.addAll(errors);
        return new ImportPlan(importId, added, changed, unchanged, keysToDelete, allErrors, warnings);
    }

    /**
     * Compares the file with the stored rules by key.
     *
     * @param storedAfter reads the stored rules page by page: the ones that follow a key, in the order of keys
     * @param deleteOthers whether to delete the rules that are not in the file
     */
    static ImportPlan of(RuleFile file, Function<String, List<Stored>> storedAfter, boolean deleteOthers) {
        Planner planner = new Planner(file, deleteOthers);
        List<Stored> page = storedAfter.apply("");
        while (!page.isEmpty()) {
            page.forEach(planner::compare);
            page = storedAfter.apply(page.get(page.size() - 1).key());
        }
        return planner.plan();
    }

    private static final class Planner {

        private final RuleFile file;
        private final boolean deletesOthers;
        private final Set<String> storedKeys = new HashSet<>();
        private final List<ChangedRule> changed = new ArrayList<>();
        private final List<String> deleted = new ArrayList<>();
        private int unchanged;
        private long changesBytes;

        Planner(RuleFile file, boolean deleteOthers) {
            this.file = file;
            this.deletesOthers = deleteOthers && file.isComplete();
        }

        void compare(Stored stored) {
            storedKeys.add(stored.key());
            Optional<RuleForm> after = file.form(stored.key());
            if (after.isEmpty()) {
                if (deletesOthers && !file.mentions(stored.key())) {
                    deleted.add(stored.key());
                }
            } else if (stored.form().equals(after)) {
                unchanged++;
            } else {
                changed.add(new ChangedRule(stored.key(), changes(stored, after.get())));
            }
        }

        private Optional<List<RevisionView.Change>> changes(Stored stored, RuleForm after) {
            changesBytes += file.size(stored.key());
            return stored.form()
                    .filter(before -> changesBytes <= MAX_CHANGES_BYTES)
                    .map(before -> RevisionView.changes(before, after));
        }

        ImportPlan plan() {
            List<RuleTitle> added = file.keys().stream()
                    .filter(key -> !storedKeys.contains(key))
                    .map(key -> new RuleTitle(
                            key, file.form(key).map(RuleForm::title).orElse("")))
                    .toList();
            storedKeys.removeAll(deleted);
            return new ImportPlan(
                    Optional.empty(),
                    added,
                    changed,
                    unchanged,
                    deleted,
                    file.errors(),
                    file.missingMenuEntries(storedKeys));
        }
    }
}
