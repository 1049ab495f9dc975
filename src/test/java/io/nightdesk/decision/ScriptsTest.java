package io.nightdesk.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.Script;
import io.nightdesk.decision.InboundMessage.Message.Question;
import io.nightdesk.faq.Answers;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.RuleSamples;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.hours.Mode;
import io.nightdesk.hours.OpeningHours;
import io.nightdesk.hours.Schedules;
import io.nightdesk.session.SessionState;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole conversations, told in {@code conversations/scripts.txt}. */
final class ScriptsTest {

    private final CompiledRules rules;
    private final DecisionEngine desk = DecisionEngineTest.engine("nightdesk.replies-per-hour", "5");

    ScriptsTest() throws IOException {
        rules = RuleSamples.parse(Script.resource("rules.json"));
    }

    @ParameterizedTest
    @MethodSource("io.nightdesk.Script#all")
    void goesAsTold(Script script) throws Exception {
        // When
        List<String> went = script.play(new Session());

        // Then
        assertThat(went).isEqualTo(script.lines());
    }

    @Test
    void endsTheTalkOfTwoDesksWithinTheBudget() {
        // Given two desks that know an answer to all that the other one says
        CompiledRules talkative = RuleSamples.compile(RuleSamples.rule(
                "all",
                0,
                RuleSamples.triggers(new Rule.Keywords(List.of("好"), List.of(), List.of())),
                new Answers(
                        Stream.of("你好", "您好", "好的")
                                .map(text ->
                                        (Answers.Variant) new Answers.Variant.Text(Optional.of(text), Optional.empty()))
                                .toList(),
                        List.of())));
        SessionState[] sessions = {SessionState.NEW, SessionState.NEW};
        Instant now = Instant.parse("2026-11-23T13:00:00Z");
        int replies = 0;

        // When
        Optional<String> said = Optional.of("你好");
        for (int turn = 0; said.isPresent() && turn < 1_000; turn++) {
            now = now.plusSeconds(61);
            Decision decision = desk.decide(
                    inquiry(said.get(), now), sessions[turn % 2], talkative, OpeningHours.without(Mode.ALWAYS), now);
            sessions[turn % 2] = decision.after();
            said = decision.wording().map(wording -> ((ReplyTemplate.Words) wording).text(Map.of()));
            replies += said.isPresent() ? 1 : 0;
        }

        // Then
        assertThat(said).isEmpty();
        assertThat(replies).isEqualTo(10);
    }

    /** One customer's, on the desk alone. */
    private final class Session implements Script.Player {
        private OpeningHours hours;
        private SessionState now = SessionState.NEW;
        private SessionState before = now;

        Session() throws IOException {
            mode("OFF_HOURS");
        }

        @Override
        public void mode(String mode) throws IOException {
            hours = Schedules.hours(Script.resource("hours.json"), Mode.valueOf(mode));
        }

        @Override
        public void agent(Instant at, String text) {
            now = desk.agentWrote(now, at);
        }

        @Override
        public String customer(Instant at, String text) {
            Decision decision = desk.decide(inquiry(text, at), now, rules, hours, at);
            before = now;
            now = decision.after();
            return decision.outcome()
                    + decision.wording()
                            .map(wording -> " "
                                    + ((ReplyTemplate.Words) wording)
                                            .text(Map.of())
                                            .replace('\n', '|'))
                            .orElse("");
        }

        /** As the ledger leaves a session whose notice was withheld. */
        @Override
        public void replyWithheld() {
            now = new SessionState(
                    now.takenOverUntil(),
                    now.handedOffUntil(),
                    now.waitingSince(),
                    before.noticeAt(),
                    now.fallbackAt(),
                    now.menu(),
                    now.turns(),
                    now.replies());
        }
    }

    private static InboundMessage inquiry(String text, Instant now) {
        return new InboundMessage("10001", RuleSamples.SHOP, new Question(text, ""), now, Optional.empty(), false);
    }
}
