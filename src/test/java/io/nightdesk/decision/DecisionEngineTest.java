package io.nightdesk.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.IdentityConfig;
import io.nightdesk.decision.InboundMessage.Message.NoMessage;
import io.nightdesk.decision.InboundMessage.Message.Picture;
import io.nightdesk.decision.InboundMessage.Message.Question;
import io.nightdesk.faq.Answers;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.RuleSamples;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.hours.Mode;
import io.nightdesk.hours.OpeningHours;
import io.nightdesk.order.Order;
import io.nightdesk.order.OrderQuery;
import io.nightdesk.order.OrderStatus;
import io.nightdesk.session.Menu;
import io.nightdesk.session.SessionState;
import io.nightdesk.session.TakeoverConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class DecisionEngineTest {

    private static final Instant NOW = Instant.parse("2026-11-23T13:00:00Z");
    private static final CompiledRules RULES = RuleSamples.compile(
            rule("returns", "怎么退货", "七天内可退。", "Within 7 days."),
            rule("order", "查订单", "订单 {order.number}：{order.status}。", "Order {order.number}: {order.status}."));

    /** As if no frame had ever been taken. */
    private static final Optional<Instant> AWAY = Optional.of(Instant.EPOCH);

    private static final OpeningHours HOURS = OpeningHours.without(Mode.OFF_HOURS);
    private static final ReplyPolicyConfig CONFIG = config().getConfigMapping(ReplyPolicyConfig.class);
    private static final String FALLBACK_ZH = CONFIG.texts().fallbackZh();
    private static final String FALLBACK_EN = CONFIG.texts().fallbackEn();
    private static final String ORDER_UNKNOWN_ZH = CONFIG.texts().orderUnknownZh();
    private static final String ORDER_UNKNOWN_EN = CONFIG.texts().orderUnknownEn();
    private static final String IMAGE =
            CONFIG.texts().imageZh() + "\n" + CONFIG.texts().imageEn();

    private final DecisionEngine desk = engine();

    @ParameterizedTest
    @MethodSource
    void saysWhatARuleOrTheHouseSays(InboundMessage.Message message, Outcome outcome, String text, SessionState after) {
        Decision decision = desk.decide(fresh(message), SessionState.NEW, RULES, HOURS, NOW);

        assertThat(decision.outcome()).isEqualTo(outcome);
        assertThat(decision.wording()).contains(new ReplyTemplate.Plain(text));
        assertThat(decision.after()).isEqualTo(after.replied(mark(message), NOW));
    }

    static Stream<Arguments> saysWhatARuleOrTheHouseSays() {
        SessionState said = SessionState.NEW.fallbackGiven(NOW);
        return Stream.of(
                argumentSet("a rule in Chinese", question("怎么退货？"), Outcome.ANSWERED, "七天内可退。", SessionState.NEW),
                argumentSet(
                        "a rule in English", question("RETURNS"), Outcome.ANSWERED, "Within 7 days.", SessionState.NEW),
                argumentSet("no rule in Chinese", question("天气怎么样"), Outcome.FALLBACK, FALLBACK_ZH, said),
                argumentSet("no rule in English", question("How is the weather"), Outcome.FALLBACK, FALLBACK_EN, said),
                argumentSet("nothing but signs", question("？？？"), Outcome.FALLBACK, FALLBACK_ZH, said),
                argumentSet("an image", new Picture(), Outcome.IMAGE_FALLBACK, IMAGE, said));
    }

    @Test
    void tellsWhatTheRulesMadeOfTheText() {
        Decision decision = desk.decide(fresh(question("怎么退货？")), SessionState.NEW, RULES, HOURS, NOW);

        assertThat(decision.match()).contains(RULES.match(RuleSamples.question("怎么退货？")));
    }

    @Test
    void tellsWhatTheRulesMadeOfATextThatNoneFits() {
        Decision decision = desk.decide(fresh(question("天气怎么样")), SessionState.NEW, RULES, HOURS, NOW);

        assertThat(decision.match()).contains(RULES.match(RuleSamples.question("天气怎么样")));
    }

    @ParameterizedTest
    @MethodSource
    void keepsQuietInThisOrderOfReasons(
            OpeningHours hours, InboundMessage inquiry, SessionState conversation, Outcome outcome) {
        Decision decision = desk.decide(inquiry, conversation, RULES, hours, NOW);

        assertThat(decision).isEqualTo(new Decision(outcome, Optional.empty(), Optional.empty(), conversation));
    }

    static Stream<Arguments> keepsQuietInThisOrderOfReasons() {
        OpeningHours on = HOURS;
        OpeningHours off = OpeningHours.without(Mode.OFF);
        SessionState takenOver = SessionState.NEW.takenOver(NOW, Duration.ofMinutes(1));
        SessionState said = SessionState.NEW.fallbackGiven(NOW);
        return Stream.of(
                argumentSet("not a message", on, fresh(new NoMessage()), SessionState.NEW, Outcome.NOT_A_MESSAGE),
                argumentSet(
                        "not a message before all else", off, old(new NoMessage()), takenOver, Outcome.NOT_A_MESSAGE),
                argumentSet("stale", on, old(question("怎么退货")), SessionState.NEW, Outcome.STALE),
                argumentSet("a stale image", on, old(new Picture()), SessionState.NEW, Outcome.STALE),
                argumentSet("stale before off", off, old(question("怎么退货")), takenOver, Outcome.STALE),
                argumentSet("off", off, fresh(question("怎么退货")), SessionState.NEW, Outcome.MODE_OFF),
                argumentSet("off for an image", off, fresh(new Picture()), SessionState.NEW, Outcome.MODE_OFF),
                argumentSet("off before taken over", off, fresh(question("怎么退货")), takenOver, Outcome.MODE_OFF),
                argumentSet("taken over", on, fresh(question("怎么退货")), takenOver, Outcome.TAKEN_OVER),
                argumentSet("taken over for an image", on, fresh(new Picture()), takenOver, Outcome.TAKEN_OVER),
                argumentSet(
                        "taken over before the cooldown",
                        on,
                        fresh(question("天气怎么样")),
                        takenOver.fallbackGiven(NOW),
                        Outcome.TAKEN_OVER),
                argumentSet("an image in the cooldown", on, fresh(new Picture()), said, Outcome.COOLDOWN));
    }

    @ParameterizedTest
    @CsvSource({
        "PT-0.001S, COOLDOWN",
        "PT0S, FALLBACK",
        "PT0.001S, FALLBACK",
    })
    void saysTheFallbackAgainOnlyAfterTheCooldown(Duration after, Outcome outcome) {
        // Given a fallback, said ten minutes ago, a little less, or more
        SessionState conversation =
                SessionState.NEW.fallbackGiven(NOW.minus(Duration.ofMinutes(10)).minus(after));

        // When
        Decision decision = desk.decide(fresh(question("天气怎么样")), conversation, RULES, HOURS, NOW);

        // Then
        assertThat(decision.outcome()).isEqualTo(outcome);
        assertThat(decision.wording().isPresent()).isEqualTo(outcome == Outcome.FALLBACK);
        assertThat(decision.match()).contains(RULES.match(RuleSamples.question("天气怎么样")));
        assertThat(decision.after())
                .isEqualTo(
                        outcome == Outcome.FALLBACK
                                ? conversation.fallbackGiven(NOW).replied(mark(question("天气怎么样")), NOW)
                                : conversation);
    }

    @Test
    void answersByARuleInTheCooldown() {
        SessionState conversation = SessionState.NEW.fallbackGiven(NOW);

        Decision decision = desk.decide(fresh(question("怎么退货")), conversation, RULES, HOURS, NOW);

        assertThat(decision.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(decision.after()).isEqualTo(conversation.replied(mark(question("怎么退货")), NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "PT-0.001S, ANSWERED",
        "PT0S, ANSWERED",
        "PT0.001S, STALE",
    })
    void leavesABacklogUnansweredOnlyPastTheLimit(Duration past, Outcome outcome) {
        Instant sentAt = NOW.minus(Duration.ofHours(12)).minus(past);
        InboundMessage inquiry = new InboundMessage("10001", RuleSamples.SHOP, question("怎么退货"), sentAt, AWAY, false);

        assertThat(desk.decide(inquiry, SessionState.NEW, RULES, HOURS, NOW).outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, false",
        "2126-01-01T00:00:00Z, false",
        "2126-01-01T00:00:00Z, true",
    })
    void doesNotTrustTheCustomersClockAlone(Instant sentAt, boolean backlog) {
        InboundMessage inquiry = new InboundMessage(
                "10001", RuleSamples.SHOP, question("怎么退货"), sentAt, backlog ? AWAY : Optional.empty(), false);

        assertThat(desk.decide(inquiry, SessionState.NEW, RULES, HOURS, NOW).outcome())
                .isEqualTo(Outcome.ANSWERED);
    }

    @ParameterizedTest
    @MethodSource
    void takesAnyTimeOfAClock(long sentAt, Outcome outcome) {
        InboundMessage inquiry = new InboundMessage(
                "10001", RuleSamples.SHOP, question("怎么退货"), Instant.ofEpochMilli(sentAt), AWAY, false);

        assertThat(desk.decide(inquiry, SessionState.NEW, RULES, HOURS, NOW).outcome())
                .isEqualTo(outcome);
    }

    static Stream<Arguments> takesAnyTimeOfAClock() {
        return Stream.of(
                argumentSet("the earliest", Long.MIN_VALUE, Outcome.STALE),
                argumentSet("none", 0L, Outcome.STALE),
                argumentSet("the latest", Long.MAX_VALUE, Outcome.ANSWERED));
    }

    @ParameterizedTest
    @CsvSource({
        "PT-0.001S, TAKEN_OVER",
        "PT0S, ANSWERED",
        "PT0.001S, ANSWERED",
    })
    void speaksAgainWhenTheAgentsTimeIsOver(Duration after, Outcome outcome) {
        // Given
        SessionState conversation = desk.agentWrote(
                SessionState.NEW, NOW.minus(Duration.ofMinutes(30)).minus(after));

        // When
        Decision decision = desk.decide(fresh(question("怎么退货")), conversation, RULES, HOURS, NOW);

        // Then
        assertThat(decision.outcome()).isEqualTo(outcome);
    }

    @Test
    void leavesTheSessionAloneWhereTakeoverIsOff() {
        DecisionEngine deaf = engine("nightdesk.takeover.enabled", "false");

        assertThat(deaf.agentWrote(SessionState.NEW, NOW)).isEqualTo(SessionState.NEW);
    }

    @Test
    void followsItsConfiguration() {
        // Given
        DecisionEngine desk = engine(
                "nightdesk.takeover.silence", "5m",
                "nightdesk.fallback-cooldown", "1m",
                "nightdesk.stale-after", "1h",
                "nightdesk.texts.fallback-zh", "不懂");
        InboundMessage inquiry = new InboundMessage(
                "10001", RuleSamples.SHOP, question("天气怎么样"), NOW.minus(Duration.ofHours(1)), AWAY, false);
        SessionState conversation = desk.agentWrote(SessionState.NEW, NOW.minus(Duration.ofMinutes(5)))
                .fallbackGiven(NOW.minus(Duration.ofMinutes(1)));

        // When
        Decision decision = desk.decide(inquiry, conversation, RULES, HOURS, NOW);

        // Then
        assertThat(decision.wording()).contains(new ReplyTemplate.Plain("不懂"));
    }

    @Test
    void suggestsWhatTheCustomerMayHaveMeantAndTakesANumberForIt() {
        // Given
        CompiledRules rules = RuleSamples.compile(
                RuleSamples.examples("issue", "会员卡怎么办理", "how do i get a membership card"),
                RuleSamples.examples("cancel", "会员卡怎么注销"));
        Decision suggested = desk.decide(fresh(question("会员卡怎么弄")), SessionState.NEW, rules, HOURS, NOW);

        // When
        Decision picked = desk.decide(fresh(question("②")), suggested.after(), rules, HOURS, NOW);

        // Then
        assertThat(suggested.outcome()).isEqualTo(Outcome.SUGGESTED);
        assertThat(suggested.wording())
                .contains(new ReplyTemplate.Plain(CONFIG.texts().suggestZh() + "\n1. 会员卡怎么注销\n2. 会员卡怎么办理"));
        assertThat(picked.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(picked.wording()).contains(new ReplyTemplate.Plain("issue"));
        assertThat(picked.after().menu()).isEqualTo(Menu.NONE);
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
        Decision offered = desk.decide(fresh(question("Help!")), SessionState.NEW, rules, HOURS, NOW);

        // When
        Decision picked = desk.decide(fresh(question("1")), offered.after(), rules, HOURS, NOW);

        // Then
        assertThat(offered.wording()).contains(new ReplyTemplate.Plain("Please choose:\n1. returns"));
        assertThat(picked.wording()).contains(new ReplyTemplate.Plain("Within 7 days."));
    }

    @Test
    void keepsAMenuUntilAnotherTopic() {
        // Given
        Menu menu = Menu.of(Locale.CHINESE, List.of("returns"), NOW);
        Decision aside = desk.decide(fresh(question("嗯……")), SessionState.NEW.offered(menu), RULES, HOURS, NOW);

        // When
        Decision other = desk.decide(fresh(question("查订单")), aside.after(), RULES, HOURS, NOW);

        // Then
        assertThat(aside.after().menu()).isEqualTo(menu);
        assertThat(other.after().menu()).isEqualTo(Menu.NONE);
    }

    @ParameterizedTest
    @CsvSource({"PT9M59.999S, ANSWERED", "PT10M, FALLBACK"})
    void forgetsAMenuAfterTenMinutes(Duration later, Outcome outcome) {
        // Given
        SessionState offered = SessionState.NEW.offered(Menu.of(Locale.CHINESE, List.of("returns"), NOW));

        // When
        Decision decision = desk.decide(fresh(question("1")), offered, RULES, HOURS, NOW.plus(later));

        // Then
        assertThat(decision.outcome()).isEqualTo(outcome);
    }

    @Test
    void saysAnotherVariantEachTime() {
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
        Decision first = desk.decide(fresh(question("在吗")), SessionState.NEW, rules, HOURS, NOW);
        Decision second =
                desk.decide(fresh(question("在吗")), first.after(), rules, HOURS, NOW.plus(Duration.ofMinutes(1)));

        // When
        Decision third =
                desk.decide(fresh(question("在吗")), second.after(), rules, HOURS, NOW.plus(Duration.ofMinutes(2)));

        // Then
        assertThat(List.of(first, second, third).stream().map(Decision::wording))
                .containsExactly(
                        Optional.of(new ReplyTemplate.Plain("在的")),
                        Optional.of(new ReplyTemplate.Image("https://shop.example/hi.png")),
                        Optional.of(new ReplyTemplate.Plain("在的")));
    }

    @ParameterizedTest
    @CsvSource({"PT1H59M59.999S, HANDED_OFF", "PT2H, ANSWERED"})
    void keepsQuietAfterAHandOffUntilATimePasses(Duration later, Outcome outcome) {
        // Given
        SessionState handedOff = desk.decide(fresh(question("转人工")), SessionState.NEW, handOff(), HOURS, NOW)
                .after();

        // When
        Decision decision = desk.decide(fresh(question("转人工")), handedOff, handOff(), HOURS, NOW.plus(later));

        // Then
        assertThat(decision.outcome()).isEqualTo(outcome);
    }

    @Test
    void speaksAgainAfterAHandOffWhenAnAgentCameAndWent() {
        // Given
        SessionState handedOff = desk.decide(fresh(question("转人工")), SessionState.NEW, handOff(), HOURS, NOW)
                .after();
        SessionState after = desk.agentWrote(handedOff, NOW.plusSeconds(60));

        // When
        Decision decision = desk.decide(
                fresh(question("转人工")),
                after,
                handOff(),
                HOURS,
                NOW.plusSeconds(60).plus(Duration.ofMinutes(30)));

        // Then
        assertThat(decision.outcome()).isEqualTo(Outcome.ANSWERED);
    }

    @ParameterizedTest
    @CsvSource({
        // The customer's clock, since when the desk was away, and what becomes of it.
        "PT13H, PT13H, STALE",
        "PT13H, PT1M, ANSWERED",
        "PT1M, PT13H, ANSWERED",
        "PT-24H, PT13H, ANSWERED"
    })
    void believesTheCustomersClockNoFurtherThanTheDeskWasAway(Duration age, Duration away, Outcome outcome) {
        // Given
        InboundMessage inquiry = new InboundMessage(
                "10001", RuleSamples.SHOP, question("怎么退货"), NOW.minus(age), Optional.of(NOW.minus(away)), false);

        // When
        Decision decision = desk.decide(inquiry, SessionState.NEW, RULES, HOURS, NOW);

        // Then
        assertThat(decision.outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"PT61S, SUPERSEDED", "PT60S, ANSWERED", "PT-1H, ANSWERED"})
    void answersNoBurstOfWhatWaitedLonger(Duration age, Outcome outcome) {
        // Given
        SessionState answered = SessionState.NEW.replied(1, NOW.minusSeconds(59));
        InboundMessage inquiry =
                new InboundMessage("10001", RuleSamples.SHOP, question("怎么退货"), NOW.minus(age), AWAY, false);

        // When
        Decision decision = desk.decide(inquiry, answered, RULES, HOURS, NOW);

        // Then
        assertThat(decision.outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"1m, SUPERSEDED", "0s, ANSWERED"})
    void leavesAMessageToTheOneThatIsAnsweredInItsPlace(String talk, Outcome outcome) {
        // Given
        DecisionEngine asked = engine("nightdesk.backlog-reply-interval", talk);
        InboundMessage inquiry = new InboundMessage("10001", RuleSamples.SHOP, question("怎么退货"), NOW, AWAY, true);

        // When
        Decision decision = asked.decide(inquiry, SessionState.NEW, RULES, HOURS, NOW);

        // Then
        assertThat(decision.outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"'在吗,怎么退货,你好', 1", "'怎么退货,查订单', 1", "'你好,在吗', 1", "'怎么退货,你好,在吗', 0", "你好, 0"})
    void choosesTheNewestMessageThatARuleAnswers(String texts, int chosen) {
        // Given
        List<InboundMessage> waiting =
                Stream.of(texts.split(",")).map(text -> fresh(question(text))).toList();

        // When
        int worthiest = desk.worthiest(waiting, RULES, NOW);

        // Then
        assertThat(worthiest).isEqualTo(chosen);
    }

    @Test
    void choosesNoMessageThatWaitedTooLong() {
        // Given
        InboundMessage answerable = old(question("怎么退货"));
        InboundMessage young = new InboundMessage(
                "10001", RuleSamples.SHOP, question("你好"), NOW.minus(Duration.ofHours(1)), AWAY, false);

        // When
        int worthiest = desk.worthiest(List.of(answerable, young, old(question("查订单"))), RULES, NOW);

        // Then
        assertThat(worthiest).isEqualTo(1);
    }

    private static CompiledRules handOff() {
        return RuleSamples.compile(RuleSamples.handingOff(RuleSamples.exact("agent", 0, "转人工")));
    }

    @Test
    void decidesTheSameForTheSame() {
        InboundMessage inquiry = fresh(question("查订单 NM2026110100012"));

        Decision decision = desk.decide(inquiry, SessionState.NEW, RULES, HOURS, NOW);

        assertThat(desk.decide(inquiry, SessionState.NEW, RULES, HOURS, NOW)).isEqualTo(decision);
    }

    @ParameterizedTest
    @MethodSource
    void asksForTheOrderThatIsMeant(Question question, OrderQuery needed) {
        Decision decision = desk.decide(fresh(question), SessionState.NEW, RULES, HOURS, NOW);

        assertThat(decision.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(decision.wording().flatMap(ReplyTemplate::needs)).contains(needed);
    }

    static Stream<Arguments> asksForTheOrderThatIsMeant() {
        return Stream.of(
                argumentSet(
                        "by its number",
                        new Question("查订单 NM2026110100012", "NM2026110200018"),
                        new OrderQuery("10001", List.of("NM2026110100012"))),
                argumentSet(
                        "by the one attached",
                        new Question("查订单", "NM2026110200018"),
                        new OrderQuery("10001", List.of("NM2026110200018"))),
                argumentSet("the latest", new Question("查订单", ""), new OrderQuery("10001", List.of())));
    }

    @ParameterizedTest
    @CsvSource({
        "查订单, 订单 NM2026110100012：已发货，正在配送途中。",
        "order, Order NM2026110100012: shipped and on its way.",
    })
    void speaksOfTheCustomersOrder(String text, String expected) {
        // Given
        ReplyTemplate.Words wording = wording(question(text));
        Order order =
                new Order("NM2026110100012", "10001", OrderStatus.SHIPPED, Optional.empty(), Optional.empty(), NOW);

        // When
        String said = wording.text(Map.of(new OrderQuery("10001", List.of()), order));

        // Then
        assertThat(said).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource
    void saysTheSameOfAForeignOrderAsOfNone(String text, Map<OrderQuery, Order> found, String expected) {
        assertThat(wording(question(text)).text(found)).isEqualTo(expected);
    }

    static Stream<Arguments> saysTheSameOfAForeignOrderAsOfNone() {
        // What the look-up finds for somebody else's question must not answer this customer's.
        Order foreign =
                new Order("NM2026110200018", "10002", OrderStatus.SHIPPED, Optional.empty(), Optional.empty(), NOW);
        Map<OrderQuery, Order> others = Map.of(
                new OrderQuery("10002", List.of("NM2026110200018")), foreign,
                new OrderQuery("10002", List.of()), foreign);
        return Stream.of(
                argumentSet("a foreign number", "查订单 NM2026110200018", others, ORDER_UNKNOWN_ZH),
                argumentSet("an unknown number", "查订单 NM2026999999999", Map.of(), ORDER_UNKNOWN_ZH),
                argumentSet("no order at all", "查订单", others, ORDER_UNKNOWN_ZH),
                argumentSet("a foreign number in English", "order NM2026110200018", others, ORDER_UNKNOWN_EN),
                argumentSet("an unknown number in English", "order NM2026999999999", Map.of(), ORDER_UNKNOWN_EN));
    }

    @Test
    void writesTheDayOfTheConfiguredZone() {
        ReplyTemplate.AboutOrder wording = new ReplyTemplate.AboutOrder(
                "{order.placed}", new OrderQuery("10001", List.of()), "", Locale.CHINESE, ZoneId.of("Asia/Shanghai"));
        Order order = new Order(
                "NM1",
                "10001",
                OrderStatus.PAID,
                Optional.empty(),
                Optional.empty(),
                Instant.parse("2026-11-01T16:00:00Z"));

        assertThat(wording.text(Map.of(new OrderQuery("10001", List.of()), order)))
                .isEqualTo("2026-11-02");
    }

    private ReplyTemplate.Words wording(Question question) {
        return (ReplyTemplate.Words) desk.decide(fresh(question), SessionState.NEW, RULES, HOURS, NOW)
                .wording()
                .orElseThrow();
    }

    /** What tells the message's text from others. */
    private static int mark(InboundMessage.Message message) {
        return message instanceof Question question
                ? RULES.match(RuleSamples.question(question.text())).folded().hashCode()
                : 0;
    }

    private static Question question(String text) {
        return new Question(text, "");
    }

    private static InboundMessage fresh(InboundMessage.Message message) {
        return new InboundMessage("10001", RuleSamples.SHOP, message, NOW, Optional.empty(), false);
    }

    private static InboundMessage old(InboundMessage.Message message) {
        return new InboundMessage("10001", RuleSamples.SHOP, message, NOW.minus(Duration.ofDays(1)), AWAY, false);
    }

    /** A rule that fires on its key and on a Chinese word. */
    private static Rule rule(String key, String word, String chinese, String english) {
        return RuleSamples.rule(
                key,
                0,
                RuleSamples.triggers(new Rule.Keywords(List.of(), List.of(key, word), List.of())),
                RuleSamples.answers(chinese, english));
    }

    /** An engine with the default settings, some of them changed. */
    static DecisionEngine engine(String... settings) {
        SmallRyeConfig config = config(settings);
        return new DecisionEngine(
                config.getConfigMapping(ReplyPolicyConfig.class),
                config.getConfigMapping(TakeoverConfig.class),
                config.getConfigMapping(IdentityConfig.class));
    }

    private static SmallRyeConfig config(String... settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ReplyPolicyConfig.class)
                .withMapping(TakeoverConfig.class)
                .withMapping(IdentityConfig.class)
                .withDefaultValue("nightdesk.customer-id", "88888");
        for (int i = 0; i < settings.length; i += 2) {
            builder.withDefaultValue(settings[i], settings[i + 1]);
        }
        return builder.build();
    }
}
