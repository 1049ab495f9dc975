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
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.decision.InboundMessage.Content.Image;
import io.nightdesk.decision.InboundMessage.Content.Other;
import io.nightdesk.faq.RuleSamples;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.hours.Mode;
import io.nightdesk.hours.OpeningHours;
import io.nightdesk.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** When the desk says nothing, and when it speaks again. */
final class SilenceTest {

    private final DecisionEngine engine = engine();

    @ParameterizedTest
    @MethodSource
    void staysSilentForTheFirstReasonThatApplies(
            OpeningHours hours, InboundMessage message, SessionState session, Outcome outcome) {
        Decision decision = engine.decide(message, session, RULES, hours, NOW);

        assertThat(decision).isEqualTo(new Decision(outcome, Optional.empty(), Optional.empty(), session));
    }

    static Stream<Arguments> staysSilentForTheFirstReasonThatApplies() {
        OpeningHours on = HOURS;
        OpeningHours off = OpeningHours.without(Mode.OFF);
        SessionState takenOver = SessionState.NEW.takenOver(NOW, NOW, Duration.ofMinutes(1));
        SessionState said = SessionState.NEW.fallbackGiven(NOW);
        return Stream.of(
                argumentSet("not a message", on, fresh(new Other()), SessionState.NEW, Outcome.NOT_A_MESSAGE),
                argumentSet("not a message before all else", off, stale(new Other()), takenOver, Outcome.NOT_A_MESSAGE),
                argumentSet("stale", on, stale(text("怎么退货")), SessionState.NEW, Outcome.STALE),
                argumentSet("a stale image", on, stale(new Image()), SessionState.NEW, Outcome.STALE),
                argumentSet("stale before off", off, stale(text("怎么退货")), takenOver, Outcome.STALE),
                argumentSet("off", off, fresh(text("怎么退货")), SessionState.NEW, Outcome.MODE_OFF),
                argumentSet("off for an image", off, fresh(new Image()), SessionState.NEW, Outcome.MODE_OFF),
                argumentSet("off before taken over", off, fresh(text("怎么退货")), takenOver, Outcome.MODE_OFF),
                argumentSet("taken over", on, fresh(text("怎么退货")), takenOver, Outcome.TAKEN_OVER),
                argumentSet("taken over for an image", on, fresh(new Image()), takenOver, Outcome.TAKEN_OVER),
                argumentSet(
                        "taken over before the cooldown",
                        on,
                        fresh(text("天气怎么样")),
                        takenOver.fallbackGiven(NOW),
                        Outcome.TAKEN_OVER),
                argumentSet("an image in the cooldown", on, fresh(new Image()), said, Outcome.COOLDOWN));
    }

    @ParameterizedTest
    @CsvSource({
        "PT-0.001S, ANSWERED",
        "PT0S, ANSWERED",
        "PT0.001S, STALE",
    })
    void staysSilentWhenAMessageWaitedLongerThanTheLimit(Duration past, Outcome outcome) {
        Instant sentAt = NOW.minus(Duration.ofHours(12)).minus(past);
        InboundMessage message = new InboundMessage("10001", RuleSamples.SHOP, text("怎么退货"), sentAt, BACKLOG, false);

        assertThat(engine.decide(message, SessionState.NEW, RULES, HOURS, NOW).outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, false",
        "2126-01-01T00:00:00Z, false",
        "2126-01-01T00:00:00Z, true",
    })
    void doesNotTrustTheCustomersClockAlone(Instant sentAt, boolean backlog) {
        InboundMessage message = new InboundMessage(
                "10001", RuleSamples.SHOP, text("怎么退货"), sentAt, backlog ? BACKLOG : Optional.empty(), false);

        assertThat(engine.decide(message, SessionState.NEW, RULES, HOURS, NOW).outcome())
                .isEqualTo(Outcome.ANSWERED);
    }

