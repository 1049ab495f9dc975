package io.nightdesk.faq.rules;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.match.Thresholds;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rules of one version of the table. An invalid rule is set aside; all others are in force.
 *
 * @param keys the keys of all rules, including those that are disabled or invalid
 * @param errors why enabled rules are invalid, by their keys
 */
record RuleSet(long version, CompiledRules rules, Set<String> keys, Map<String, String> errors) {

    private static final long NEVER = -1;

    /** No rules, before the table is read for the first time. */
    static final RuleSet NONE = new RuleSet(NEVER, CompiledRules.EMPTY, Set.of(), Map.of());

    RuleSet {
        keys = Set.copyOf(keys);
        errors = Map.copyOf(errors);
    }

    /**
     * The rows of one version of the table.
     *
     * @param unreadable why enabled rows are not rules, by their keys
     */
    record Stored(long version, List<Rule> enabled, List<String> disabledKeys, Map<String, String> unreadable) {}

    /**
     * Numbers of rules for monitoring.
     *
     * @param enabled rules in force
     * @param disabled rules that admins switched off
     * @param invalid enabled rules that are set aside
     * @param limited rules in force with patterns that are too expensive to be searched for
     */
    record Counts(long enabled, long disabled, long invalid, long limited) {}

    /** The rules of a later version. Reuses what is compiled of these rules. */
    RuleSet replacedBy(Stored stored, Thresholds thresholds) {
        CompiledRules compiled = rules.recompileValid(stored.enabled(), thresholds);
        Map<String, String> invalid = new TreeMap<>(stored.unreadable());
        invalid.putAll(compiled.errors());
        Set<String> all = stored.enabled().stream().map(Rule::key).collect(Collectors.toCollection(HashSet::new));
        all.addAll(stored.disabledKeys());
        all.addAll(stored.unreadable().keySet());
        return new RuleSet(stored.version(), compiled, all, invalid);
    }

    Counts counts() {
        long enabled = rules.size();
        return new Counts(
                enabled,
                keys.size() - enabled - errors.size(),
                errors.size(),
                rules.rulesWithUnusedPatterns().size());
    }
}
