package io.nightdesk.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.faq.RuleSamples;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.hours.Mode;
import io.nightdesk.hours.OpeningHours;
import io.nightdesk.session.Menu;
import io.nightdesk.session.SessionState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The labels of decisions in metrics. */
final class DecisionTest {

    private static final Instant NOW = RuleSamples.NOW;
    private static final CompiledRules RULES = RuleSamples.compile(
            RuleSamples.exact("hello", 0, "你好"),
            RuleSamples.keywords("invoice", 0, "发票"),
            RuleSamples.regex("number", 0, "单号[0-9]+"),
            RuleSamples.examples("returns", "请问怎么申请退货退款呢", "我要申请退货退款", "申请退货退款的流程"));

    private final DecisionEngine engine = DecisionSamples.engine();

    @ParameterizedTest
    @MethodSource
    void isLabelledByTheEvidenceForTheRuleOrByTheOutcome(String text, SessionState session, Mode mode, String kind) {
        // Given
        InboundMessage message = new InboundMessage(
                "10001", RuleSamples.SHOP, new InboundMessage.Content.Text(text, ""), NOW, Optional.empty(), false);

        // When
        Decision decision = engine.decide(message, session, RULES, OpeningHours.without(mode), NOW);

        // Then
        assertThat(decision.kind()).isEqualTo(kind);
    }

    static Stream<Arguments> isLabelledByTheEvidenceForTheRuleOrByTheOutcome() {
        SessionState fresh = SessionState.NEW;
        SessionState offered = fresh.offered(Menu.of(Locale.CHINESE, List.of("invoice"), NOW));
        return Stream.of(
                argumentSet("a whole question", "你好", fresh, Mode.ALWAYS, "exact"),
                argumentSet("keywords", "我要发票", fresh, Mode.ALWAYS, "keyword"),
                argumentSet("a pattern", "单号123", fresh, Mode.ALWAYS, "regex"),
                argumentSet("similarity", "怎么申请退货退款", fresh, Mode.ALWAYS, "similarity"),
                argumentSet("a menu", "1", offered, Mode.ALWAYS, "menu"),
                argumentSet("no rule", "天气", fresh, Mode.ALWAYS, "fallback"),
                argumentSet("silence", "你好", fresh, Mode.OFF, "mode_off"));
    }

    @Test
    void listsAllKinds() {
        assertThat(Decision.kinds())
                .contains("exact", "keyword", "regex", "similarity", "menu", "fallback", "mode_off")
                .doesNotContain("answered")
                .hasSize(5 + Outcome.values().length - 1);
    }
}
