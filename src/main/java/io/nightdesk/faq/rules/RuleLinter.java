package io.nightdesk.faq.rules;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.match.Candidate;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.match.FoldedText;
import io.nightdesk.faq.match.KeywordTrigger;
import io.nightdesk.faq.match.MatchQuery;
import io.nightdesk.faq.match.RegexTrigger;
import io.nightdesk.faq.match.TextNormalizer;
import io.nightdesk.faq.match.Thresholds;
import io.nightdesk.faq.match.UnmatchablePart;
import io.nightdesk.rest.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Warns of weaknesses of a valid rule, for example of triggers that another rule always beats.
 *
 * <p>The rule is compared with the rules in force as if it replaced the one with its key, or came in addition. Only the rule
 * itself is compiled for that: keywords, patterns and exact questions of a rule match independently of other rules, so the
 * candidates of both are merged. Similarity depends on all examples, but never decides a warning, because a rule always
 * matches its own questions exactly and its own keywords literally.
 */
public final class RuleLinter {

    /** The warning of a menu entry without a rule. */
    public static final LocalizedMessage DEAD_ENTRY = LocalizedMessage.of(
            "is the key of a rule that does not exist: the entry is left out of the menu", "没有这条规则，菜单中不会显示");

    /** From this share of common bigrams on, two questions are almost the same. */
    private static final double ALMOST_SAME = 0.8;

    /** A business type that is in no scope: only rules without a scope answer in it. */
    private static final int UNSCOPED_TYPE = Integer.MIN_VALUE;

    private final CompiledRules inForce;
    private final Set<String> existingKeys;
    private final Instant now;

    /** @param existingKeys the keys of all rules, including the disabled ones */
    RuleLinter(CompiledRules inForce, Set<String> existingKeys, Instant now) {
        this.inForce = inForce;
        this.existingKeys = existingKeys;
        this.now = now;
    }

    /** The warnings about a valid rule. */
    List<FieldError> warnings(Rule rule) {
        return new Lint(rule).warnings();
    }

    /** Checks one rule. */
    private final class Lint {

        private final Rule rule;
        private final CompiledRules compiled;
        private final List<FieldError> warnings = new ArrayList<>();

        Lint(Rule rule) {
            this.rule = rule;
            this.compiled = CompiledRules.compileValid(List.of(rule), Thresholds.DEFAULT);
        }

        List<FieldError> warnings() {
            checkValidityAndMenu();
            checkTriggerCounts();
            if (rule.enabled()) {
                checkTriggers();
            }
            return List.copyOf(warnings);
        }

        private void checkValidityAndMenu() {
            if (rule.validity().hasEnded(now)) {
                warn("validity.until", "is in the past: the rule no longer answers", "已过期，规则不再回答");
            }
            List<String> menu = rule.answers().menu();
            for (int i = 0; i < menu.size(); i++) {
                if (!existingKeys.contains(menu.get(i))) {
                    warnings.add(FieldError.of("answers.menu[" + i + "]", DEAD_ENTRY));
                } else if (inForce.rule(menu.get(i)).isEmpty()) {
                    warn(
                            "answers.menu[" + i + "]",
                            "is the key of a disabled rule: the entry is left out of the menu",
                            "这条规则已停用，菜单中不会显示");
                }
            }
        }

        private void checkTriggerCounts() {
            Rule.Triggers triggers = rule.triggers();
            if (Stream.of(triggers.exact(), triggers.keywords(), triggers.regexes(), triggers.examples())
                    .allMatch(List::isEmpty)) {
                warn(
                        "triggers",
                        "are empty: the rule can only be chosen from menus of other rules",
                        "没有触发条件，只能从其他规则的菜单中选到");
            }
            int examples = triggers.examples().size();
            if (examples > 0 && examples < Thresholds.MIN_EXAMPLES) {
                warn(
                        "triggers.examples",
                        "are fewer than %s: the rule is suggested for similar texts, but does not answer them",
                        "少于 %s 个相似问法：相似的问题只会得到建议，不会直接回答",
                        Thresholds.MIN_EXAMPLES);
            }
        }

        private void checkTriggers() {
            Rule.Triggers triggers = rule.triggers();
            checkQuestions("triggers.exact", triggers.exact());
            checkQuestions("triggers.examples", triggers.examples());
            for (int i = 0; i < triggers.keywords().size(); i++) {
                checkKeywords(
                        "triggers.keywords[" + i + "]", triggers.keywords().get(i));
            }
            for (int i = 0; i < triggers.regexes().size(); i++) {
                String entry = "triggers.regexes[" + i + "]";
                UnmatchablePart.of(triggers.regexes().get(i))
                        .ifPresent(part -> warnings.add(FieldError.at(entry, part.position(), part.message())));
                if (inForce.isUnused(rule.key(), triggers.regexes().get(i))) {
                    warn(
                            "triggers.regexes[" + i + "]",
                            "is not searched for, because the patterns of all rules together are too expensive",
                            "不会被查找，因为所有规则的正则表达式合起来太慢：请改用关键词，或删去一些");
                } else if (RegexTrigger.isSearchedInEveryText(triggers.regexes().get(i))) {
                    warn(
                            "triggers.regexes[" + i + "]",
                            "has no literal text that must occur, so it is searched for in every message: add one",
                            "没有必须出现的文字，因此每条消息都要查找：请加上");
                }
            }
        }

