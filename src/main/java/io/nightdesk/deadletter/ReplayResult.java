package io.nightdesk.deadletter;

import io.nightdesk.frame.RejectReason;
import java.util.Optional;

/**
 * The result of replaying a frame.
 *
 * @param outcome the outcome of its exchange, or one of the constants here
 * @param reason why it was rejected again; empty if it was not
 * @param exchangeId the exchange that was stored for it; empty if there is none
 */
public record ReplayResult(ReplayRequest request, String outcome, Optional<String> reason, Optional<Long> exchangeId) {

    /** Rejected again. */
    public static final String REJECTED = "REJECTED";
    /** Its sender sent it again in the meantime, and it was decided then. */
    public static final String DUPLICATE = "DUPLICATE";
    /** Another frame of the same sender has its message id. */
    public static final String MESSAGE_ID_REUSED = "MESSAGE_ID_REUSED";
    /** A reply of the desk that came back. */
    public static final String OWN_REPLY = "OWN_REPLY";

    public static ReplayResult decided(ReplayRequest request, String outcome, long exchangeId) {
        return new ReplayResult(request, outcome, Optional.empty(), Optional.of(exchangeId));
    }

    public static ReplayResult rejected(ReplayRequest request, RejectReason reason) {
        return new ReplayResult(request, REJECTED, Optional.of(reason.code()), Optional.empty());
    }

    /** The frame needed no decision. */
    public static ReplayResult ignored(ReplayRequest request, String outcome) {
        return new ReplayResult(request, outcome, Optional.empty(), Optional.empty());
    }
}
