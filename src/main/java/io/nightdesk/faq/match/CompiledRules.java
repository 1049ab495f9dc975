package io.nightdesk.faq.match;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.match.Match.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All enabled rules, compiled for matching. Immutable: a change of the rules replaces the whole object. */
public final class CompiledRules {

    /** No rules. */
    public static final CompiledRules EMPTY = compile(List.of(), Thresholds.DEFAULT);

    private final Map<String, Rule> rules = new HashMap<>();
    private final Thresholds thresholds;
    /** The rules by each form of their questions. */
    private final Map<String, List<Rule>> rulesByQuestion = new HashMap<>();

    private final KeywordIndex keywords;
    private final RegexIndex regexes;
    private final Similarity similarity;

    private CompiledRules(Collection<Rule> enabled, Thresholds thresholds, RegexIndex regexes) {
        this.thresholds = thresholds;
        this.regexes = regexes;
        List<KeywordTrigger> keywordTriggers = new ArrayList<>();
        Map<String, List<String>> examples = new HashMap<>();
        for (Rule rule : enabled) {
            if (regexes.errors().containsKey(rule.key())) {
                continue;
            }
            rules.put(rule.key(), rule);
            rule.triggers()
                    .questions()
                    .flatMap(question -> FoldedText.of(question).whole())
                    .filter(form -> !form.isEmpty())
                    .distinct()
                    .forEach(question -> rulesByQuestion
                            .computeIfAbsent(question, absent -> new ArrayList<>())
                            .add(rule));
            rule.triggers().keywords().forEach(words -> keywordTriggers.add(KeywordTrigger.compile(rule, words)));
            examples.put(rule.key(), folded(rule.triggers().examples().stream()));
        }
        keywords = new KeywordIndex(keywordTriggers);
        similarity = ExampleIndex.of(examples);
    }

    /**
     * Compiles the enabled ones of some rules.
     *
     * @throws IllegalArgumentException if a pattern is invalid, which the validation of a rule prevents
     */
    public static CompiledRules compile(Collection<Rule> rules, Thresholds thresholds) {
        return compileValid(rules, thresholds).requireValid();
    }

    /** Compiles the enabled ones of some rules without those that have {@link #errors}. */
    public static CompiledRules compileValid(Collection<Rule> rules, Thresholds thresholds) {
        List<Rule> enabled = enabled(rules);
        return new CompiledRules(enabled, thresholds, RegexIndex.of(enabled));
    }

    /** Like {@link #compileValid}, but reuses the compiled patterns of these rules. They take most of the memory and time. */
    public CompiledRules recompileValid(Collection<Rule> rules, Thresholds newThresholds) {
        List<Rule> enabled = enabled(rules);
        return new CompiledRules(enabled, newThresholds, regexes.recompile(enabled));
    }

    private static List<Rule> enabled(Collection<Rule> rules) {
        return rules.stream().filter(Rule::enabled).toList();
    }

    private CompiledRules requireValid() {
        if (!errors().isEmpty()) {
            throw new IllegalArgumentException("invalid rules: " + errors());
        }
        return this;
    }

    /** Why patterns are invalid, by the keys of their rules. These rules are left out. */
    public Map<String, String> errors() {
        return regexes.errors();
    }

