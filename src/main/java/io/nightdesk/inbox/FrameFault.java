package io.nightdesk.inbox;

import io.nightdesk.database.SqlErrors;

/**
 * Distinguishes failures that a frame can cause from all others. The list of what a frame can cause is the short one: on any
 * other failure the desk waits, because a frame that is rejected is acknowledged and not answered.
 */
final class FrameFault {

    private FrameFault() {}

    /**
     * Whether the frame can be the cause: the database refused a value, or the desk's own code failed. A duplicate key is no
     * fault of the frame: a known frame is a duplicate, and other keys are chosen by the desk, which chooses others next time.
     * An {@link Error}, such as a lack of memory, strikes any frame.
     */
    static boolean isPossible(RuntimeException failure) {
        return !SqlErrors.isOutage(failure)
                && !SqlErrors.isUniqueViolation(failure)
                && SqlErrors.causes(failure).noneMatch(Error.class::isInstance);
    }
}
