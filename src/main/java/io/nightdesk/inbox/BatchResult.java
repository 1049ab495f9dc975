package io.nightdesk.inbox;

import io.nightdesk.deadletter.RejectedFrame;
import io.nightdesk.deadletter.ReplayResult;
import io.nightdesk.outbox.PendingReply;
import io.nightdesk.session.SessionRepository.Versioned;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was decided about a batch of frames: everything that one transaction stores, and what follows from its commit.
 *
 * @param exchanges in the order decided
 * @param replies of these exchanges, in the same order
 * @param expectedSessions the sessions that the decisions were based on; the commit stores nothing if one has another
 *     version
 * @param changedSessions the sessions that have a new state, each with the version that it follows
 * @param takeovers until when agents have taken over sessions, by customer
 * @param rejected the frames that could not be decoded or stored
 * @param replayResults the outcome of replayed frames
 */
record BatchResult(
        List<Exchange> exchanges,
        List<PendingReply> replies,
        Map<String, Versioned> expectedSessions,
        Map<String, Versioned> changedSessions,
        Map<String, Instant> takeovers,
        List<RejectedFrame> rejected,
        List<ReplayResult> replayResults,
        Statistics statistics) {

    /** Nothing was decided; delivery reports alone are recorded. */
    static final BatchResult EMPTY =
            new BatchResult(List.of(), List.of(), Map.of(), Map.of(), Map.of(), List.of(), List.of(), Statistics.NONE);

    /**
     * For monitoring.
     *
     * @param outcomes how many frames had which outcome, by the label of the metric
     * @param kinds how many decisions were of which kind
     * @param orderAnswers how many answers about an order had one, {@code found}, or had none, {@code unknown}
     */
    record Statistics(Map<String, Integer> outcomes, Map<String, Integer> kinds, Map<String, Integer> orderAnswers) {

        static final Statistics NONE = new Statistics(Map.of(), Map.of(), Map.of());

        Statistics {
            outcomes = Map.copyOf(outcomes);
            kinds = Map.copyOf(kinds);
            orderAnswers = Map.copyOf(orderAnswers);
        }
    }

    BatchResult {
        exchanges = List.copyOf(exchanges);
        replies = List.copyOf(replies);
        expectedSessions = Map.copyOf(expectedSessions);
        changedSessions = Map.copyOf(changedSessions);
        takeovers = Map.copyOf(takeovers);
        rejected = List.copyOf(rejected);
        replayResults = List.copyOf(replayResults);
    }

    /** The same with fewer rejected frames to store. */
    BatchResult withRejected(List<RejectedFrame> stored) {
        return new BatchResult(
                exchanges, replies, expectedSessions, changedSessions, takeovers, stored, replayResults, statistics);
    }

    /** The version that the changed sessions get: the id of the last exchange. There is none without an exchange. */
    long sessionVersion() {
        return exchanges.get(exchanges.size() - 1).id();
    }

    /** The changed sessions as they are once they are stored. */
    Map<String, Versioned> storedSessions() {
        Map<String, Versioned> stored = new HashMap<>();
        changedSessions.forEach(
                (customer, session) -> stored.put(customer, new Versioned(sessionVersion(), session.state())));
        return stored;
    }
}
