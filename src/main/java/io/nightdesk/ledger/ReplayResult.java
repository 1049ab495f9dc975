package io.nightdesk.ledger;

import io.nightdesk.desk.Outcome;
import io.nightdesk.frame.RejectReason;
import java.util.Optional;

/**
 * What came of deciding a refused frame again.
 *
 * @param outcome of the exchange, or the name of what else became of the frame
 * @param reason why it was refused again
 * @param exchangeId the exchange it became
 */
record ReplayResult(Replay replay, String outcome, Optional<String> reason, Optional<Long> exchangeId) {

    static ReplayResult decided(Replay replay, Outcome outcome, long exchangeId) {
        return new ReplayResult(replay, outcome.name(), Optional.empty(), Optional.of(exchangeId));
    }

    static ReplayResult refused(Replay replay, RejectReason reason) {
        return new ReplayResult(replay, Replayed.REFUSED.name(), Optional.of(reason.code()), Optional.empty());
    }

    /** Nothing was to be decided. */
    static ReplayResult ignored(Replay replay, Replayed what) {
        return new ReplayResult(replay, what.name(), Optional.empty(), Optional.empty());
    }

    /** What a replay may come to besides an {@link Outcome}. */
    enum Replayed {
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
