package io.nightdesk.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.conversation.Conversation;
import io.nightdesk.conversation.Menu;
import io.nightdesk.faq.RuleSamples;
import io.nightdesk.faq.RuleSet;
import io.nightdesk.hours.Hours;
import io.nightdesk.hours.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What decisions are counted as. */
final class DecisionTest {

    private static final Instant NOW = RuleSamples.NOW;
    private static final RuleSet RULES = RuleSamples.compile(
            RuleSamples.exact("hello", 0, "你好"),
            RuleSamples.keywords("invoice", 0, "发票"),
            RuleSamples.regex("number", 0, "单号[0-9]+"),
            RuleSamples.examples("returns", "请问怎么申请退货退款呢", "我要申请退货退款", "申请退货退款的流程"));

    private final Desk desk = new Desk(DeskTest.config());

    @ParameterizedTest
    @MethodSource
    void isCountedByWhatMadeTheRuleFireOrByTheOutcome(String text, Conversation conversation, Mode mode, String kind) {
        // Given
        Inquiry inquiry = new Inquiry(
                "10001", RuleSamples.SHOP, new Inquiry.Message.Question(text, ""), NOW, Optional.empty(), false);

        // When
        Decision decision = desk.decide(inquiry, conversation, RULES, Hours.without(mode), NOW);

        // Then
        assertThat(decision.kind()).isEqualTo(kind);
    }

    static Stream<Arguments> isCountedByWhatMadeTheRuleFireOrByTheOutcome() {
        Conversation fresh = Conversation.NEW;
        Conversation offered = fresh.offered(Menu.of(Locale.CHINESE, List.of("invoice"), NOW));
        return Stream.of(
                argumentSet("a whole question", "你好", fresh, Mode.ALWAYS, "question"),
                argumentSet("keywords", "我要发票", fresh, Mode.ALWAYS, "keywords"),
                argumentSet("a pattern", "单号123", fresh, Mode.ALWAYS, "pattern"),
                argumentSet("likeness", "怎么申请退货退款", fresh, Mode.ALWAYS, "likeness"),
                argumentSet("a menu", "1", offered, Mode.ALWAYS, "menu"),
                argumentSet("no rule", "天气", fresh, Mode.ALWAYS, "fallback"),
                argumentSet("silence", "你好", fresh, Mode.OFF, "mode_off"));
    }

    @Test
    void isOneOfTheKindsThatAreKnown() {
        assertThat(Decision.kinds())
                .contains("question", "keywords", "pattern", "likeness", "menu", "fallback", "mode_off")
                .doesNotContain("answered")
                .hasSize(5 + Outcome.values().length - 1);
    }
}
