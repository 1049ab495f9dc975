package io.nightdesk.faq.match;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.match.RegexTrigger.InvalidPatternException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * All patterns of all rules, indexed by their {@link RequiredLiterals}. Immutable.
 *
 * <p>Compiling the patterns and searching for them are limited, so that no rule and no text can stop the desk. The cheapest
 * patterns come first, so expensive ones cannot keep others from being searched for. Both limits depend only on the rules
 * and the text, so every replica decides the same.
 */
final class RegexIndex {

    /**
     * The work of one decision, see {@link RegexTrigger#work}. It takes some 20 to 50 ms. A text of 500 characters can be
     * searched for more than a hundred usual patterns, a text of 13 characters for thousands.
     */
    static final long MAX_WORK = 2_500_000;

    /** The total weight of all patterns, see {@link PatternScanner.Cost#weight}. They take some 100 MB and seconds to compile. */
    static final long MAX_WEIGHT = 500_000;

    /** The cheapest first. */
    private final List<RegexTrigger> triggers;
    /** The positions of triggers by literal. */
    private final Map<String, List<Integer>> positionsByLiteral = new HashMap<>();
    /** The positions of triggers without a known literal: they are searched for in every text. */
    private final BitSet unindexed = new BitSet();

    private final Set<RuleRegex> unused;
    private final Map<String, String> errors;
    private final AhoCorasick literals;

    /** A pattern of a rule. */
    record RuleRegex(String ruleKey, String source) {}

    private RegexIndex(List<RegexTrigger> compiled, Set<RuleRegex> unused, Map<String, String> errors) {
        this.triggers = compiled.stream()
                .sorted(Comparator.<RegexTrigger>comparingInt(
                                trigger -> trigger.pattern().programSize())
                        .thenComparing(trigger -> trigger.rule().key())
                        .thenComparing(RegexTrigger::source))
                .toList();
        this.unused = Set.copyOf(unused);
        this.errors = Map.copyOf(errors);
        for (int i = 0; i < triggers.size(); i++) {
            int position = i;
            Set<String> required = triggers.get(i).requiredLiterals();
            if (required.isEmpty()) {
                unindexed.set(position);
            }
            required.forEach(literal -> positionsByLiteral
                    .computeIfAbsent(literal, absent -> new ArrayList<>())
                    .add(position));
        }
        literals = new AhoCorasick(positionsByLiteral.keySet(), AhoCorasick.Boundaries.ANY);
    }

    /** Compiles the patterns of rules, the cheapest ones if all together are too expensive. */
    static RegexIndex of(Collection<Rule> rules) {
        return new Compiler(List.of()).compile(rules);
    }

    /** Like {@link #of}, but reuses the compiled patterns of this index. */
    RegexIndex recompile(Collection<Rule> rules) {
        return new Compiler(triggers).compile(rules);
    }

    /** Why patterns are invalid, by the key of their rule. The index has no patterns of these rules. */
    Map<String, String> errors() {
        return errors;
    }

    /** Patterns that are too expensive, by themselves or together with all others. They match nothing. */
    Set<RuleRegex> unused() {
        return unused;
    }

    /**
     * Reports every pattern that matches the text.
     *
     * @return the patterns that were not searched for, because the others took all the work that one decision may take
     */
    List<RegexTrigger> match(FoldedText text, BiConsumer<RegexTrigger, Evidence> matches) {
        List<RegexTrigger> skipped = new ArrayList<>();
        long remaining = MAX_WORK;
        for (String whole : text.searched().toList()) {
            String form = TextNormalizer.truncate(whole, RegexTrigger.MAX_TEXT);
            BitSet possible = possibleIn(form);
            for (int i = possible.nextSetBit(0); i >= 0; i = possible.nextSetBit(i + 1)) {
                RegexTrigger trigger = triggers.get(i);
                long work = trigger.work(form.length());
                if (work > remaining) {
                    skipped.add(trigger);
                } else {
                    remaining -= work;
                    trigger.match(form).ifPresent(evidence -> matches.accept(trigger, evidence));
                }
            }
        }
        return skipped;
    }

    /** The positions of the triggers that the text may match. */
    private BitSet possibleIn(String text) {
        BitSet possible = (BitSet) unindexed.clone();
        literals.findIn(text)
                .forEach(literal ->
                        positionsByLiteral.getOrDefault(literal, List.of()).forEach(possible::set));
        return possible;
    }

    /** Compiles the patterns of one index. */
    private static final class Compiler {

        /** Compiled patterns by their source. */
        private final Map<String, RegexTrigger> known = new HashMap<>();

        private final List<Draft> drafts = new ArrayList<>();
        private final List<RegexTrigger> compiled = new ArrayList<>();
        private final Set<RuleRegex> unused = new HashSet<>();
        private final Map<String, String> errors = new HashMap<>();

        Compiler(List<RegexTrigger> known) {
            known.forEach(trigger -> this.known.put(trigger.source(), trigger));
        }

        RegexIndex compile(Collection<Rule> rules) {
            rules.forEach(rule -> rule.triggers().regexes().forEach(source -> estimate(rule, source)));
            drafts.sort(Draft.CHEAPEST_FIRST);
            long remaining = MAX_WEIGHT;
            for (Draft draft : drafts) {
                remaining -= draft.weight;
                if (remaining < 0) {
                    unused.add(new RuleRegex(draft.rule.key(), draft.source));
                } else {
                    compile(draft.rule, draft.source);
                }
            }
            compiled.removeIf(trigger -> errors.containsKey(trigger.rule().key()));
            unused.removeIf(regex -> errors.containsKey(regex.ruleKey()));
            return new RegexIndex(compiled, unused, errors);
        }

        private void estimate(Rule rule, String source) {
            try {
                drafts.add(new Draft(rule, source, RegexTrigger.cost(source).weight()));
            } catch (InvalidPatternException e) {
                leaveOut(rule, source, e);
            }
        }

        private void compile(Rule rule, String source) {
            try {
                RegexTrigger reusable = known.get(source);
                compiled.add(reusable == null ? RegexTrigger.compile(rule, source) : reusable.of(rule));
            } catch (InvalidPatternException e) {
                leaveOut(rule, source, e);
            }
        }

        /** Too expensive patterns are not errors: earlier releases stored them, and their rules have other triggers. */
        private void leaveOut(Rule rule, String source, InvalidPatternException e) {
            if (e.isTooExpensive()) {
                unused.add(new RuleRegex(rule.key(), source));
            } else {
                errors.put(rule.key(), "pattern " + e.getMessage());
            }
        }
    }

    private record Draft(Rule rule, String source, long weight) {
        static final Comparator<Draft> CHEAPEST_FIRST = Comparator.comparingLong(Draft::weight)
                .thenComparing(draft -> draft.rule.key())
                .thenComparing(Draft::source);
    }
}
