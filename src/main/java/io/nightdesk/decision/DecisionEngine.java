package io.nightdesk.decision;

import io.nightdesk.IdentityConfig;
import io.nightdesk.decision.InboundMessage.Content;
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

/**
 * Decides whether the desk answers a message, and how. The order of the checks is part of the documented behaviour, see
 * {@link #decide}. A decision depends only on the arguments.
 */
@Singleton
public final class DecisionEngine {

    /** The number of messages of one session in a backlog that are matched against the rules; the newest are taken. */
    private static final int MAX_COMPARED = 16;

    private final ReplyPolicyConfig policy;
    private final TakeoverConfig takeover;
    private final IdentityConfig identity;

    @Inject
    public DecisionEngine(ReplyPolicyConfig policy, TakeoverConfig takeover, IdentityConfig identity) {
        this.policy = policy;
        this.takeover = takeover;
        this.identity = identity;
    }

    /**
     * Decides about a message to the desk that is neither a duplicate nor rejected. The first reason that applies decides:
     *
     * <ol>
     *   <li>it is not a message;
     *   <li>it is stale;
     *   <li>the mode is {@code off}, or agents are available;
     *   <li>the session is taken over, paused or handed off;
     *   <li>another message of the same backlog is answered in its place;
     *   <li>the session's reply budget is exhausted;
     *   <li>an image gets the image fallback, a text what the rules match: see {@link ReplyComposer}.
     * </ol>
     */
    public Decision decide(
            InboundMessage message, SessionState stored, CompiledRules rules, OpeningHours hours, Instant now) {
        SessionState session = stored.plausibleAt(now, takeover.handOff());
        Optional<Outcome> silence = reasonForSilence(message, session, hours, now);
        if (silence.isPresent()) {
            return Decision.silence(silence.get(), session);
        }
        ReplyComposer composer = new ReplyComposer(policy, takeover, identity.zone(), session, rules, hours, now);
        return message.content() instanceof Content.Text text
                ? composer.replyToText(message, text)
                : composer.replyToImage();
    }

    /**
     * Chooses the message to answer among those of one session that waited in a backlog: the newest that a rule
     * answers, or else the newest. A burst of answers to old questions helps nobody. A stale message is chosen only if
     * all are stale.
     *
     * @param waiting in order of arrival, at least one
     * @return the index of the message
     */
    public int chooseFromBacklog(List<InboundMessage> waiting, CompiledRules rules, Instant now) {
        List<Integer> notStale = IntStream.iterate(waiting.size() - 1, i -> i >= 0, i -> i - 1)
                .filter(i -> !waitedLongerThan(policy.staleAfter(), waiting.get(i), now))
                .boxed()
                .toList();
        return notStale.stream()
                .limit(MAX_COMPARED)
                .filter(i -> isAnsweredByRule(waiting.get(i), rules, now))
                .findFirst()
                .or(() -> notStale.stream().findFirst())
                .orElse(waiting.size() - 1);
    }

    /**
     * The state of the session after an agent's message.
     *
     * @param writtenAt when the agent wrote; earlier than {@code now} for a frame that is replayed
     */
    public SessionState agentWrote(SessionState session, Instant writtenAt, Instant now) {
        return takeover.enabled()
                ? session.plausibleAt(now, takeover.handOff()).takenOver(writtenAt, now, takeover.silence())
                : session;
    }

    /** The reason for silence, whatever the message says. The order of the checks is that of {@link #decide}. */
    private Optional<Outcome> reasonForSilence(
            InboundMessage message, SessionState session, OpeningHours hours, Instant now) {
        if (message.content() instanceof Content.Other) {
            return Optional.of(Outcome.NOT_A_MESSAGE);
        }
        if (waitedLongerThan(policy.staleAfter(), message, now)) {
            return Optional.of(Outcome.STALE);
        }
        if (hours.mode() == Mode.OFF) {
            return Optional.of(Outcome.MODE_OFF);
        }
        if (hours.agentsAreAvailable(now)) {
            return Optional.of(Outcome.OPENING_HOURS);
        }
        if (session.isTakenOver(now)) {
            return Optional.of(Outcome.TAKEN_OVER);
        }
        if (session.isHandedOff(now)) {
            return Optional.of(Outcome.HANDED_OFF);
        }
        if (isSuperseded(message, session, now)) {
            return Optional.of(Outcome.SUPERSEDED);
        }
        if (session.replies().inTheLastHour(now) >= policy.repliesPerHour()) {
            return Optional.of(Outcome.BUDGET_EXHAUSTED);
        }
        return Optional.empty();
    }

    /** Whether another message of the same backlog is, or recently was, answered in its place. */
    private boolean isSuperseded(InboundMessage message, SessionState session, Instant now) {
        Duration interval = policy.backlogReplyInterval();
        boolean answeredBefore =
                waitedLongerThan(interval, message, now) && session.replies().within(interval, now);
        return !interval.isZero() && (message.superseded() || answeredBefore);
    }

    private static boolean isAnsweredByRule(InboundMessage message, CompiledRules rules, Instant now) {
        return message.content() instanceof Content.Text text
                && rules.match(new MatchQuery(text.text(), message.businessType(), now, List.of()))
                                .verdict()
                        instanceof Verdict.Answer;
    }

    /** The customer's clock may be wrong, so a message counts as no older than the time without a connected replica. */
    private static boolean waitedLongerThan(Duration limit, InboundMessage message, Instant now) {
        return message.waitedSince()
                .filter(since -> isOlderThan(limit, since, now) && isOlderThan(limit, message.sentAt(), now))
                .isPresent();
    }

    private static boolean isOlderThan(Duration limit, Instant time, Instant now) {
        return Duration.between(time, now).compareTo(limit) > 0;
    }
}
