package io.nightdesk.desk;

import io.nightdesk.conversation.Conversation;
import io.nightdesk.faq.Match.Verdict;
import io.nightdesk.faq.Question;
import io.nightdesk.faq.RuleSet;
import io.nightdesk.hours.Hours;
import io.nightdesk.hours.Mode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Decides what becomes of a message. The order of the checks is the product's promise of when it keeps quiet. */
@Singleton
public final class Desk {

    /** Of so many messages of a session that waited together, the newest, each is asked whether a rule answers it. */
    private static final int MOST_COMPARED = 16;

    private final DeskConfig config;

    @Inject
    public Desk(DeskConfig config) {
        this.config = config;
    }

    /** The decision for {@code inquiry} in a session that stands at {@code conversation}; the same input, the same answer. */
    public Decision decide(Inquiry inquiry, Conversation conversation, RuleSet rules, Hours hours, Instant now) {
        Optional<Outcome> silence = silence(inquiry, conversation, hours, now);
        if (silence.isPresent()) {
            return Decision.silence(silence.get(), conversation);
        }
        Answering answering = new Answering(config, conversation, rules, hours, now);
        return inquiry.message() instanceof Inquiry.Message.Question question
                ? answering.toQuestion(inquiry, question)
                : answering.toPicture();
    }

    /**
     * Which of several messages of a session that waited together is the one to answer: the newest that a rule answers, or
     * else the newest. A burst of answers to what was asked hours ago helps nobody. What is stale is not answered anyway.
     *
     * @param waiting in the order in which they came, at least one
     * @return its place among them
     */
    public int worthiest(List<Inquiry> waiting, RuleSet rules, Instant now) {
        List<Integer> fresh = IntStream.iterate(waiting.size() - 1, i -> i >= 0, i -> i - 1)
                .filter(i -> !waitedLongerThan(config.staleAfter(), waiting.get(i), now))
                .boxed()
                .toList();
        return fresh.stream()
                .limit(MOST_COMPARED)
                .filter(i -> isAnswered(waiting.get(i), rules, now))
                .findFirst()
                .or(() -> fresh.stream().findFirst())
                .orElse(waiting.size() - 1);
    }

    private static boolean isAnswered(Inquiry inquiry, RuleSet rules, Instant now) {
        return inquiry.message() instanceof Inquiry.Message.Question question
                && rules.match(new Question(question.text(), inquiry.businessType(), now, List.of()))
                                .verdict()
                        instanceof Verdict.Answer;
    }

    /** The session's state after a frame under the desk's uid that was no reply of the desk. */
    public Conversation agentWrote(Conversation conversation, Instant now) {
        return config.takeover().enabled()
                ? conversation.takenOver(now, config.takeover().silence())
                : conversation;
    }

    /** The same after such a frame that was written at {@code at} and is learnt of only now. */
    public Conversation agentHadWritten(Conversation conversation, Instant at) {
        return config.takeover().enabled()
                ? conversation.takenOverBefore(at, config.takeover().silence())
                : conversation;
    }

    /** Why nothing is said, whatever a message says. */
    private Optional<Outcome> silence(Inquiry inquiry, Conversation conversation, Hours hours, Instant now) {
        if (inquiry.message() instanceof Inquiry.Message.NoMessage) {
            return Optional.of(Outcome.NOT_A_MESSAGE);
        }
        if (waitedLongerThan(config.staleAfter(), inquiry, now)) {
            return Optional.of(Outcome.STALE);
        }
        if (hours.mode() == Mode.OFF) {
            return Optional.of(Outcome.MODE_OFF);
        }
        if (hours.leaveItToAgents(now)) {
            return Optional.of(Outcome.OPENING_HOURS);
        }
        if (conversation.isTakenOver(now)) {
            return Optional.of(Outcome.TAKEN_OVER);
        }
        if (conversation.isHandedOff(now)) {
            return Optional.of(Outcome.HANDED_OFF);
        }
        if (isBunched(inquiry, conversation, now)) {
            return Optional.of(Outcome.BUNCHED);
        }
        return conversation.replies().inTheLastHour(now) >= config.repliesPerHour()
                ? Optional.of(Outcome.BUDGET_SPENT)
                : Optional.empty();
    }

    /** Whether another message that waited with it is, or was a moment ago, answered in its place. */
    private boolean isBunched(Inquiry inquiry, Conversation conversation, Instant now) {
        Duration talk = config.backlogTalk();
        boolean late =
                waitedLongerThan(talk, inquiry, now) && conversation.replies().within(talk, now);
        return !talk.isZero() && (inquiry.passedOver() || late);
    }

    /** The customer's clock may be wrong, so it is believed no further than the desk was away. */
    private static boolean waitedLongerThan(Duration time, Inquiry inquiry, Instant now) {
        return inquiry.waitedSince()
                .filter(since -> isLonger(time, since, now) && isLonger(time, inquiry.sentAt(), now))
                .isPresent();
    }

    private static boolean isLonger(Duration time, Instant from, Instant now) {
        return Duration.between(from, now).compareTo(time) > 0;
    }
}
