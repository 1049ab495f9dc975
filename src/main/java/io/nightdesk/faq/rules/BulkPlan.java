package io.nightdesk.faq.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link BulkChange} would do.
 *
 * @param matched the number of rules that are selected
 * @param changed the keys of those that the change makes different
 * @param problems why rules cannot be changed, the first ones
 * @param offering the keys of some other rules whose menus lose entries
 */
record BulkPlan(int matched, List<String> changed, List<RuleProblem> problems, List<String> offering) {

    /** The number of errors after which no more rules are validated. */
    private static final int MAX_PROBLEMS = 200;

    BulkPlan {
        changed = List.copyOf(changed);
        problems = List.copyOf(problems);
        offering = List.copyOf(offering);
    }

    /** Collects the plan rule by rule. */
    static final class Planner {

        private final BulkChange change;
        private final List<String> changed = new ArrayList<>();
        private final List<RuleProblem> problems = new ArrayList<>();
        private int matched;

        Planner(BulkChange change) {
            this.change = change;
        }

        void add(FaqRuleEntity rule) {
            matched++;
            if (!change.changes(rule)) {
                return;
            }
            changed.add(rule.key);
            if (problems.size() < MAX_PROBLEMS) {
                change.errors(rule).stream()
                        .map(error -> RuleProblem.error(rule.key, error))
                        .forEach(problems::add);
            }
        }

        int matched() {
            return matched;
        }

        List<String> changed() {
            return changed;
        }

        BulkPlan plan(List<String> offering) {
            return new BulkPlan(matched, changed, problems, offering);
        }
    }
}
