package io.nightdesk.faq.transfer;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.rules.FaqRuleEntity;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.faq.rules.RuleValidator;
import io.nightdesk.faq.transfer.RuleFileParser.Entry;
import io.nightdesk.rest.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an import changes. A plan with errors must not be applied.
 *
 * @param unchanged the number of rules in the file that are stored like this already
 * @param deleted the keys of the rules to delete
 * @param errors the errors of all entries; each field starts with the place of the entry in the file
 */
record ImportPlan(
        List<Rule> added, List<ChangedRule> changed, int unchanged, List<String> deleted, List<FieldError> errors) {

    /** Further errors are left out: a file with so many probably has the same one in every line. */
    private static final int MAX_ERRORS = 200;

    ImportPlan {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        deleted = List.copyOf(deleted);
        errors = List.copyOf(errors);
    }

    /** A stored rule that the file replaces. */
    record ChangedRule(RuleForm before, Rule after) {}

    /**
     * Compares the file with the stored rules by key.
     *
     * @param deleteOthers whether to delete the rules that are not in the file
     */
    static ImportPlan of(List<Entry> entries, Map<String, FaqRuleEntity> stored, boolean deleteOthers) {
        return new Planner(entries, stored, deleteOthers).plan();
    }

    /** The number of rules that are added, changed or deleted. */
    int changeCount() {
        return added.size() + changed.size() + deleted.size();
    }

    private static final class Planner {

        private final List<Entry> entries;
        private final Map<String, FaqRuleEntity> stored;
        private final boolean deleteOthers;
        private final Set<String> keysInFile = new HashSet<>();
        private final List<Rule> added = new ArrayList<>();
        private final List<ChangedRule> changed = new ArrayList<>();
        private final List<FieldError> errors = new ArrayList<>();
        private int unchanged;

        Planner(List<Entry> entries, Map<String, FaqRuleEntity> stored, boolean deleteOthers) {
            this.entries = entries;
            this.stored = stored;
            this.deleteOthers = deleteOthers;
        }

        ImportPlan plan() {
            // First all keys: a menu may offer a rule that comes later in the file.
            collectKeysAndErrors();
            entries.forEach(entry -> entry.form().ifPresent(form -> compare(entry, form)));
            List<String> deleted = deleteOthers
                    ? stored.keySet().stream()
                            .filter(key -> !keysInFile.contains(key))
                            .toList()
                    : List.of();
            return new ImportPlan(
                    added,
                    changed,
                    unchanged,
                    deleted,
                    errors.stream().limit(MAX_ERRORS).toList());
        }

        private void collectKeysAndErrors() {
            Map<String, String> firstPlaces = new HashMap<>();
            for (Entry entry : entries) {
                entry.errors().forEach(error -> errors.add(error.in(entry.place())));
                entry.form().ifPresent(form -> {
                    String key = String.valueOf(form.key());
                    keysInFile.add(key);
                    String firstPlace = firstPlaces.putIfAbsent(key, entry.place());
                    if (firstPlace != null && form.key() != null) {
                        errors.add(FieldError.of("key", "is the key of " + firstPlace + " too")
                                .in(entry.place()));
                    }
                });
            }
        }

        private void compare(Entry entry, RuleForm form) {
            List<FieldError> invalid = RuleValidator.errors(form, this::willExist);
            invalid.forEach(error -> errors.add(error.in(entry.place())));
            if (!invalid.isEmpty() || !entry.errors().isEmpty()) {
                return;
            }
            Rule rule = form.toRule();
            FaqRuleEntity entity = stored.get(rule.key());
            if (entity == null) {
                added.add(rule);
            } else if (entity.stores(rule)) {
                unchanged++;
            } else {
                changed.add(new ChangedRule(entity.toForm(), rule));
            }
        }

        private boolean willExist(String key) {
            return keysInFile.contains(key) || (!deleteOthers && stored.containsKey(key));
        }
    }
}
