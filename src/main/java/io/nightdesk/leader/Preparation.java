package io.nightdesk.leader;

import java.util.Optional;

/** What this replica needs before it may become leader. */
@FunctionalInterface
interface Preparation {

    /** Whether it is complete. Does not wait. */
    boolean isComplete();

    /** Whether it is complete or the threads that work on it run. */
    default boolean isAlive() {
        return true;
    }

    /** What keeps it from being completed; empty if it is still under way. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }
}
