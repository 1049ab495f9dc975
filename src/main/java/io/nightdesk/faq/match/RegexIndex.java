package io.nightdesk.faq.match;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** All patterns of all rules, indexed by their {@link RequiredLiterals}. Immutable. */
final class RegexIndex {

    private final Map<String, List<RegexTrigger>> triggersByLiteral = new HashMap<>();
    /** Patterns without a known literal: they are searched for in every text. */
    private final List<RegexTrigger> unindexed = new ArrayList<>();

    private final AhoCorasick literals;

    RegexIndex(List<RegexTrigger> triggers) {
        for (RegexTrigger trigger : triggers) {
            if (trigger.requiredLiterals().isEmpty()) {
                unindexed.add(trigger);
            }
            trigger.requiredLiterals()
                    .forEach(literal -> triggersByLiteral
                            .computeIfAbsent(literal, absent -> new ArrayList<>())
                            .add(trigger));
        }
        literals = new AhoCorasick(triggersByLiteral.keySet(), AhoCorasick.Boundaries.ANY);
    }

    /** Reports every pattern that matches the folded text. */
    void match(String folded, BiConsumer<RegexTrigger, Evidence> matches) {
        Set<RegexTrigger> possible = Collections.newSetFromMap(new IdentityHashMap<>());
        possible.addAll(unindexed);
        literals.findIn(folded).forEach(literal -> possible.addAll(triggersByLiteral.getOrDefault(literal, List.of())));
        for (RegexTrigger trigger : possible) {
            trigger.match(folded).ifPresent(evidence -> matches.accept(trigger, evidence));
        }
    }
}
