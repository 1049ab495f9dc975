package io.nightdesk.faq;

import io.nightdesk.admin.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an import would do. With faults it must not be carried out.
 *
 * @param changed the rules that become another, as they are stored, with what they become
 * @param unchanged how many rules of the file are as they are
 * @param faults of all entries, each with the entry's place in the file before the field
 */
record ImportPlan(
        List<Rule> added, Map<FaqRuleRow, Rule> changed, int unchanged, List<FaqRuleRow> deleted, List<Fault> faults) {

    /** So many faults are told; whoever mends them will hear of the rest. */
    static final int MOST_FAULTS = 200;

    static ImportPlan of(List<RuleFile.Entry> entries, Map<String, FaqRuleRow> present, boolean deleteOthers) {
        Set<String> inFile = new HashSet<>();
        Map<String, String> firstPlace = new HashMap<>();
        List<Fault> faults = new ArrayList<>();
        for (RuleFile.Entry entry : entries) {
            entry.faults().forEach(fault -> faults.add(fault.in(entry.place())));
            entry.form().ifPresent(form -> {
                String key = String.valueOf(form.key());
                inFile.add(key);
                String earlier = firstPlace.putIfAbsent(key, entry.place());
                if (earlier != null && form.key() != null) {
                    faults.add(
                            Fault.of("key", "is the key of " + earlier + " too").in(entry.place()));
                }
            });
        }
        List<Rule> added = new ArrayList<>();
        Map<FaqRuleRow, Rule> changed = new LinkedHashMap<>();
        int unchanged = 0;
        for (RuleFile.Entry entry : entries) {
            if (entry.form().isEmpty()) {
                continue;
            }
            RuleForm form = entry.form().get();
            List<Fault> wrong =
                    RuleCheck.faults(form, key -> inFile.contains(key) || (!deleteOthers && present.containsKey(key)));
            wrong.forEach(fault -> faults.add(fault.in(entry.place())));
            if (!wrong.isEmpty() || !entry.faults().isEmpty()) {
                continue;
            }
            Rule rule = form.toRule();
            FaqRuleRow row = present.get(rule.key());
            if (row == null) {
                added.add(rule);
            } else if (row.is(rule)) {
                unchanged++;
            } else {
                changed.put(row, rule);
            }
        }
        List<FaqRuleRow> deleted = deleteOthers
                ? present.values().stream()
                        .filter(row -> !inFile.contains(row.key))
                        .toList()
                : List.of();
        return new ImportPlan(
                added,
                changed,
                unchanged,
                deleted,
                faults.stream().limit(MOST_FAULTS).toList());
    }

    /** How many rules become another, come or go. */
    int size() {
        return added.size() + changed.size() + deleted.size();
    }
}
