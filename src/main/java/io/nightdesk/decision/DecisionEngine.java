package io.nightdesk.decision;

import io.nightdesk.IdentityConfig;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.match.Match.Verdict;
import io.nightdesk.faq.match.MatchQuery;
import io.nightdesk.hours.Mode;
import io.nightdesk.hours.OpeningHours;
import io.nightdesk.session.SessionState;
import io.nightdesk.session.TakeoverConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Decides what becomes of a message. The order of the checks is the product's promise of when it keeps quiet. */
@Singleton
public final class DecisionEngine {

    /** Of so many messages of a session that waited together, the newest, each is asked whether a rule answers it. */
    private static final int MOST_COMPARED = 16;

    private final ReplyPolicyConfig config;
    private final TakeoverConfig takeover;
    private final IdentityConfig identity;

    @Inject
    public DecisionEngine(ReplyPolicyConfig config, TakeoverConfig takeover, IdentityConfig identity) {
        this.config = config;
        this.takeover = takeover;
        this.identity = identity;
    }

    /** The decision for {@code inquiry} in a session that stands at {@code conversation}; the same input, the same answer. */
    public Decision decide(
            InboundMessage inquiry, SessionState conversation, CompiledRules rules, OpeningHours hours, Instant now) {
        Optional<Outcome> silence = silence(inquiry, conversation, hours, now);
        if (silence.isPresent()) {
            return Decision.silence(silence.get(), conversation);
        }
        ReplyComposer answering = new ReplyComposer(config, takeover, identity.zone(), conversation, rules, hours, now);
        return inquiry.message() instanceof InboundMessage.Message.Question question
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
    public int worthiest(List<InboundMessage> waiting, CompiledRules rules, Instant now) {
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

    private static boolean isAnswered(InboundMessage inquiry, CompiledRules rules, Instant now) {
        return inquiry.message() instanceof InboundMessage.Message.Question question
                && rules.match(new MatchQuery(question.text(), inquiry.businessType(), now, List.of()))
                                .verdict()
                        instanceof Verdict.Answer;
    }

    /** The session's state after a frame under the desk's uid that was no reply of the desk. */
    public SessionState agentWrote(SessionState conversation, Instant now) {
        return takeover.enabled() ? conversation.takenOver(now, takeover.silence()) : conversation;
    }

    /** The same after such a frame that was written at {@code at} and is learnt of only now. */
    public SessionState agentHadWritten(SessionState conversation, Instant at) {
        return takeover.enabled() ? conversation.takenOverBefore(at, takeover.silence()) : conversation;
    }

    /** Why nothing is said, whatever a message says. */
    private Optional<Outcome> silence(
            InboundMessage inquiry, SessionState conversation, OpeningHours hours, Instant now) {
        if (inquiry.message() instanceof InboundMessage.Message.NoMessage) {
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
            return Optional.of(Outcome.SUPERSEDED);
        }
        return conversation.replies().inTheLastHour(now) >= config.repliesPerHour()
                ? Optional.of(Outcome.BUDGET_EXHAUSTED)
                : Optional.empty();
    }

    /** Whether another message that waited with it is, or was a moment ago, answered in its place. */
    private boolean isBunched(InboundMessage inquiry, SessionState conversation, Instant now) {
        Duration talk = config.backlogReplyInterval();
        boolean late =
                waitedLongerThan(talk, inquiry, now) && conversation.replies().within(talk, now);
        return !talk.isZero() && (inquiry.passedOver() || late);
    }

    /** The customer's clock may be wrong, so it is believed no further than the desk was away. */
    private static boolean waitedLongerThan(Duration time, InboundMessage inquiry, Instant now) {
        return inquiry.waitedSince()
                .filter(since -> isLonger(time, since, now) && isLonger(time, inquiry.sentAt(), now))
                .isPresent();
    }

    private static boolean isLonger(Duration time, Instant from, Instant now) {
        return Duration.between(from, now).compareTo(time) > 0;
    }
}
