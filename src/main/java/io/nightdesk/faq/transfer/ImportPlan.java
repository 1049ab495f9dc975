package io.nightdesk.faq.transfer;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.rules.FaqRuleEntity;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.faq.rules.RuleValidator;
import io.nightdesk.rest.FieldError;
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
public record ImportPlan(
        List<Rule> added,
        Map<FaqRuleEntity, Rule> changed,
        int unchanged,
        List<FaqRuleEntity> deleted,
        List<FieldError> faults) {

    /** So many faults are told; whoever mends them will hear of the rest. */
    static final int MOST_FAULTS = 200;

    public static ImportPlan of(
            List<RuleFileParser.Entry> entries, Map<String, FaqRuleEntity> present, boolean deleteOthers) {
        Set<String> inFile = new HashSet<>();
        Map<String, String> firstPlace = new HashMap<>();
        List<FieldError> faults = new ArrayList<>();
        for (RuleFileParser.Entry entry : entries) {
            entry.faults().forEach(fault -> faults.add(fault.in(entry.place())));
            entry.form().ifPresent(form -> {
                String key = String.valueOf(form.key());
                inFile.add(key);
                String earlier = firstPlace.putIfAbsent(key, entry.place());
                if (earlier != null && form.key() != null) {
                    faults.add(FieldError.of("key", "is the key of " + earlier + " too")
                            .in(entry.place()));
                }
            });
        }
        List<Rule> added = new ArrayList<>();
        Map<FaqRuleEntity, Rule> changed = new LinkedHashMap<>();
        int unchanged = 0;
        for (RuleFileParser.Entry entry : entries) {
            if (entry.form().isEmpty()) {
                continue;
            }
            RuleForm form = entry.form().get();
            List<FieldError> wrong = RuleValidator.faults(
                    form, key -> inFile.contains(key) || (!deleteOthers && present.containsKey(key)));
            wrong.forEach(fault -> faults.add(fault.in(entry.place())));
            if (!wrong.isEmpty() || !entry.faults().isEmpty()) {
                continue;
            }
            Rule rule = form.toRule();
            FaqRuleEntity row = present.get(rule.key());
            if (row == null) {
                added.add(rule);
            } else if (row.is(rule)) {
                unchanged++;
            } else {
                changed.put(row, rule);
            }
        }
        List<FaqRuleEntity> deleted = deleteOthers
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
    public int size() {
        return added.size() + changed.size() + deleted.size();
    }
}
