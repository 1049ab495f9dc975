package io.nightdesk.inbox;

import io.nightdesk.database.SqlErrors;
import java.util.Set;

/**
 * Distinguishes failures that a frame can cause from all others. The list of what a frame can cause is the short one: on any
 * other failure the desk waits, because a frame that is rejected is acknowledged and not answered.
 */
final class FrameFault {

    /**
     * Unique keys that no frame violates by a fault of its own: a known frame is a duplicate, and the desk chooses the other
     * keys, others with each attempt.
     */
    private static final Set<String> KEYS = Set.of(
            ExchangeRepository.FRAME_KEY, ExchangeRepository.PRIMARY_KEY, "exchange_reply", "pending_reply_pkey");

    private FrameFault() {}

    /**
     * Whether the frame can be the cause: the database refused a value, or the desk's own code failed. An {@link Error}, such as
     * a lack of memory, strikes any frame.
     */
    static boolean isPossible(RuntimeException failure) {
        return !SqlErrors.isOutage(failure)
                && KEYS.stream().noneMatch(key -> SqlErrors.isUniqueViolation(failure, key))
                && SqlErrors.causes(failure).noneMatch(Error.class::isInstance);
    }
}
