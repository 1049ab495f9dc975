package io.nightdesk.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.Script;
import io.nightdesk.decision.InboundMessage.Content.Text;
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

/** Whole sessions, scripted in {@code sessions/scripts.txt}. */
final class ScriptsTest {

    private final CompiledRules rules;
    private final DecisionEngine engine = DecisionSamples.engine("nightdesk.replies-per-hour", "5");

    ScriptsTest() throws IOException {
        rules = RuleSamples.parse(Script.resource("rules.json"));
    }

    @ParameterizedTest
    @MethodSource("io.nightdesk.Script#all")
    void decidesAsScripted(Script script) throws Exception {
        // When
        List<String> played = script.play(new DeskPlayer());

        // Then
        assertThat(played).isEqualTo(script.lines());
    }

    @Test
    void endsAConversationOfTwoDesksWithinTheReplyBudget() {
        // Given two desks that have an answer to everything that the other one says
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
            Decision decision = engine.decide(
                    message(said.get(), now), sessions[turn % 2], talkative, OpeningHours.without(Mode.ALWAYS), now);
            sessions[turn % 2] = decision.sessionAfter();
            said = decision.reply().map(reply -> ((ReplyTemplate.Text) reply).render(Map.of()));
            replies += said.isPresent() ? 1 : 0;
        }

        // Then
        assertThat(said).isEmpty();
        assertThat(replies).isEqualTo(10);
    }

    /** Plays a script against the decision engine alone. */
    private final class DeskPlayer implements Script.Player {
        private OpeningHours hours;
        private SessionState current = SessionState.NEW;
        private SessionState previous = current;

        DeskPlayer() throws IOException {
            mode("OFF_HOURS");
        }

        @Override
        public void mode(String mode) throws IOException {
            hours = Schedules.hours(Script.resource("hours.json"), Mode.valueOf(mode));
        }

        @Override
        public void agent(Instant at, String text) {
            current = engine.agentWrote(current, at, at);
        }

        @Override
        public String customer(Instant at, String text) {
            Decision decision = engine.decide(message(text, at), current, rules, hours, at);
            previous = current;
            current = decision.sessionAfter();
            return decision.outcome()
                    + decision.reply()
                            .map(reply -> " "
                                    + ((ReplyTemplate.Text) reply)
                                            .render(Map.of())
                                            .replace('\n', '|'))
                            .orElse("");
        }

        /** As the inbox leaves a session whose notice was withheld. */
        @Override
        public void replyWithheld() {
            current = new SessionState(
                    current.takenOverUntil(),
                    current.handedOffUntil(),
                    current.waitingSince(),
                    previous.noticeAt(),
                    current.fallbackAt(),
                    current.menu(),
                    current.turns(),
                    current.replies());
        }
    }

    private static InboundMessage message(String text, Instant now) {
        return new InboundMessage("10001", RuleSamples.SHOP, new Text(text, ""), now, Optional.empty(), false);
    }
}