        private void checkQuestions(String field, List<String> questions) {
            for (int i = 0; i < questions.size(); i++) {
                String entry = field + "[" + i + "]";
                FoldedText question = FoldedText.of(questions.get(i));
                String folded = question.text();
                Optional<Rule> other = inForce.withQuestion(question).stream()
                        .filter(candidate -> !isSameKey(candidate.key()) && scopesOverlap(rule, candidate))
                        .findFirst();
                if (other.isPresent()) {
                    boolean wins = winner(folded).filter(this::isSameKey).isPresent();
                    warnings.add(FieldError.of(
                            entry,
                            wins
                                    ? LocalizedMessage.of(
                                            "is a question of rule %s too: this rule wins",
                                            "规则“%s”也有这个问题，由本规则回答", other.get().key())
                                    : LocalizedMessage.of(
                                            "is a question of rule %s too: this rule never answers it",
                                            "规则“%s”也有这个问题，本规则永远不会回答它",
                                            other.get().key())));
                } else {
                    inForce.mostSimilar(folded, rule.key())
                            .filter(hit -> bigramOverlap(folded, hit.example()) >= ALMOST_SAME)
                            .ifPresent(hit -> warn(
                                    entry,
                                    "is almost the same as \"%s\" of rule %s",
                                    "与“%s”（规则“%s”）几乎相同",
                                    hit.example(),
                                    hit.ruleKey()));
                }
            }
        }

        /** Warns of single characters, and of a trigger whose texts are all answered by another rule. */
        private void checkKeywords(String field, Rule.Keywords keywords) {
            checkLengths(field + ".all", keywords.all());
            checkLengths(field + ".any", keywords.any());
            KeywordTrigger trigger = KeywordTrigger.compile(rule, keywords);
            Set<String> winners = new HashSet<>();
            for (String text : shortestTexts(trigger)) {
                Optional<String> winner = winner(text).filter(key -> !isSameKey(key));
                if (winner.isEmpty() || !alwaysMatches(winner.get(), text, trigger)) {
                    return;
                }
                winners.add(winner.get());
            }
            warn(
                    field,
                    "never wins: rule %s matches every text that this trigger matches, and wins",
                    "永远轮不到：凡是它匹配的，规则“%s”都匹配并优先",
                    LocalizedMessage.of(
                            String.join(" or ", winners.stream().sorted().toList()),
                            String.join("”或“", winners.stream().sorted().toList())));
        }

        private void checkLengths(String field, List<String> words) {
            for (int i = 0; i < words.size(); i++) {
                if (TextNormalizer.fold(words.get(i)).codePoints().count() == 1) {
                    warn(field + "[" + i + "]", "is a single character, which matches many texts", "只有一个字，会匹配很多句子");
                }
            }
        }

        /** Whether the other rule matches the text by keywords, and any longer text that the trigger matches. */
        private boolean alwaysMatches(String otherKey, String text, KeywordTrigger trigger) {
            return inForce.rule(otherKey).stream()
                    .flatMap(other ->
                            other.triggers().keywords().stream().map(words -> KeywordTrigger.compile(other, words)))
                    .filter(other -> other.match(FoldedText.of(text)).isPresent())
                    .anyMatch(other -> trigger.none().containsAll(other.none()));
        }

        /** The key of the rule that answers the text. */
        private Optional<String> winner(String text) {
            int businessType = rule.scope().stream().findFirst().orElse(UNSCOPED_TYPE);
            MatchQuery query = new MatchQuery(text, businessType, now, List.of());
            Stream<Candidate> others =
                    inForce.match(query).candidates().stream().filter(candidate -> !isSameKey(candidate.ruleKey()));
            return Stream.concat(others, compiled.match(query).candidates().stream())
                    .min(Candidate.WINNER_FIRST)
                    .filter(candidate -> candidate.exclusion().isEmpty())
                    .map(Candidate::ruleKey);
        }

        private boolean isSameKey(String key) {
            return key.equals(rule.key());
        }

        private void warn(String field, String english, String chinese, Object... arguments) {
            warnings.add(FieldError.of(field, english, chinese, arguments));
        }
    }

    /** The shortest texts that a keyword trigger matches: all its words, with each alternative. */
    private static List<String> shortestTexts(KeywordTrigger trigger) {
        String all = trigger.all().stream().map(FoldedText::text).collect(Collectors.joining(" "));
        return trigger.any().isEmpty()
                ? List.of(all)
                : trigger.any().stream()
                        .map(word -> (all + " " + word.text()).strip())
                        .toList();
    }

    private static boolean scopesOverlap(Rule a, Rule b) {
        return a.scope().isEmpty() || b.scope().isEmpty() || a.scope().stream().anyMatch(b.scope()::contains);
    }

    /** The Sørensen–Dice coefficient of the character bigrams of two texts, from 0 to 1. */
    private static double bigramOverlap(String a, String b) {
        Set<String> bigrams = bigrams(a);
        Set<String> others = bigrams(b);
        long common = bigrams.stream().filter(others::contains).count();
        int total = bigrams.size() + others.size();
        return total == 0 ? 0 : 2.0 * common / total;
    }

    private static Set<String> bigrams(String text) {
        Set<String> bigrams = new HashSet<>();
        for (int i = 0; i + 2 <= text.length(); i++) {
            bigrams.add(text.substring(i, i + 2));
        }
        return bigrams;
    }
}
