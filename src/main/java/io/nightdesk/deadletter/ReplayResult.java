package io.nightdesk.deadletter;

import io.nightdesk.decision.Outcome;
import io.nightdesk.frame.RejectReason;
import java.util.Optional;

/**
 * What came of deciding a refused frame again.
 *
 * @param outcome of the exchange, or the name of what else became of the frame
 * @param reason why it was refused again
 * @param exchangeId the exchange it became
 */
public record ReplayResult(ReplayRequest replay, String outcome, Optional<String> reason, Optional<Long> exchangeId) {

    public static ReplayResult decided(ReplayRequest replay, Outcome outcome, long exchangeId) {
        return new ReplayResult(replay, outcome.name(), Optional.empty(), Optional.of(exchangeId));
    }

    public static ReplayResult refused(ReplayRequest replay, RejectReason reason) {
        return new ReplayResult(replay, Replayed.REFUSED.name(), Optional.of(reason.code()), Optional.empty());
    }

    /** Nothing was to be decided. */
    public static ReplayResult ignored(ReplayRequest replay, Replayed what) {
        return new ReplayResult(replay, what.name(), Optional.empty(), Optional.empty());
    }

    /** What a replay may come to besides an {@link Outcome}. */
    public enum Replayed {
        /** Refused again. */
        REFUSED,
        /** Sent again meanwhile, and decided. */
        DUPLICATE,
        /** Another frame has its message id. */
        MESSAGE_ID_REUSED,
        /** An echo of a reply of the desk. */
        OWN_REPLY
    }
}