    @ParameterizedTest
    @MethodSource
    void acceptsAnySendTime(long sentAt, Outcome outcome) {
        InboundMessage message = new InboundMessage(
                "10001", RuleSamples.SHOP, text("怎么退货"), Instant.ofEpochMilli(sentAt), BACKLOG, false);

        assertThat(engine.decide(message, SessionState.NEW, RULES, HOURS, NOW).outcome())
                .isEqualTo(outcome);
    }

    static Stream<Arguments> acceptsAnySendTime() {
        return Stream.of(
                argumentSet("the earliest", Long.MIN_VALUE, Outcome.STALE),
                argumentSet("none", 0L, Outcome.STALE),
                argumentSet("the latest", Long.MAX_VALUE, Outcome.ANSWERED));
    }

    @ParameterizedTest
    @CsvSource({
        // The customer's clock, since when the desk was away, and what becomes of it.
        "PT13H, PT13H, STALE",
        "PT13H, PT1M, ANSWERED",
        "PT1M, PT13H, ANSWERED",
        "PT-24H, PT13H, ANSWERED"
    })
    void treatsAMessageAsNoOlderThanTheTimeWithoutAReplica(Duration age, Duration away, Outcome outcome) {
        // Given
        InboundMessage message = new InboundMessage(
                "10001", RuleSamples.SHOP, text("怎么退货"), NOW.minus(age), Optional.of(NOW.minus(away)), false);

        // When
        Decision decision = engine.decide(message, SessionState.NEW, RULES, HOURS, NOW);

        // Then
        assertThat(decision.outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "PT-0.001S, TAKEN_OVER",
        "PT0S, ANSWERED",
        "PT0.001S, ANSWERED",
    })
    void answersAgainWhenTheTakeoverEnds(Duration after, Outcome outcome) {
        // Given
        Instant writtenAt = NOW.minus(Duration.ofMinutes(30)).minus(after);
        SessionState session = engine.agentWrote(SessionState.NEW, writtenAt, writtenAt);

        // When
        Decision decision = engine.decide(fresh(text("怎么退货")), session, RULES, HOURS, NOW);

        // Then
        assertThat(decision.outcome()).isEqualTo(outcome);
    }

    @Test
    void ignoresAgentMessagesWhenTakeoverIsDisabled() {
        DecisionEngine withoutTakeover = engine("nightdesk.takeover.enabled", "false");

        assertThat(withoutTakeover.agentWrote(SessionState.NEW, NOW, NOW)).isEqualTo(SessionState.NEW);
    }

    @ParameterizedTest
    @CsvSource({"PT1H59M59.999S, HANDED_OFF", "PT2H, ANSWERED"})
    void staysSilentAfterAHandOffUntilItExpires(Duration later, Outcome outcome) {
        // Given
        SessionState handedOff = engine.decide(fresh(text("转人工")), SessionState.NEW, handOff(), HOURS, NOW)
                .sessionAfter();

        // When
        Decision decision = engine.decide(fresh(text("转人工")), handedOff, handOff(), HOURS, NOW.plus(later));

        // Then
        assertThat(decision.outcome()).isEqualTo(outcome);
    }

    @Test
    void answersAgainAfterAHandOffOnceTheAgentsTakeoverEnds() {
        // Given
        SessionState handedOff = engine.decide(fresh(text("转人工")), SessionState.NEW, handOff(), HOURS, NOW)
                .sessionAfter();
        SessionState after = engine.agentWrote(handedOff, NOW.plusSeconds(60), NOW.plusSeconds(60));

        // When
        Decision decision = engine.decide(
                fresh(text("转人工")), after, handOff(), HOURS, NOW.plusSeconds(60).plus(Duration.ofMinutes(30)));

        // Then
        assertThat(decision.outcome()).isEqualTo(Outcome.ANSWERED);
    }

    private static CompiledRules handOff() {
        return RuleSamples.compile(RuleSamples.handingOff(RuleSamples.exact("agent", 0, "转人工")));
    }
}
