package io.nightdesk.decision;

import static io.nightdesk.decision.DecisionSamples.BACKLOG;
import static io.nightdesk.decision.DecisionSamples.HOURS;
import static io.nightdesk.decision.DecisionSamples.NOW;
import static io.nightdesk.decision.DecisionSamples.RULES;
import static io.nightdesk.decision.DecisionSamples.engine;
import static io.nightdesk.decision.DecisionSamples.fresh;
import static io.nightdesk.decision.DecisionSamples.stale;
import static io.nightdesk.decision.DecisionSamples.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.faq.RuleSamples;
import io.nightdesk.session.QuestionDigest;
import io.nightdesk.session.SessionState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which messages of a backlog are answered. */
final class BacklogTest {

    private final DecisionEngine engine = engine();

    @ParameterizedTest
    @CsvSource({"PT61S, SUPERSEDED", "PT60S, ANSWERED", "PT-1H, ANSWERED"})
    void answersOneMessageOfABacklogPerInterval(Duration age, Outcome outcome) {
        // Given
        SessionState answered = SessionState.NEW.replied(QuestionDigest.IMAGE, Locale.CHINESE, NOW.minusSeconds(59));
        InboundMessage message =
                new InboundMessage("10001", RuleSamples.SHOP, text("怎么退货"), NOW.minus(age), BACKLOG, false);

        // When
        Decision decision = engine.decide(message, answered, RULES, HOURS, NOW);

        // Then
        assertThat(decision.outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"1m, SUPERSEDED", "0s, ANSWERED"})
    void doesNotAnswerASupersededMessageUnlessTheIntervalIsZero(String interval, Outcome outcome) {
        // Given
        DecisionEngine configured = engine("nightdesk.backlog-reply-interval", interval);
        InboundMessage message = new InboundMessage("10001", RuleSamples.SHOP, text("怎么退货"), NOW, BACKLOG, true);

        // When
        Decision decision = configured.decide(message, SessionState.NEW, RULES, HOURS, NOW);

        // Then
        assertThat(decision.outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"'在吗,怎么退货,你好', 1", "'怎么退货,查订单', 1", "'你好,在吗', 1", "'怎么退货,你好,在吗', 0", "你好, 0"})
    void choosesTheNewestMessageThatARuleAnswers(String texts, int chosen) {
        // Given
        List<InboundMessage> waiting =
                Stream.of(texts.split(",")).map(text -> fresh(text(text))).toList();

        // When
        int index = engine.chooseFromBacklog(waiting, RULES, NOW);

        // Then
        assertThat(index).isEqualTo(chosen);
    }

    @Test
    void choosesNoStaleMessage() {
        // Given
        InboundMessage answerable = stale(text("怎么退货"));
        InboundMessage young = new InboundMessage(
                "10001", RuleSamples.SHOP, text("你好"), NOW.minus(Duration.ofHours(1)), BACKLOG, false);

        // When
        int index = engine.chooseFromBacklog(List.of(answerable, young, stale(text("查订单"))), RULES, NOW);

        // Then
        assertThat(index).isEqualTo(1);
    }
}
