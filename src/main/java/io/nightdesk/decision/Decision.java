package io.nightdesk.decision;

import io.nightdesk.faq.match.Evidence;
import io.nightdesk.faq.match.Match;
import io.nightdesk.faq.match.MatchTrace;
import io.nightdesk.order.OrderQuery;
import io.nightdesk.order.OrderSelection;
import io.nightdesk.session.SessionState;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the desk does about one message.
 *
 * @param reply the reply; empty for silence
 * @param match how the rules matched the text; empty if it was not matched
 * @param sessionAfter the state of the session after this message
 */
public record Decision(
        Outcome outcome, Optional<ReplyTemplate> reply, Optional<Match> match, SessionState sessionAfter) {

    /** The label of this decision in metrics: the kind of evidence for the rule that answered, or else the outcome. */
    public String kind() {
        return match.filter(any -> outcome == Outcome.ANSWERED)
                .flatMap(Match::winningEvidence)
                .map(evidence -> label(evidence.kind()))
                .orElseGet(() -> label(outcome));
    }

    /** All values of {@link #kind}. */
    public static Set<String> kinds() {
        return Stream.concat(
                        Arrays.stream(Evidence.Kind.values()),
                        Arrays.stream(Outcome.values()).filter(outcome -> outcome != Outcome.ANSWERED))
                .map(Decision::label)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Silence without matching the rules; the session does not change. */
    static Decision silence(Outcome outcome, SessionState session) {
        return new Decision(outcome, Optional.empty(), Optional.empty(), session);
    }

    /**
     * Explains the decision; empty if the rules were not matched.
     *
     * @param orders the orders that the customers of a batch mean
     */
    public Optional<MatchTrace> trace(Map<OrderQuery, OrderSelection> orders) {
        Optional<OrderSelection> selection =
                reply.flatMap(ReplyTemplate::orderQuery).map(query -> orders.getOrDefault(query, OrderSelection.NONE));
        return match.map(MatchTrace::of)
                .map(trace -> selection
                        .map(chosen -> trace.withOrder(chosen.reason()))
                        .orElse(trace));
    }

    Decision withSession(SessionState session) {
        return new Decision(outcome, reply, match, session);
    }
}
