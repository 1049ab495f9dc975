package io.nightdesk.faq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.Seed;
import io.nightdesk.faq.Candidate.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RuleSetTest {

    private static final List<String> NO = List.of();

    @ParameterizedTest
    @MethodSource
    void letsTheSameRuleWinInWhateverOrderTheRulesCome(List<Rule> rules, String text, List<Candidate> expected) {
        Match match = RuleSet.compile(rules).match(text);

        List<Rule> reversed = new ArrayList<>(rules);
        Collections.reverse(reversed);
        assertThat(match.candidates()).isEqualTo(expected);
        assertThat(RuleSet.compile(reversed).match(text)).isEqualTo(match);
    }

    static Stream<Arguments> letsTheSameRuleWinInWhateverOrderTheRulesCome() {
        return Stream.of(
                argumentSet(
                        "an exact question beats keywords of any priority",
                        List.of(keywords("keen", 100, "怎么退货"), exact("modest", -1, "怎么退货")),
                        "怎么退货？",
                        List.of(
                                new Candidate("modest", Kind.EXACT, -1, 4),
                                new Candidate("keen", Kind.KEYWORDS, 100, 4))),
                argumentSet(
                        "priority beats specificity",
                        List.of(keywords("long", 0, "怎么退货"), keywords("short", 1, "退")),
                        "怎么退货",
                        List.of(
                                new Candidate("short", Kind.KEYWORDS, 1, 1),
                                new Candidate("long", Kind.KEYWORDS, 0, 4))),
                argumentSet(
                        "the more specific one of equal priority",
                        List.of(keywords("a", 0, "退"), keywords("b", 0, "退货")),
                        "怎么退货",
                        List.of(new Candidate("b", Kind.KEYWORDS, 0, 2), new Candidate("a", Kind.KEYWORDS, 0, 1))),
                argumentSet(
                        "the first key of equal specificity",
                        List.of(keywords("b", 0, "退货"), keywords("a", 0, "怎么")),
                        "怎么退货",
                        List.of(new Candidate("a", Kind.KEYWORDS, 0, 2), new Candidate("b", Kind.KEYWORDS, 0, 2))),
                argumentSet(
                        "priority among exact questions",
                        List.of(exact("a", 0, "在吗"), exact("b", 1, "在吗")),
                        "在吗",
                        List.of(new Candidate("b", Kind.EXACT, 1, 2), new Candidate("a", Kind.EXACT, 0, 2))),
                argumentSet(
                        "a rule is one candidate, by the best of its triggers",
                        List.of(new Rule(
                                "a",
                                0,
                                new Rule.Triggers(
                                        NO,
                                        List.of(
                                                new Rule.Keywords(List.of("退"), NO, NO),
                                                new Rule.Keywords(List.of("退货"), NO, NO))),
                                answers("a"))),
                        "退货",
                        List.of(new Candidate("a", Kind.KEYWORDS, 0, 2))),
                argumentSet(
                        "nothing fires",
                        List.of(exact("a", 0, "在吗"), keywords("b", 0, "退货")),
                        "在不在",
                        List.<Candidate>of()));
    }

    @Test
    void answersWithTheWinnersWords() {
        // Given
        RuleSet rules = RuleSet.compile(List.of(keywords("a", 0, "退"), keywords("b", 1, "退")));

        // When
        Match match = rules.match("退货！");

        // Then
        assertThat(match.folded()).isEqualTo("退货");
        assertThat(match.winner()).contains(answers("b"));
    }

    @Test
    void answersNothingWithoutRules() {
        assertThat(RuleSet.EMPTY.size()).isZero();
        assertThat(RuleSet.EMPTY.match("在吗")).isEqualTo(new Match("在吗", List.of(), Optional.empty()));
    }

    @Test
    void takesNoTextForTheSameAsNoQuestion() {
        RuleSet rules = RuleSet.compile(List.of(exact("a", 0, "？？？"), exact("b", 0, "")));

        assertThat(rules.match("！！！").candidates()).isEmpty();
    }

    @Test
    void takesAnExactQuestionTwiceForOne() {
        RuleSet rules = RuleSet.compile(List.of(exact("a", 0, "在吗", "在嗎", "在吗？")));

        assertThat(rules.match("在吗").candidates()).containsExactly(new Candidate("a", Kind.EXACT, 0, 2));
    }

    @ParameterizedTest
    @MethodSource
    void saysWhyACandidateLost(Candidate winner, Candidate loser, String reason) {
        assertThat(Candidate.WINNING_ORDER.compare(winner, loser)).isNegative();
        assertThat(loser.lostTo(winner)).isEqualTo(reason);
    }

    static Stream<Arguments> saysWhyACandidateLost() {
        return Stream.of(
                argumentSet(
                        "by kind",
                        new Candidate("z", Kind.EXACT, 0, 1),
                        new Candidate("a", Kind.KEYWORDS, 9, 9),
                        "an exact question beats keywords"),
                argumentSet(
                        "by priority",
                        new Candidate("z", Kind.KEYWORDS, 1, 1),
                        new Candidate("a", Kind.KEYWORDS, 0, 9),
                        "lower priority"),
                argumentSet(
                        "by specificity",
                        new Candidate("z", Kind.KEYWORDS, 0, 2),
                        new Candidate("a", Kind.KEYWORDS, 0, 1),
                        "less specific keywords"),
                argumentSet(
                        "by key",
                        new Candidate("a", Kind.KEYWORDS, 0, 1),
                        new Candidate("b", Kind.KEYWORDS, 0, 1),
                        "equal in all, and its key comes later"));
    }

    @Test
    void findsTheSameAsTryingEveryRuleByHand() {
        Random random = Seed.random();

        for (int round = 0; round < 300; round++) {
            // Given
            List<Rule> rules = IntStream.range(0, 20)
                    .mapToObj(i -> randomRule("rule-" + i, random))
                    .toList();
            List<Rule> shuffled = new ArrayList<>(rules);
            Collections.shuffle(shuffled, random);
            RuleSet compiled = RuleSet.compile(shuffled);

            for (int i = 0; i < 20; i++) {
                String text = TextSamples.random(random);

                // When
                Match match = compiled.match(text);

                // Then
                assertThat(match.candidates()).as("'%s'", text).isEqualTo(reference(rules, Folding.fold(text)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource
    void speaksTheLanguageOrTheOneItHas(Answers answers, Locale language, String expected) {
        assertThat(answers.in(language)).isEqualTo(expected);
    }

    static Stream<Arguments> speaksTheLanguageOrTheOneItHas() {
        Answers both = new Answers(Optional.of("好"), Optional.of("fine"));
        Answers chinese = new Answers(Optional.of("好"), Optional.empty());
        Answers english = new Answers(Optional.empty(), Optional.of("fine"));
        return Stream.of(
                argumentSet("Chinese of both", both, Locale.CHINESE, "好"),
                argumentSet("English of both", both, Locale.ENGLISH, "fine"),
                argumentSet("English where only Chinese is", chinese, Locale.ENGLISH, "好"),
                argumentSet("Chinese where only English is", english, Locale.CHINESE, "fine"));
    }

    @Test
    void refusesAnAnswerWithoutWords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Answers(Optional.empty(), Optional.empty()))
                .withMessage("an answer needs a wording in at least one language");
    }

    private static List<Candidate> reference(List<Rule> rules, String folded) {
        List<Candidate> candidates = new ArrayList<>();
        for (Rule rule : rules) {
            if (!folded.isEmpty()
                    && rule.triggers().exact().stream().map(Folding::fold).anyMatch(folded::equals)) {
                candidates.add(new Candidate(rule.key(), Kind.EXACT, rule.priority(), folded.length()));
            } else {
                rule.triggers().keywords().stream()
                        .flatMap(words -> KeywordTrigger.compile(rule, words).match(folded).stream())
                        .max((a, b) -> Integer.compare(a.specificity(), b.specificity()))
                        .ifPresent(candidates::add);
            }
        }
        candidates.sort((a, b) -> {
            if (a.kind() != b.kind()) {
                return a.kind() == Kind.EXACT ? -1 : 1;
            }
            if (a.priority() != b.priority()) {
                return a.priority() > b.priority() ? -1 : 1;
            }
            if (a.specificity() != b.specificity()) {
                return a.specificity() > b.specificity() ? -1 : 1;
            }
            return a.ruleKey().compareTo(b.ruleKey());
        });
        return candidates;
    }

    private static Rule randomRule(String key, Random random) {
        return new Rule(
                key,
                random.nextInt(3) - 1,
                new Rule.Triggers(
                        randomTexts(random, 3),
                        List.of(
                                new Rule.Keywords(
                                        randomTexts(random, 2), randomTexts(random, 2), randomTexts(random, 1)),
                                new Rule.Keywords(NO, randomTexts(random, 2), NO))),
                answers(key));
    }

    private static List<String> randomTexts(Random random, int most) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(i -> TextSamples.random(random, 3))
                .toList();
    }

    private static Rule exact(String key, int priority, String... questions) {
        return new Rule(key, priority, new Rule.Triggers(Arrays.asList(questions), List.of()), answers(key));
    }

    private static Rule keywords(String key, int priority, String... all) {
        return new Rule(
                key,
                priority,
                new Rule.Triggers(NO, List.of(new Rule.Keywords(Arrays.asList(all), NO, NO))),
                answers(key));
    }

    private static Answers answers(String key) {
        return new Answers(Optional.of(key), Optional.empty());
    }
}
