package io.nightdesk.faq.match;

import static io.nightdesk.faq.RuleSamples.NOW;
import static io.nightdesk.faq.RuleSamples.SHOP;
import static io.nightdesk.faq.RuleSamples.answers;
import static io.nightdesk.faq.RuleSamples.compile;
import static io.nightdesk.faq.RuleSamples.exact;
import static io.nightdesk.faq.RuleSamples.examples;
import static io.nightdesk.faq.RuleSamples.keywords;
import static io.nightdesk.faq.RuleSamples.question;
import static io.nightdesk.faq.RuleSamples.regex;
import static io.nightdesk.faq.RuleSamples.rule;
import static io.nightdesk.faq.RuleSamples.scoped;
import static io.nightdesk.faq.RuleSamples.triggers;
import static io.nightdesk.faq.RuleSamples.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.Seed;
import io.nightdesk.faq.Answers;
import io.nightdesk.faq.Answers.Variant;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.Rule.Exclusion;
import io.nightdesk.faq.Rule.Validity;
import io.nightdesk.faq.TextSamples;
import io.nightdesk.faq.match.Match.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CompiledRulesTest {

    private static final List<String> NO = List.of();
    private static final List<String> REGEXES = List.of("退.?货", "sh[io]p", "(退|货)运", "a+b?", "how .*much");

    @ParameterizedTest
    @MethodSource
    void picksTheSameWinnerWhateverTheOrderOfTheRules(List<Rule> rules, String text, List<Candidate> expected) {
        Match match = CompiledRules.compile(rules, Thresholds.DEFAULT).match(question(text));

        List<Rule> reversed = new ArrayList<>(rules);
        Collections.reverse(reversed);
        assertThat(match.candidates()).isEqualTo(expected);
        assertThat(CompiledRules.compile(reversed, Thresholds.DEFAULT).match(question(text)))
                .isEqualTo(match);
    }

    static Stream<Arguments> picksTheSameWinnerWhateverTheOrderOfTheRules() {
        return Stream.of(
                argumentSet(
                        "an exact question beats keywords of any priority",
                        List.of(keywords("keen", 100, "怎么退货"), exact("modest", -1, "怎么退货")),
                        "怎么退货？",
                        List.of(is("modest", -1, "怎么退货"), has("keen", 100, "怎么退货"))),
                argumentSet(
                        "an example that is the question itself beats keywords",
                        List.of(keywords("keen", 100, "怎么退货"), examples("modest", "怎么退货")),
                        "怎么退货？",
                        List.of(is("modest", 0, "怎么退货"), has("keen", 100, "怎么退货"))),
                argumentSet(
                        "priority beats specificity",
                        List.of(keywords("long", 0, "怎么退货"), keywords("short", 1, "退")),
                        "怎么退货",
                        List.of(has("short", 1, "退"), has("long", 0, "怎么退货"))),
                argumentSet(
                        "the more specific one wins at equal priority",
                        List.of(keywords("a", 0, "退"), keywords("b", 0, "退货")),
                        "怎么退货",
                        List.of(has("b", 0, "退货"), has("a", 0, "退"))),
                argumentSet(
                        "a pattern that matches more characters than keywords wins",
                        List.of(keywords("a", 0, "退货"), regex("b", 0, "怎么.*货")),
                        "怎么退货",
                        List.of(matches("b", 0, "怎么.*货", "怎么退货"), has("a", 0, "退货"))),
                argumentSet(
                        "keywords that match more characters than a pattern win",
                        List.of(keywords("b", 0, "怎么退货"), regex("a", 0, "退.")),
                        "怎么退货",
                        List.of(has("b", 0, "怎么退货"), matches("a", 0, "退.", "退货"))),
                argumentSet(
                        "the first key wins at equal specificity",
                        List.of(keywords("b", 0, "退货"), keywords("a", 0, "怎么")),
                        "怎么退货",
                        List.of(has("a", 0, "怎么"), has("b", 0, "退货"))),
                argumentSet(
                        "the higher priority wins among exact questions",
                        List.of(exact("a", 0, "在吗"), exact("b", 1, "在吗")),
                        "在吗",
                        List.of(is("b", 1, "在吗"), is("a", 0, "在吗"))),
                argumentSet(
                        "a rule is one candidate, with its strongest trigger",
                        List.of(rule(
                                "a",
                                0,
                                triggers(
                                        new Rule.Keywords(List.of("退"), NO, NO),
                                        new Rule.Keywords(List.of("退货"), NO, NO)))),
                        "退货",
                        List.of(has("a", 0, "退货"))),
                argumentSet(
                        "no rule matches",
                        List.of(exact("a", 0, "在吗"), keywords("b", 0, "退货")),
                        "在不在",
                        List.<Candidate>of()));
    }

    @Test
    void answersWithTheWinner() {
        // Given
        Rule winner = keywords("b", 1, "退");
        CompiledRules rules = compile(keywords("a", 0, "退"), winner);

        // When
        Match match = rules.match(question("退货！"));

        // Then
        assertThat(match.folded()).isEqualTo("退货");
        assertThat(match.verdict()).isEqualTo(new Verdict.Answer(winner));
    }

    @ParameterizedTest
    @MethodSource
    void answersATextThatIsSpelledOtherwise(Rule rule, String text) {
        assertThat(compile(rule).match(question(text)).verdict()).isEqualTo(new Verdict.Answer(rule));
    }

    static Stream<Arguments> answersATextThatIsSpelledOtherwise() {
        return Stream.of(
                argumentSet("a hyphen in the text", exact("a", 0, "wifi密码是多少"), "Wi-Fi 密码是多少"),
                argumentSet("a hyphen in the question", exact("a", 0, "Wi-Fi 密码是多少"), "wifi密码是多少"),
                argumentSet("a space for a hyphen", exact("a", 0, "next-day delivery"), "Next day delivery?"),
                argumentSet("Chinese numbers", exact("a", 0, "7天无理由"), "七天无理由"),
                argumentSet("an emoji as an exact question", exact("a", 0, "👍"), "👍🏿"),
                argumentSet("an emoji as an example", examples("a", "❤️"), "❤"),
                argumentSet("an emoji as a keyword", keywords("a", 0, "😡"), "太慢了😡😡"),
                argumentSet("an emoji in a pattern", regex("a", 0, "😡|生气"), "太慢了😡"),
                argumentSet("a pattern for a word with a hyphen", regex("a", 0, "wi ?fi"), "Wi-Fi密码"),
                argumentSet("a pattern for digits", regex("a", 0, "\\d+天"), "七天无理由"),
                argumentSet("a pattern with a sharp s", regex("a", 0, "stra(ß)e"), "STRASSE"),
                argumentSet("a pattern with a range", regex("a", 0, "^[一-龠]{4}$"), "怎麼退貨"));
    }

    @Test
    void doesNotTakeTheEmojiOfATextForItsQuestion() {
        CompiledRules rules = compile(exact("a", 0, "👍"));

        assertThat(rules.match(question("在吗👍")).verdict()).isEqualTo(new Verdict.Nothing());
    }

    @Test
    void findsNothingWithoutRules() {
        assertThat(CompiledRules.EMPTY.size()).isZero();
        assertThat(CompiledRules.EMPTY.match(question("在吗")))
                .isEqualTo(new Match("在吗", List.of(), new Verdict.Nothing(), Set.of()));
    }

    @Test
    void addsARuleInACopy() {
        // Given
        Rule added = exact("b", 0, "退货");
        CompiledRules before = compile(exact("a", 0, "在吗"));

        // When
        CompiledRules after = before.with(added);

        // Then
        assertThat(after.size()).isEqualTo(2);
        assertThat(after.match(question("退货")).verdict()).isEqualTo(new Verdict.Answer(added));
        assertThat(before.match(question("退货")).verdict()).isEqualTo(new Verdict.Nothing());
    }

    @Test
    void replacesTheRuleWithTheSameKeyInACopy() {
        // Given
        CompiledRules before = compile(exact("a", 0, "在吗"));

        // When
        CompiledRules after = before.with(exact("a", 0, "退货"));

        // Then
        assertThat(after.size()).isEqualTo(1);
        assertThat(after.match(question("在吗")).verdict()).isEqualTo(new Verdict.Nothing());
    }

    @Test
    void ignoresDisabledRules() {
        Rule off = new Rule(
                "a",
                "a",
                false,
                0,
                exact("a", 0, "在吗").triggers(),
                answers("a"),
                Validity.ALWAYS,
                Set.of(),
                NO,
                Rule.After.NOTHING);

        assertThat(compile(off).size()).isZero();
    }

    @Test
    void matchesNoQuestionWhenTheTextHasNoLetter() {
        CompiledRules rules = compile(exact("a", 0, "？？？"), exact("b", 0, ""));

        assertThat(rules.match(question("！！！")).candidates()).isEmpty();
    }

    @Test
    void reportsOneCandidateWhenARuleHasAQuestionTwice() {
        CompiledRules rules = compile(exact("a", 0, "在吗", "在嗎", "在吗？"));

        assertThat(rules.match(question("在吗")).candidates()).containsExactly(is("a", 0, "在吗"));
    }

    @ParameterizedTest
    @MethodSource
    void skipsExcludedRulesAndReportsTheReason(Rule excluded, Exclusion reason) {
        // Given
        Rule other = keywords("other", 0, "退");

        // When
        Match match = compile(excluded, other).match(question("退货"));

        // Then
        assertThat(match.verdict()).isEqualTo(new Verdict.Answer(other));
        assertThat(match.candidates())
                .containsExactly(
                        has("other", 0, "退"),
                        new Candidate("excluded", 9, new Evidence.Keyword(List.of("退货")), Optional.of(reason)));
    }

    static Stream<Arguments> skipsExcludedRulesAndReportsTheReason() {
        Rule rule = keywords("excluded", 9, "退货");
        return Stream.of(
                argumentSet("another business type", scoped(rule, Set.of(SHOP + 1)), Exclusion.OUT_OF_SCOPE),
                argumentSet(
                        "before its time",
                        valid(rule, new Validity(Optional.of(NOW.plusMillis(1)), Optional.empty())),
                        Exclusion.NOT_YET_VALID),
                argumentSet(
                        "from the end of its time on",
                        valid(rule, new Validity(Optional.empty(), Optional.of(NOW))),
                        Exclusion.EXPIRED));
    }

    @Test
    void answersAtTheStartOfTheValidityAndWithinTheScope() {
        Rule rule = scoped(
                valid(keywords("a", 0, "退货"), new Validity(Optional.of(NOW), Optional.of(NOW.plusMillis(1)))),
                Set.of(SHOP));

        assertThat(compile(rule).match(question("退货")).verdict()).isEqualTo(new Verdict.Answer(rule));
    }

    @ParameterizedTest
    @CsvSource({"2", "２", "②", "二", "'2.'", "' 2 '"})
    void answersWithTheRuleChosenFromTheMenu(String text) {
        // Given a menu, and a rule that has the number as its question
        Rule picked = keywords("picked", 0, "运费");
        CompiledRules rules = compile(exact("numbers", 9, "2", "二"), keywords("first", 0, "退货"), picked);

        // When
        Match match = rules.match(question(text, "first", "picked"));

        // Then
        assertThat(match.verdict()).isEqualTo(new Verdict.Answer(picked));
        assertThat(match.candidates().get(0).evidence()).isEqualTo(new Evidence.Menu(2));
    }

    @ParameterizedTest
    @CsvSource({"0", "3", "三", "-1x", "22", "2个", "99999999999", "1 2"})
    void choosesNothingWhenTheTextIsNotANumberOfTheMenu(String text) {
        CompiledRules rules = compile(keywords("first", 0, "退货"), keywords("second", 0, "运费"));

        assertThat(rules.match(question(text, "first", "second")).verdict()).isEqualTo(new Verdict.Nothing());
    }

    @Test
    void choosesNothingWhenTheRuleOfTheMenuIsDeleted() {
        assertThat(compile(keywords("first", 0, "退货"))
                        .match(question("1", "gone"))
                        .verdict())
                .isEqualTo(new Verdict.Nothing());
    }

    @Test
    void answersBySimilarityWhenTheConfidenceIsHigh() {
        // Given
        Rule like = examples("like", "请问怎么申请退货退款呢", "我要申请退货退款", "申请退货退款的流程");

        // When
        Match match = compile(like, examples("unlike", "今天天气好吗")).match(question("怎么申请退货退款"));

        // Then
        assertThat(match.verdict()).isEqualTo(new Verdict.Answer(like));
    }

    @Test
    void onlySuggestsARuleWithTooFewExamplesHoweverSimilar() {
        // Given
        Rule like = examples("like", "请问怎么申请退货退款呢", "我要申请退货退款");

        // When
        Match match = compile(like, examples("unlike", "今天天气好吗")).match(question("怎么申请退货退款"));

        // Then
        assertThat(match.verdict()).isEqualTo(new Verdict.Suggestions(List.of(like)));
    }

    @Test
    void suggestsTheThreeMostSimilarRulesWhenTheConfidenceIsLow() {
        // Given
        CompiledRules rules = compile(
                examples("a", "会员卡怎么办理"), examples("b", "会员卡怎么注销"), examples("c", "会员卡怎么挂失"), examples("d", "会员等级怎么升"));

        // When
        Match match = rules.match(question("会员卡怎么弄"));

        // Then
        assertThat(match.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Suggestions.class,
                        suggestions -> assertThat(suggestions.rules())
                                .extracting(Rule::key)
                                .containsExactly("a", "b", "c"));
    }

    @Test
    void ignoresSimilarityWhenKeywordsMatch() {
        CompiledRules rules = compile(keywords("words", 0, "退货"), examples("like", "怎么申请退货", "怎么申请退货呢"));

        assertThat(rules.match(question("怎么申请退货啊")).candidates()).containsExactly(has("words", 0, "退货"));
    }

    @ParameterizedTest
    @MethodSource
    void explainsWhyACandidateLost(Candidate winner, Candidate loser, String reason) {
        assertThat(Candidate.WINNER_FIRST.compare(winner, loser)).isNegative();
        assertThat(loser.reasonForLosingTo(winner)).isEqualTo(reason);
    }

    static Stream<Arguments> explainsWhyACandidateLost() {
        Candidate similar = new Candidate("a", 9, new Evidence.Similar("x", 0.5, 0.5), Optional.empty());
        Candidate moreSimilar = new Candidate("b", 0, new Evidence.Similar("x", 0.6, 0.7), Optional.empty());
        Candidate chosen = new Candidate("z", 0, new Evidence.Menu(1), Optional.empty());
        Candidate excluded = new Candidate("a", 0, new Evidence.Menu(1), Optional.of(Exclusion.EXPIRED));
        return Stream.of(
                argumentSet(
                        "to a choice from the menu",
                        chosen,
                        is("a", 9, "1"),
                        "the customer chose another rule from the menu"),
                argumentSet(
                        "to an exact question",
                        is("z", 0, "甲"),
                        has("a", 9, "甲"),
                        "another rule has exactly this question"),
                argumentSet("to keywords", has("z", 0, "甲"), similar, "keywords and patterns win over similarity"),
                argumentSet("by priority", has("z", 1, "甲"), has("a", 0, "甲乙"), "lower priority"),
                argumentSet("by specificity", has("z", 0, "甲乙"), has("a", 0, "甲"), "less specific"),
                argumentSet("by similarity, whatever the priority", moreSimilar, similar, "less similar"),
                argumentSet("by key", has("a", 0, "甲"), has("b", 0, "乙"), "tied, and its key sorts later"),
                argumentSet("because it is excluded", similar, excluded, "no longer valid"));
    }

    @Test
    void findsTheSameAsAReferenceThatTriesEveryRule() {
        Random random = Seed.random();

        for (int round = 0; round < 300; round++) {
            // Given
            List<Rule> rules = IntStream.range(0, 20)
                    .mapToObj(i -> randomRule("rule-" + i, random))
                    .toList();
            List<Rule> shuffled = new ArrayList<>(rules);
            Collections.shuffle(shuffled, random);
            CompiledRules compiled = CompiledRules.compile(shuffled, Thresholds.DEFAULT);

            for (int i = 0; i < 20; i++) {
                MatchQuery question = question(TextSamples.random(random), "rule-1", "rule-2");

                // When
                Match match = compiled.match(question);

                // Then
                assertThat(match.candidates())
                        .as("'%s'", question.text())
                        .isEqualTo(reference(rules, question, FoldedText.of(question.text())));
            }
        }
    }

    @ParameterizedTest
    @MethodSource
    void usesTheTextInTheLanguageOrElseInTheOtherOne(Answers answers, Locale language, String expected) {
        assertThat(answers.variant(language, 0))
                .isInstanceOfSatisfying(
                        Variant.Text.class,
                        text -> assertThat(text.in(language)).isEqualTo(expected));
    }

    static Stream<Arguments> usesTheTextInTheLanguageOrElseInTheOtherOne() {
        Answers both = answers("好", "fine");
        Answers chinese = answers("好");
        Answers english = new Answers(List.of(new Variant.Text(Optional.empty(), Optional.of("fine"))), NO);
        return Stream.of(
                argumentSet("Chinese of both", both, Locale.CHINESE, "好"),
                argumentSet("English of both", both, Locale.ENGLISH, "fine"),
                argumentSet("Chinese when there is no English", chinese, Locale.ENGLISH, "好"),
                argumentSet("English when there is no Chinese", english, Locale.CHINESE, "fine"));
    }

    @ParameterizedTest
    @CsvSource({"zh, 0, 甲", "zh, 1, 乙", "zh, 2, 甲", "en, 0, a", "en, 1, a", "zh, -1, 乙"})
    void rotatesThroughTheVariantsAvailableInTheLanguage(Locale language, int turn, String expected) {
        Answers answers = new Answers(
                List.of(
                        new Variant.Text(Optional.of("甲"), Optional.of("a")),
                        new Variant.Text(Optional.of("乙"), Optional.empty())),
                NO);

        assertThat(answers.variant(language, turn))
                .isInstanceOfSatisfying(
                        Variant.Text.class,
                        text -> assertThat(text.in(language)).isEqualTo(expected));
    }

    @Test
    void matchesAfterAChangeAsIfAllRulesWereCompiledAnew() {
        // Given
        CompiledRules before = compile(regex("a", 0, "退.?货"), regex("b", 0, "换.?货"), regex("c", 0, "发.?票"));
        List<Rule> changed = List.of(regex("a", 0, "退.?款"), regex("b", 1, "换.?货"), regex("d", 0, "退.?货", "("));
        MatchQuery query = question("退货换货退款发票");

        // When
        CompiledRules after = before.recompileValid(changed, Thresholds.DEFAULT);

        // Then
        assertThat(after.match(query).candidates())
                .isEqualTo(CompiledRules.compileValid(changed, Thresholds.DEFAULT)
                        .match(query)
                        .candidates())
                .extracting(Candidate::ruleKey)
                .containsExactly("b", "a");
        assertThat(after.errors()).containsOnlyKeys("d");
    }

    @Test
    void rejectsAnAnswerWithoutText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Variant.Text(Optional.empty(), Optional.empty()))
                .withMessage("an answer needs a text in at least one language");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Answers(List.of(), NO))
                .withMessage("a rule needs at least one answer");
    }

    @ParameterizedTest
    @CsvSource({"zh, 退款多久到账", "en, how long does a refund take"})
    void hasALabelInTheLanguageOfTheCustomer(Locale language, String label) {
        Rule rule = new Rule(
                "refund",
                "退款多久到账",
                true,
                0,
                new Rule.Triggers(List.of("退款"), List.of(), NO, List.of("how long does a refund take")),
                answers("a"),
                Validity.ALWAYS,
                Set.of(),
                NO,
                Rule.After.NOTHING);

        assertThat(rule.label(language)).isEqualTo(label);
    }

    /** Tries every trigger of every rule. The random rules have no examples, so similarity never matches. */
    private static List<Candidate> reference(List<Rule> rules, MatchQuery question, FoldedText text) {
        String folded = text.text();
        List<Candidate> candidates = new ArrayList<>();
        Map<String, Rule> byKey = rules.stream().collect(Collectors.toMap(Rule::key, Function.identity()));
        Optional<String> selected =
                MenuSelection.of(question.text(), question.menu(), key -> Optional.ofNullable(byKey.get(key))).stream()
                        .mapToObj(question.menu()::get)
                        .findFirst();
        for (Rule rule : rules) {
            List<Evidence> evidence = new ArrayList<>();
            if (selected.filter(rule.key()::equals).isPresent()) {
                evidence.add(new Evidence.Menu(question.menu().indexOf(rule.key()) + 1));
            }
            if (!folded.isEmpty()
                    && rule.triggers().exact().stream()
                            .map(FoldedText::of)
                            .anyMatch(exact ->
                                    exact.whole().anyMatch(form -> text.whole().anyMatch(form::equals)))) {
                evidence.add(new Evidence.Exact(folded));
            }
            rule.triggers().keywords().stream()
                    .flatMap(words -> KeywordTrigger.compile(rule, words).match(text).stream())
                    .forEach(evidence::add);
            for (String regex : rule.triggers().regexes()) {
                text.searched().forEach(form -> {
                    Matcher matcher =
                            Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(form);
                    if (matcher.find()) {
                        evidence.add(new Evidence.Regex(regex, matcher.group()));
                    }
                });
            }
            evidence.stream()
                    .map(one -> new Candidate(
                            rule.key(), rule.priority(), one, rule.exclusion(question.businessType(), question.at())))
                    .min(CompiledRulesTest::compareByHand)
                    .ifPresent(candidates::add);
        }
        candidates.sort(CompiledRulesTest::compareByHand);
        return candidates;
    }

    private static int compareByHand(Candidate a, Candidate b) {
        if (a.exclusion().isPresent() != b.exclusion().isPresent()) {
            return a.exclusion().isPresent() ? 1 : -1;
        }
        if (a.evidence().strength() != b.evidence().strength()) {
            return a.evidence().strength().compareTo(b.evidence().strength());
        }
        if (a.priority() != b.priority()) {
            return a.priority() > b.priority() ? -1 : 1;
        }
        if (a.evidence().weight() != b.evidence().weight()) {
            return a.evidence().weight() > b.evidence().weight() ? -1 : 1;
        }
        return a.ruleKey().equals(b.ruleKey())
                ? a.evidence().describe().compareTo(b.evidence().describe())
                : a.ruleKey().compareTo(b.ruleKey());
    }

    private static Rule randomRule(String key, Random random) {
        Rule rule = rule(
                key,
                random.nextInt(3) - 1,
                new Rule.Triggers(
                        randomTexts(random, 3),
                        List.of(
                                new Rule.Keywords(
                                        randomTexts(random, 2), randomTexts(random, 2), randomTexts(random, 1)),
                                new Rule.Keywords(NO, randomTexts(random, 2), NO)),
                        random.nextInt(4) == 0 ? List.of(REGEXES.get(random.nextInt(REGEXES.size()))) : NO,
                        NO));
        return switch (random.nextInt(8)) {
            case 0 -> scoped(rule, Set.of(SHOP + random.nextInt(2)));
            case 1 -> valid(rule, new Validity(Optional.of(NOW.plusSeconds(random.nextInt(3) - 1)), Optional.empty()));
            default -> rule;
        };
    }

    private static List<String> randomTexts(Random random, int most) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(i -> TextSamples.random(random, 3))
                .toList();
    }

    private static Candidate is(String key, int priority, String question) {
        return new Candidate(key, priority, new Evidence.Exact(question), Optional.empty());
    }

    private static Candidate has(String key, int priority, String... words) {
        return new Candidate(key, priority, new Evidence.Keyword(Arrays.asList(words)), Optional.empty());
    }

    private static Candidate matches(String key, int priority, String regex, String found) {
        return new Candidate(key, priority, new Evidence.Regex(regex, found), Optional.empty());
    }
}
