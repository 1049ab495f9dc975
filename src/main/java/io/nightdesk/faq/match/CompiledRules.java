package io.nightdesk.faq.match;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.match.Match.Verdict;
import io.nightdesk.faq.match.RegexTrigger.BadPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All enabled rules, compiled once; immutable, swapped whole. Matching does no I/O. */
public final class CompiledRules {

    /** No rules at all. */
    public static final CompiledRules EMPTY = compile(List.of(), Thresholds.SHIPPED);

    private final Map<String, Rule> rules = new HashMap<>();
    private final Thresholds thresholds;
    /** The rules that have a question, by its folded form. */
    private final Map<String, List<Rule>> questions = new HashMap<>();
    /** For each word the keyword triggers that want it. */
    private final Map<String, List<KeywordTrigger>> keywords = new HashMap<>();

    private final AhoCorasick words;
    /** For each text the patterns that cannot match without it or another one. */
    private final Map<String, List<RegexTrigger>> regexes = new HashMap<>();
    /** Patterns of which nothing is known. */
    private final List<RegexTrigger> anyText = new ArrayList<>();

    private final AhoCorasick needed;
    private final Similarity similarity;

    private CompiledRules(Collection<Rule> enabled, Thresholds thresholds) {
        this.thresholds = thresholds;
        Set<String> allWords = new HashSet<>();
        Map<String, List<String>> examples = new HashMap<>();
        for (Rule rule : enabled) {
            rules.put(rule.key(), rule);
            rule.triggers()
                    .questions()
                    .map(TextNormalizer::fold)
                    .filter(text -> !text.isEmpty())
                    .distinct()
                    .forEach(text -> questions
                            .computeIfAbsent(text, t -> new ArrayList<>())
                            .add(rule));
            for (Rule.Keywords written : rule.triggers().keywords()) {
                KeywordTrigger trigger = KeywordTrigger.compile(rule, written);
                trigger.words().forEach(allWords::add);
                trigger.wanted()
                        .distinct()
                        .forEach(word -> keywords.computeIfAbsent(word, w -> new ArrayList<>())
                                .add(trigger));
            }
            rule.triggers().regexes().forEach(regex -> add(compile(rule, regex)));
            examples.put(rule.key(), folded(rule.triggers().examples()));
        }
        words = new AhoCorasick(allWords, AhoCorasick.Borders.WORDS);
        needed = new AhoCorasick(regexes.keySet(), AhoCorasick.Borders.ANYWHERE);
        similarity = ExampleIndex.of(examples);
    }

    /**
     * Compiles the rules that are enabled.
     *
     * @throws IllegalArgumentException if a pattern is faulty; saving a rule checks that
     */
    public static CompiledRules compile(Collection<Rule> rules, Thresholds thresholds) {
        return new CompiledRules(rules.stream().filter(Rule::enabled).toList(), thresholds);
    }

    /**
     * The rule, if it compiles.
     *
     * @throws IllegalArgumentException if it does not
     */
    public static Rule checked(Rule rule) {
        rule.triggers().regexes().forEach(regex -> compile(rule, regex));
        return rule;
    }

    private static RegexTrigger compile(Rule rule, String regex) {
        try {
            return RegexTrigger.compile(rule, regex);
        } catch (BadPattern e) {
            throw new IllegalArgumentException("rule " + rule.key() + ": pattern " + e.getMessage(), e);
        }
    }

    /** How many rules there are. */
    public int size() {
        return rules.size();
    }

    /** Of the rules with these keys those that could answer, in their order. */
    public List<Rule> menu(Collection<String> keys, MatchQuery question) {
        return keys.stream()
                .flatMap(key -> Optional.ofNullable(rules.get(key)).stream())
                .filter(rule -> barred(rule, question).isEmpty())
                .toList();
    }

    /** The rules that have a question, which is folded. */
    public List<Rule> asking(String folded) {
        return questions.getOrDefault(folded, List.of());
    }

    /** The rule that has the example most like a text, but for one rule. */
    public Optional<Similarity.Likeness> likest(String folded, String exceptKey) {
        return similarity.nearest(folded, key -> !key.equals(exceptKey), 1).stream()
                .findFirst();
    }