    private static List<String> folded(Stream<String> texts) {
        return texts.map(TextNormalizer::fold)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    /** The number of rules. */
    public int size() {
        return rules.size();
    }

    /** The keys of the rules with patterns that are too expensive to be searched for. */
    public Set<String> rulesWithUnusedPatterns() {
        return regexes.unused().stream().map(RegexIndex.RuleRegex::ruleKey).collect(Collectors.toSet());
    }

    /** Whether a pattern of a rule is too expensive to be searched for, by itself or together with all others. */
    public boolean isUnused(String key, String regex) {
        return regexes.unused().contains(new RegexIndex.RuleRegex(key, regex));
    }

    public Optional<Rule> rule(String key) {
        return Optional.ofNullable(rules.get(key));
    }

    /** These rules with another one added, or in the place of the one that has its key. */
    public CompiledRules with(Rule rule) {
        Map<String, Rule> changed = new HashMap<>(rules);
        changed.put(rule.key(), rule);
        return recompileValid(changed.values(), thresholds).requireValid();
    }

    /** The rules with the given keys that may answer the query, in the given order. Unknown keys are left out. */
    public List<Rule> menu(Collection<String> keys, MatchQuery query) {
        return keys.stream()
                .flatMap(key -> rule(key).stream())
                .filter(rule -> exclusion(rule, query).isEmpty())
                .toList();
    }

    /** The rules that have the text as a question. */
    public List<Rule> withQuestion(FoldedText text) {
        return text.whole()
                .flatMap(form -> rulesByQuestion.getOrDefault(form, List.of()).stream())
                .distinct()
                .toList();
    }

    /** The rule with the examples most similar to a folded text, except for one rule. */
    public Optional<Similarity.Hit> mostSimilar(String folded, String exceptKey) {
        return similarity.nearest(folded, key -> !key.equals(exceptKey), 1).stream()
                .findFirst();
    }

    /** Matches a text. Similarity is consulted only if no rule answers by a stronger kind of evidence. */
    public Match match(MatchQuery query) {
        FoldedText text = FoldedText.of(query.text());
        String folded = text.text();
        Candidates candidates = new Candidates(query);
        MenuSelection.of(query.text(), query.menu(), this::rule)
                .ifPresent(index -> rule(query.menu().get(index))
                        .ifPresent(rule -> candidates.add(rule, new Evidence.Menu(index + 1))));
        withQuestion(text).forEach(rule -> candidates.add(rule, new Evidence.Exact(folded)));
        keywords.match(text, (trigger, evidence) -> candidates.add(trigger.rule(), evidence));
        List<RegexTrigger> skipped =
                regexes.match(text, (trigger, evidence) -> candidates.add(trigger.rule(), evidence));
        List<Rule> suggestions = candidates.haveAnswer() ? List.of() : matchExamples(folded, query, candidates);
        List<Candidate> sorted = candidates.sorted();
        return new Match(folded, sorted, verdict(sorted, suggestions), ruleKeys(skipped));
    }

    private static Set<String> ruleKeys(List<RegexTrigger> triggers) {
        return triggers.isEmpty()
                ? Set.of()
                : triggers.stream().map(trigger -> trigger.rule().key()).collect(Collectors.toSet());
    }

    /** Adds the rules with similar examples, and returns those that are similar enough to be suggested. */
    private List<Rule> matchExamples(String folded, MatchQuery query, Candidates candidates) {
        List<Similarity.Hit> nearest = similarity.nearest(
                folded,
                key -> !candidates.contain(key)
                        && exclusion(requireRule(key), query).isEmpty(),
                Thresholds.MAX_SUGGESTIONS);
        List<Rule> suggestions = new ArrayList<>();
        for (Similarity.Hit hit : nearest) {
            Rule rule = requireRule(hit.ruleKey());
            candidates.add(rule, new Evidence.Similar(hit.example(), hit.score(), hit.confidence()));
            if (hit.score() >= thresholds.suggest()) {
                suggestions.add(rule);
            }
        }
        return suggestions;
    }

    private Verdict verdict(List<Candidate> sorted, List<Rule> suggestions) {
        Optional<Rule> answer = sorted.stream()
                .findFirst()
                .filter(candidate -> !candidate.isExcluded())
                .filter(this::isCertain)
                .map(candidate -> requireRule(candidate.ruleKey()));
        if (answer.isPresent()) {
            return new Verdict.Answer(answer.get());
        }
        return suggestions.isEmpty() ? new Verdict.Nothing() : new Verdict.Suggestions(suggestions);
    }

    private Rule requireRule(String key) {
        return Objects.requireNonNull(rules.get(key), key);
    }

    private boolean isCertain(Candidate candidate) {
        return !(candidate.evidence() instanceof Evidence.Similar similar)
                || (similar.confidence() >= thresholds.answer()
                        && requireRule(candidate.ruleKey())
                                        .triggers()
                                        .examples()
                                        .size()
                                >= Thresholds.MIN_EXAMPLES);
    }

    private static Optional<Rule.Exclusion> exclusion(Rule rule, MatchQuery query) {
        return rule.exclusion(query.businessType(), query.at());
    }

    /** The rules that match one query, each with its strongest evidence. */
    private static final class Candidates {

        private final MatchQuery query;
        private final Map<String, Candidate> byKey = new LinkedHashMap<>();

        Candidates(MatchQuery query) {
            this.query = query;
        }

        void add(Rule rule, Evidence evidence) {
            byKey.merge(
                    rule.key(),
                    new Candidate(rule.key(), rule.priority(), evidence, exclusion(rule, query)),
                    (a, b) -> Candidate.WINNER_FIRST.compare(a, b) <= 0 ? a : b);
        }

        boolean contain(String key) {
            return byKey.containsKey(key);
        }

        boolean haveAnswer() {
            return byKey.values().stream().anyMatch(candidate -> !candidate.isExcluded());
        }

        List<Candidate> sorted() {
            return byKey.values().stream().sorted(Candidate.WINNER_FIRST).toList();
        }
    }
}
