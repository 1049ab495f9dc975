package io.nightdesk.faq.rules;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.match.KeywordTrigger;
import io.nightdesk.faq.match.Match.Verdict;
import io.nightdesk.faq.match.MatchQuery;
import io.nightdesk.faq.match.RequiredLiterals;
import io.nightdesk.faq.match.TextNormalizer;
import io.nightdesk.faq.match.Thresholds;
import io.nightdesk.rest.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what makes a rule weak although it can be saved, looking at all rules together. */
final class RuleLinter {

    /** From this share of common pairs of letters on, two questions say the same. */
    private static final double NEAR = 0.8;

    /** A business type that no rule names: only rules for all types answer in it. */
    private static final int ANY_TYPE = Integer.MIN_VALUE;

    private final CompiledRules rules;
    private final Instant now;
    private final Set<String> keys;

    /** Takes all rules there are. */
    RuleLinter(List<Rule> all, Instant now) {
        this.rules = CompiledRules.compile(all, Thresholds.SHIPPED);
        this.now = now;
        this.keys = all.stream().map(Rule::key).collect(Collectors.toSet());
    }

    /** What is weak about one of the rules. */
    List<FieldError> warnings(Rule rule) {
        List<FieldError> warnings = new ArrayList<>();
        if (rule.validity().hasEnded(now)) {
            warnings.add(FieldError.of("validity.until", "has passed: the rule answers no more"));
        }
        for (int i = 0; i < rule.answers().menu().size(); i++) {
            if (!keys.contains(rule.answers().menu().get(i))) {
                warnings.add(FieldError.of("answers.menu[" + i + "]", "names a rule that is gone, and is left out"));
            }
        }
        Rule.Triggers triggers = rule.triggers();
        if (Stream.of(triggers.exact(), triggers.keywords(), triggers.regexes(), triggers.examples())
                .allMatch(List::isEmpty)) {
            warnings.add(FieldError.of("triggers", "are empty: the rule is only found through menus of other rules"));
        }
        if (!triggers.examples().isEmpty() && triggers.examples().size() < Thresholds.LEAST_EXAMPLES) {
            warnings.add(FieldError.of(
                    "triggers.examples",
                    "are fewer than " + Thresholds.LEAST_EXAMPLES
                            + ": the rule is offered for what is like them, but does not answer by itself"));
        }
        if (rule.enabled()) {
            questions("triggers.exact", triggers.exact(), rule, warnings);
            questions("triggers.examples", triggers.examples(), rule, warnings);
            for (int i = 0; i < triggers.keywords().size(); i++) {
                keywords("triggers.keywords[" + i + "]", triggers.keywords().get(i), rule, warnings);
            }
            for (int i = 0; i < triggers.regexes().size(); i++) {
                if (RequiredLiterals.of(
                                TextNormalizer.foldPattern(triggers.regexes().get(i)))
                        .isEmpty()) {
                    warnings.add(FieldError.of(
                            "triggers.regexes[" + i + "]",
                            "has no fixed text that must occur, so it is tried on every message: add one"));
                }
            }
        }
        return warnings;
    }

    private void questions(String field, List<String> texts, Rule rule, List<FieldError> warnings) {
        for (int i = 0; i < texts.size(); i++) {
            String entry = field + "[" + i + "]";
            String folded = TextNormalizer.fold(texts.get(i));
            Optional<Rule> same = rules.asking(folded).stream()
                    .filter(other -> !other.key().equals(rule.key()) && overlaps(rule, other))
                    .findFirst();
            if (same.isPresent()) {
                warnings.add(FieldError.of(
                        entry,
                        "is a question of rule " + same.get().key() + " too: "
                                + (answers(folded, rule) ? "this rule wins" : "this rule never answers it")));
            } else {
                rules.likest(folded, rule.key())
                        .filter(like -> near(folded, like.example()) >= NEAR)
                        .ifPresent(like -> warnings.add(FieldError.of(
                                entry,
                                "says nearly the same as \"" + like.example() + "\" of rule " + like.ruleKey())));
            }
        }
    }

    /** One-letter words, and whether another rule always answers where this trigger fires. */
    private void keywords(String field, Rule.Keywords written, Rule rule, List<FieldError> warnings) {
        oneLetter(field + ".all", written.all(), warnings);
        oneLetter(field + ".any", written.any(), warnings);
        KeywordTrigger trigger = KeywordTrigger.compile(rule, written);
        String all = String.join(" ", trigger.all());
        List<String> texts = trigger.any().isEmpty()
                ? List.of(all)
                : trigger.any().stream().map(word -> (all + " " + word).strip()).toList();
        Set<String> winners = new HashSet<>();
        for (String text : texts) {
            Optional<Rule> winner =
                    winner(text, rule).filter(other -> !other.key().equals(rule.key()));
            if (winner.isEmpty() || !alwaysFires(winner.get(), text, trigger)) {
                return;
            }
            winners.add(winner.get().key());
        }
        warnings.add(FieldError.of(
                field,
                "never wins: wherever it fires, so does rule "
                        + String.join(" or ", winners.stream().sorted().toList()) + ", and that wins"));
    }

    private static void oneLetter(String field, List<String> words, List<FieldError> warnings) {
        for (int i = 0; i < words.size(); i++) {
            if (TextNormalizer.fold(words.get(i)).codePoints().count() == 1) {
                warnings.add(FieldError.of(field + "[" + i + "]", "is a single character, which fires on much"));
            }
        }
    }

    /** Whether the rule fires on the text by words, and on any text with more in it that the trigger fires on. */
    private static boolean alwaysFires(Rule winner, String text, KeywordTrigger trigger) {
        return winner.triggers().keywords().stream()
                .map(words -> KeywordTrigger.compile(winner, words))
                .filter(other -> other.match(text).isPresent())
                .anyMatch(other -> trigger.none().containsAll(other.none()));
    }

    private boolean answers(String folded, Rule rule) {
        return winner(folded, rule).filter(rule::equals).isPresent();
    }

    private Optional<Rule> winner(String text, Rule rule) {
        int type = rule.scope().stream().findFirst().orElse(ANY_TYPE);
        return rules.match(new MatchQuery(text, type, now, List.of())).verdict() instanceof Verdict.Answer answer
                ? Optional.of(answer.rule())
                : Optional.empty();
    }

    private static boolean overlaps(Rule a, Rule b) {
        return a.scope().isEmpty() || b.scope().isEmpty() || a.scope().stream().anyMatch(b.scope()::contains);
    }

    /** Dice's coefficient of the pairs of neighbouring characters. */
    private static double near(String a, String b) {
        Set<String> pairs = pairs(a);
        Set<String> others = pairs(b);
        long common = pairs.stream().filter(others::contains).count();
        int all = pairs.size() + others.size();
        return all == 0 ? 0 : 2.0 * common / all;
    }

    private static Set<String> pairs(String text) {
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 2 <= text.length(); i++) {
            pairs.add(text.substring(i, i + 2));
        }
        return pairs;
    }
}
