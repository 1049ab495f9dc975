package io.nightdesk.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.conversation.Conversation;
import io.nightdesk.desk.Inquiry.Message.Question;
import io.nightdesk.faq.Answers;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.RuleSamples;
import io.nightdesk.faq.RuleSet;
import io.nightdesk.hours.Hours;
import io.nightdesk.hours.Mode;
import io.nightdesk.hours.Schedules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole conversations, told in {@code conversations/scripts.txt}. */
final class ScriptsTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int TIME_LENGTH = 19;
    private static final Schedules SCHEDULE =
            Schedules.in("Asia/Shanghai").onWorkdays("09:00-18:00").at("2026-11-25");

    private final RuleSet rules = RuleSamples.compile(
            RuleSamples.rule(
                    "returns",
                    0,
                    RuleSamples.triggers(new Rule.Keywords(List.of("退货"), List.of(), List.of())),
                    RuleSamples.answers("七天内可退。")),
            RuleSamples.rule(
                    "order",
                    0,
                    RuleSamples.triggers(new Rule.Keywords(List.of("查订单"), List.of(), List.of())),
                    RuleSamples.answers("订单")),
            RuleSamples.rule(
                    "help",
                    0,
                    RuleSamples.exact("", 0, "帮助").triggers(),
                    new Answers(RuleSamples.answers("请选择：").variants(), List.of("help", "returns"))),
            RuleSamples.handingOff(RuleSamples.rule(
                    "agent",
                    0,
                    RuleSamples.exact("", 0, "转人工", "human").triggers(),
                    RuleSamples.answers("人工客服{hours.next_open}回复您。", "Our staff will reply {hours.next_open}."))));

    private final Desk desk = new Desk(DeskTest.config("nightdesk.replies-per-hour", "5"));

    @ParameterizedTest
    @MethodSource
    void goesAsTold(List<String> lines) {
        // When
        List<String> went = play(lines);

        // Then
        assertThat(went).isEqualTo(lines);
    }

    static Stream<Arguments> goesAsTold() throws IOException {
        String all = new String(
                Objects.requireNonNull(ScriptsTest.class.getResourceAsStream("/conversations/scripts.txt"))
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        return Arrays.stream(all.split("\n## ", -1)).skip(1).map(script -> {
            List<String> lines = script.lines().toList();
            return argumentSet(
                    lines.get(0),
                    lines.stream().skip(1).filter(line -> !line.isBlank()).toList());
        });
    }

    @Test
    void endsTheTalkOfTwoDesksWithinTheBudget() {
        // Given two desks that know an answer to all that the other one says
        RuleSet talkative = RuleSamples.compile(RuleSamples.rule(
                "all",
                0,
                RuleSamples.triggers(new Rule.Keywords(List.of("好"), List.of(), List.of())),
                new Answers(
                        Stream.of("你好", "您好", "好的")
                                .map(text ->
                                        (Answers.Variant) new Answers.Variant.Text(Optional.of(text), Optional.empty()))
                                .toList(),
                        List.of())));
        Conversation[] sessions = {Conversation.NEW, Conversation.NEW};
        Instant now = Instant.parse("2026-11-23T13:00:00Z");
        int replies = 0;

        // When
        Optional<String> said = Optional.of("你好");
        for (int turn = 0; said.isPresent() && turn < 1_000; turn++) {
            now = now.plusSeconds(61);
            Decision decision = desk.decide(
                    inquiry(said.get(), now), sessions[turn % 2], talkative, Hours.without(Mode.ALWAYS), now);
            sessions[turn % 2] = decision.after();
            said = decision.wording().map(wording -> ((Wording.Words) wording).text(Map.of()));
            replies += said.isPresent() ? 1 : 0;
        }

        // Then
        assertThat(said).isEmpty();
        assertThat(replies).isEqualTo(10);
    }

    /** The script with what becomes of each line in fact. */
    private List<String> play(List<String> lines) {
        List<String> went = new ArrayList<>();
        Hours hours = SCHEDULE.hours(Mode.OFF_HOURS);
        Conversation session = Conversation.NEW;
        Conversation before = session;
        for (String line : lines) {
            if (line.startsWith("= ")) {
                continue;
            }
            went.add(line);
            if (line.startsWith("mode ")) {
                hours = SCHEDULE.hours(Mode.valueOf(line.substring("mode ".length())));
            } else if (line.equals("reply withheld")) {
                session = withoutNotice(session, before);
            } else {
                Instant now = LocalDateTime.parse(line.substring(0, TIME_LENGTH), TIME)
                        .atZone(ZONE)
                        .toInstant();
                String said = line.substring(line.indexOf(": ") + 2);
                before = session;
                if (line.startsWith(" agent: ", TIME_LENGTH)) {
                    session = desk.agentWrote(session, now);
                } else {
                    Decision decision = desk.decide(inquiry(said, now), session, rules, hours, now);
                    session = decision.after();
                    went.add("= " + decision.outcome()
                            + decision.wording()
                                    .map(wording -> " "
                                            + ((Wording.Words) wording)
                                                    .text(Map.of())
                                                    .replace('\n', '|'))
                                    .orElse(""));
                }
            }
        }
        return went;
    }

    /** As the ledger leaves a session whose notice was withheld. */
    private static Conversation withoutNotice(Conversation session, Conversation before) {
        return new Conversation(
                session.takenOverUntil(),
                session.handedOffUntil(),
                session.waitingSince(),
                before.noticeAt(),
                session.fallbackAt(),
                session.menu(),
                session.turns(),
                session.replies());
    }

    private static Inquiry inquiry(String text, Instant now) {
        return new Inquiry("10001", RuleSamples.SHOP, new Question(text, ""), now, Optional.empty(), false);
    }
}
