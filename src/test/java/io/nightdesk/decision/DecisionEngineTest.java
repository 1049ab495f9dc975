package io.nightdesk.decision;

import static io.nightdesk.decision.DecisionSamples.BACKLOG;
import static io.nightdesk.decision.DecisionSamples.CONFIG;
import static io.nightdesk.decision.DecisionSamples.HOURS;
import static io.nightdesk.decision.DecisionSamples.NOW;
import static io.nightdesk.decision.DecisionSamples.RULES;
import static io.nightdesk.decision.DecisionSamples.engine;
import static io.nightdesk.decision.DecisionSamples.fresh;
import static io.nightdesk.decision.DecisionSamples.questionDigest;
import static io.nightdesk.decision.DecisionSamples.rule;
import static io.nightdesk.decision.DecisionSamples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.decision.InboundMessage.Content.Image;
import io.nightdesk.faq.Answers;
import io.nightdesk.faq.Language;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.RuleSamples;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.session.Menu;
import io.nightdesk.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the desk says: answers of rules, suggestions, menus, fallbacks. */
final class DecisionEngineTest {

    private static final String FALLBACK_ZH = CONFIG.texts().fallbackZh();
    private static final String FALLBACK_EN = CONFIG.texts().fallbackEn();
    private static final String IMAGE =
            CONFIG.texts().imageZh() + "\n" + CONFIG.texts().imageEn();

    private final DecisionEngine engine = engine();

    @ParameterizedTest
    @MethodSource
    void repliesWithARuleAnswerOrAFixedText(
            InboundMessage.Content content, Outcome outcome, String text, SessionState after) {
        Decision decision = engine.decide(fresh(content), SessionState.NEW, RULES, HOURS, NOW);

        assertThat(decision.outcome()).isEqualTo(outcome);
        assertThat(decision.reply()).contains(new ReplyTemplate.PlainText(text));
        Locale language =
                content instanceof InboundMessage.Content.Text asked ? Language.of(asked.text()) : Locale.CHINESE;
        assertThat(decision.sessionAfter()).isEqualTo(after.replied(questionDigest(content), language, NOW));
    }

    static Stream<Arguments> repliesWithARuleAnswerOrAFixedText() {
        SessionState said = SessionState.NEW.fallbackGiven(NOW);
        return Stream.of(
                argumentSet("a rule in Chinese", text("怎么退货？"), Outcome.ANSWERED, "七天内可退。", SessionState.NEW),
                argumentSet("a rule in English", text("RETURNS"), Outcome.ANSWERED, "Within 7 days.", SessionState.NEW),
                argumentSet("no rule in Chinese", text("天气怎么样"), Outcome.FALLBACK, FALLBACK_ZH, said),
                argumentSet("no rule in English", text("How is the weather"), Outcome.FALLBACK, FALLBACK_EN, said),
                argumentSet("nothing but signs", text("？？？"), Outcome.FALLBACK, FALLBACK_ZH, said),
                argumentSet("an image", new Image(), Outcome.IMAGE_FALLBACK, IMAGE, said));
    }

    @Test
    void reportsTheMatchOfAnAnsweredText() {
        Decision decision = engine.decide(fresh(text("怎么退货？")), SessionState.NEW, RULES, HOURS, NOW);

        assertThat(decision.match()).contains(RULES.match(RuleSamples.question("怎么退货？")));
    }

    @Test
    void reportsTheMatchOfATextThatNoRuleMatches() {
        Decision decision = engine.decide(fresh(text("天气怎么样")), SessionState.NEW, RULES, HOURS, NOW);

        assertThat(decision.match()).contains(RULES.match(RuleSamples.question("天气怎么样")));
    }

    @ParameterizedTest
    @CsvSource({
        "PT-0.001S, COOLDOWN",
        "PT0S, FALLBACK",
        "PT0.001S, FALLBACK",
    })
    void repeatsTheFallbackOnlyAfterTheCooldown(Duration after, Outcome outcome) {
        // Given a fallback, said ten minutes ago, a little less, or more
        SessionState session =
                SessionState.NEW.fallbackGiven(NOW.minus(Duration.ofMinutes(10)).minus(after));

        // When
        Decision decision = engine.decide(fresh(text("天气怎么样")), session, RULES, HOURS, NOW);

        // Then
        assertThat(decision.outcome()).isEqualTo(outcome);
        assertThat(decision.reply().isPresent()).isEqualTo(outcome == Outcome.FALLBACK);
        assertThat(decision.match()).contains(RULES.match(RuleSamples.question("天气怎么样")));
        assertThat(decision.sessionAfter())
                .isEqualTo(
                        outcome == Outcome.FALLBACK
                                ? session.fallbackGiven(NOW).replied(questionDigest(text("天气怎么样")), Locale.CHINESE, NOW)
                                : session);
    }

