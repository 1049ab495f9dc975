package io.nightdesk.faq;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All enabled rules, compiled once; immutable, swapped whole. Matching does no I/O. */
public final class RuleSet {

    /** No rules at all. */
    public static final RuleSet EMPTY = compile(List.of());

    private final Map<String, List<Rule>> exact;
    private final WordFinder words;
    /** For each word the triggers that want it. */
    private final Map<String, List<KeywordTrigger>> keywords;

    private final Map<String, Answers> answers;

    private RuleSet(Map<String, List<Rule>> exact, List<KeywordTrigger> keywords, Map<String, Answers> answers) {
        this.exact = exact;
        this.words =
                new WordFinder(keywords.stream().flatMap(KeywordTrigger::words).collect(Collectors.toSet()));
        this.keywords = new HashMap<>();
        keywords.forEach(trigger -> trigger.wanted()
                .forEach(word -> this.keywords
                        .computeIfAbsent(word, w -> new ArrayList<>())
                        .add(trigger)));
        this.answers = answers;
    }

    public static RuleSet compile(Collection<Rule> rules) {
        Map<String, List<Rule>> exact = new HashMap<>();
        List<KeywordTrigger> keywords = new ArrayList<>();
        Map<String, Answers> answers = new HashMap<>();
        for (Rule rule : rules) {
            rule.triggers().exact().stream()
                    .map(Folding::fold)
                    .filter(text -> !text.isEmpty())
                    .distinct()
                    .forEach(text ->
                            exact.computeIfAbsent(text, t -> new ArrayList<>()).add(rule));
            rule.triggers().keywords().forEach(trigger -> keywords.add(KeywordTrigger.compile(rule, trigger)));
            answers.put(rule.key(), rule.answers());
        }
        return new RuleSet(exact, List.copyOf(keywords), answers);
    }

    /** How many rules there are. */
    public int size() {
        return answers.size();
    }

    public Match match(String text) {
        String folded = Folding.fold(text);
        Map<String, Candidate> best = new HashMap<>();
        for (Rule rule : exact.getOrDefault(folded, List.of())) {
            keepBetter(best, new Candidate(rule.key(), Candidate.Kind.EXACT, rule.priority(), folded.length()));
        }
        Set<String> found = words.in(folded);
        for (String word : found) {
            for (KeywordTrigger trigger : keywords.getOrDefault(word, List.of())) {
                trigger.match(found::contains).ifPresent(candidate -> keepBetter(best, candidate));
            }
        }
        List<Candidate> candidates =
                best.values().stream().sorted(Candidate.WINNING_ORDER).toList();
        return new Match(
                folded,
                candidates,
                candidates.stream().findFirst().map(Candidate::ruleKey).map(answers::get));
    }

    private static void keepBetter(Map<String, Candidate> best, Candidate candidate) {
        best.merge(candidate.ruleKey(), candidate, (a, b) -> Candidate.WINNING_ORDER.compare(a, b) <= 0 ? a : b);
    }
}