    public Match match(MatchQuery question) {
        String folded = TextNormalizer.fold(question.text());
        Map<String, Candidate> best = new LinkedHashMap<>();
        MenuSelection.of(folded, question.menu())
                .map(rules::get)
                .ifPresent(rule -> keepBetter(
                        best,
                        question,
                        rule,
                        new Evidence.Picked(question.menu().indexOf(rule.key()) + 1)));
        for (Rule rule : asking(folded)) {
            keepBetter(best, question, rule, new Evidence.Exact(folded));
        }
        matchWords(folded, question, best);
        matchPatterns(folded, question, best);
        List<Rule> offered = List.of();
        if (best.values().stream().allMatch(candidate -> candidate.barred().isPresent())) {
            offered = matchExamples(folded, question, best);
        }
        List<Candidate> candidates =
                best.values().stream().sorted(Candidate.WINNING_ORDER).toList();
        return new Match(folded, candidates, verdict(candidates, offered));
    }

    private void matchWords(String folded, MatchQuery question, Map<String, Candidate> best) {
        Set<String> found = words.in(folded);
        for (String word : found) {
            for (KeywordTrigger trigger : keywords.getOrDefault(word, List.of())) {
                trigger.match(found::contains)
                        .ifPresent(evidence -> keepBetter(best, question, trigger.rule(), evidence));
            }
        }
    }

    private void matchPatterns(String folded, MatchQuery question, Map<String, Candidate> best) {
        Set<RegexTrigger> possible = Collections.newSetFromMap(new IdentityHashMap<>());
        possible.addAll(anyText);
        needed.in(folded).forEach(text -> possible.addAll(regexes.getOrDefault(text, List.of())));
        for (RegexTrigger trigger : possible) {
            trigger.match(folded).ifPresent(evidence -> keepBetter(best, question, trigger.rule(), evidence));
        }
    }

    /** Adds the rules like the text; returns those worth offering. */
    private List<Rule> matchExamples(String folded, MatchQuery question, Map<String, Candidate> best) {
        List<Similarity.Likeness> nearest = similarity.nearest(
                folded,
                key -> !best.containsKey(key) && barred(rule(key), question).isEmpty(),
                Thresholds.MOST_SUGGESTIONS);
        List<Rule> offered = new ArrayList<>();
        for (Similarity.Likeness likeness : nearest) {
            Rule rule = rule(likeness.ruleKey());
            keepBetter(
                    best,
                    question,
                    rule,
                    new Evidence.Similar(likeness.example(), likeness.score(), likeness.confidence()));
            if (likeness.score() >= thresholds.suggest()) {
                offered.add(rule);
            }
        }
        return offered;
    }

    private Verdict verdict(List<Candidate> candidates, List<Rule> offered) {
        Optional<Candidate> first = candidates.stream()
                .findFirst()
                .filter(candidate -> candidate.barred().isEmpty());
        if (first.filter(this::isSure).isPresent()) {
            return new Verdict.Answer(rule(first.get().ruleKey()));
        }
        return offered.isEmpty() ? new Verdict.Nothing() : new Verdict.Suggestions(offered);
    }

    private Rule rule(String key) {
        return Objects.requireNonNull(rules.get(key), key);
    }

    private boolean isSure(Candidate candidate) {
        return !(candidate.evidence() instanceof Evidence.Similar similar)
                || (similar.confidence() >= thresholds.answer()
                        && rule(candidate.ruleKey()).triggers().examples().size() >= Thresholds.LEAST_EXAMPLES);
    }

    private static void keepBetter(Map<String, Candidate> best, MatchQuery question, Rule rule, Evidence evidence) {
        best.merge(
                rule.key(),
                new Candidate(rule.key(), rule.priority(), evidence, barred(rule, question)),
                (a, b) -> Candidate.WINNING_ORDER.compare(a, b) <= 0 ? a : b);
    }

    private static Optional<Rule.Barred> barred(Rule rule, MatchQuery question) {
        return rule.barred(question.businessType(), question.at());
    }

    private void add(RegexTrigger trigger) {
        if (trigger.needed().isEmpty()) {
            anyText.add(trigger);
        }
        trigger.needed()
                .forEach(text ->
                        regexes.computeIfAbsent(text, t -> new ArrayList<>()).add(trigger));
    }

    private static List<String> folded(List<String> texts) {
        return texts.stream()
                .map(TextNormalizer::fold)
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.toList());
    }
}