    @Test
    void answersTwoTextsWithTheSameHashCode() {
        // Given
        CompiledRules rules =
                RuleSamples.compile(RuleSamples.exact("health", 0, "保健"), RuleSamples.exact("very", 0, "你很"));
        Decision first = engine.decide(fresh(text("保健")), SessionState.NEW, rules, HOURS, NOW);

        // When
        Decision second = engine.decide(fresh(text("你很")), first.sessionAfter(), rules, HOURS, NOW);

        // Then
        assertThat("保健").hasSameHashCodeAs("你很");
        assertThat(second.reply()).contains(new ReplyTemplate.PlainText("very"));
    }

    @Test
    void answersByARuleDuringTheCooldown() {
        SessionState session = SessionState.NEW.fallbackGiven(NOW);

        Decision decision = engine.decide(fresh(text("怎么退货")), session, RULES, HOURS, NOW);

        assertThat(decision.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(decision.sessionAfter())
                .isEqualTo(session.replied(questionDigest(text("怎么退货")), Locale.CHINESE, NOW));
    }

    @Test
    void appliesItsConfiguration() {
        // Given
        DecisionEngine engine = engine(
                "nightdesk.takeover.silence", "5m",
                "nightdesk.fallback-cooldown", "1m",
                "nightdesk.stale-after", "1h",
                "nightdesk.texts.fallback-zh", "不懂");
        InboundMessage message = new InboundMessage(
                "10001", RuleSamples.SHOP, text("天气怎么样"), NOW.minus(Duration.ofHours(1)), BACKLOG, false);
        Instant writtenAt = NOW.minus(Duration.ofMinutes(5));
        SessionState session = engine.agentWrote(SessionState.NEW, writtenAt, writtenAt)
                .fallbackGiven(NOW.minus(Duration.ofMinutes(1)));

        // When
        Decision decision = engine.decide(message, session, RULES, HOURS, NOW);

        // Then
        assertThat(decision.reply()).contains(new ReplyTemplate.PlainText("不懂"));
    }

    @Test
    void decidesTheSameForTheSameInput() {
        InboundMessage message = fresh(text("查订单 NM2026110100012"));

        Decision decision = engine.decide(message, SessionState.NEW, RULES, HOURS, NOW);

        assertThat(engine.decide(message, SessionState.NEW, RULES, HOURS, NOW)).isEqualTo(decision);
    }

    @Test
    void suggestsRulesAndAnswersTheNumberOfOne() {
        // Given
        CompiledRules rules = RuleSamples.compile(
                RuleSamples.examples("issue", "会员卡怎么办理", "how do i get a membership card"),
                RuleSamples.examples("cancel", "会员卡怎么注销"));
        Decision suggested = engine.decide(fresh(text("会员卡怎么弄")), SessionState.NEW, rules, HOURS, NOW);

        // When
        Decision picked = engine.decide(fresh(text("②")), suggested.sessionAfter(), rules, HOURS, NOW);

        // Then
        assertThat(suggested.outcome()).isEqualTo(Outcome.SUGGESTED);
        assertThat(suggested.reply())
                .contains(new ReplyTemplate.PlainText(CONFIG.texts().suggestZh() + "\n1. 会员卡怎么注销\n2. 会员卡怎么办理"));
        assertThat(picked.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(picked.reply()).contains(new ReplyTemplate.PlainText("issue"));
        assertThat(picked.sessionAfter().menu())
                .isEqualTo(suggested.sessionAfter().menu());
    }

    @Test
    void offersTheMenuOfARuleInTheCustomersLanguageAndAnswersTheNumberInIt() {
        // Given
        CompiledRules rules = RuleSamples.compile(
                RuleSamples.rule(
                        "help",
                        0,
                        RuleSamples.exact("", 0, "help").triggers(),
                        new Answers(
                                RuleSamples.answers("请选择：", "Please choose:").variants(), List.of("gone", "returns"))),
                rule("returns", "退货", "七天内可退。", "Within 7 days."));
        Decision offered = engine.decide(fresh(text("Help!")), SessionState.NEW, rules, HOURS, NOW);

        // When
        Decision picked = engine.decide(fresh(text("1")), offered.sessionAfter(), rules, HOURS, NOW);

        // Then
        assertThat(offered.reply()).contains(new ReplyTemplate.PlainText("Please choose:\n1. returns"));
        assertThat(picked.reply()).contains(new ReplyTemplate.PlainText("Within 7 days."));
    }

    @Test
    void answersFurtherNumbersOfTheSameMenuButNotTheSameOneAgain() {
        // Given
        CompiledRules rules = RuleSamples.compile(RuleSamples.exact("a", 0, "问甲"), RuleSamples.exact("b", 0, "问乙"));
        SessionState offered = SessionState.NEW.offered(Menu.of(Locale.CHINESE, List.of("a", "b"), NOW));
        Decision first = engine.decide(fresh(text("1")), offered, rules, HOURS, NOW);

        // When
        Decision second = engine.decide(fresh(text("2")), first.sessionAfter(), rules, HOURS, NOW);

        // Then
        assertThat(first.reply()).contains(new ReplyTemplate.PlainText("a"));
        assertThat(second.reply()).contains(new ReplyTemplate.PlainText("b"));
        assertThat(engine.decide(fresh(text("1")), second.sessionAfter(), rules, HOURS, NOW)
                        .outcome())
                .isEqualTo(Outcome.REPEATED);
    }

    @ParameterizedTest
    @CsvSource({
        "中文, NM2026110100012, 中",
        "中文, NM 2026 1101 00012, 中",
        "中文, 2026, 中",
        "english, NM2026110100012, EN",
        "english, 2026, EN",
        "english, NM2026 到哪了, 中",
        "中文, where is NM2026, EN"
    })
    void answersANumberInTheLanguageOfTheSession(String before, String number, String answer) {
        // Given
        CompiledRules rules = RuleSamples.compile(RuleSamples.rule(
                "a",
                0,
                new Rule.Triggers(List.of("中文", "english"), List.of(), List.of("2026"), List.of()),
                RuleSamples.answers("中", "EN")));
        Decision earlier = engine.decide(fresh(text(before)), SessionState.NEW, rules, HOURS, NOW);

        // When
        Decision decision = engine.decide(fresh(text(number)), earlier.sessionAfter(), rules, HOURS, NOW);

        // Then
        assertThat(decision.reply()).contains(new ReplyTemplate.PlainText(answer));
    }

    @Test
    void keepsAMenuUntilARuleAnswers() {
        // Given
        Menu menu = Menu.of(Locale.CHINESE, List.of("returns"), NOW);
        Decision aside = engine.decide(fresh(text("嗯……")), SessionState.NEW.offered(menu), RULES, HOURS, NOW);

        // When
        Decision other = engine.decide(fresh(text("查订单")), aside.sessionAfter(), RULES, HOURS, NOW);

        // Then
        assertThat(aside.sessionAfter().menu()).isEqualTo(menu);
        assertThat(other.sessionAfter().menu()).isEqualTo(Menu.NONE);
    }

    @ParameterizedTest
    @CsvSource({"PT9M59.999S, ANSWERED", "PT10M, FALLBACK"})
    void expiresAMenuAfterTenMinutes(Duration later, Outcome outcome) {
        // Given
        SessionState offered = SessionState.NEW.offered(Menu.of(Locale.CHINESE, List.of("returns"), NOW));

        // When
        Decision decision = engine.decide(fresh(text("1")), offered, RULES, HOURS, NOW.plus(later));

        // Then
        assertThat(decision.outcome()).isEqualTo(outcome);
    }

    @Test
    void rotatesTheVariantsOfAnAnswer() {
        // Given
        Rule rule = RuleSamples.rule(
                "hi",
                0,
                RuleSamples.exact("", 0, "在吗").triggers(),
                new Answers(
                        List.of(
                                new Answers.Variant.Text(Optional.of("在的"), Optional.empty()),
                                new Answers.Variant.Image("https://shop.example/hi.png")),
                        List.of()));
        CompiledRules rules = RuleSamples.compile(rule);
        Decision first = engine.decide(fresh(text("在吗")), SessionState.NEW, rules, HOURS, NOW);
        Decision second =
                engine.decide(fresh(text("在吗")), first.sessionAfter(), rules, HOURS, NOW.plus(Duration.ofMinutes(1)));

        // When
        Decision third =
                engine.decide(fresh(text("在吗")), second.sessionAfter(), rules, HOURS, NOW.plus(Duration.ofMinutes(2)));

        // Then
        assertThat(List.of(first, second, third).stream().map(Decision::reply))
                .containsExactly(
                        Optional.of(new ReplyTemplate.PlainText("在的")),
                        Optional.of(new ReplyTemplate.Image("https://shop.example/hi.png")),
                        Optional.of(new ReplyTemplate.PlainText("在的")));
    }
}
