package io.nightdesk.leader;

/** Told, on the elector's thread, when this replica becomes leader and when it ceases to be. */
public interface LeadershipListener {

    /** This replica is the leader. An exception ends the term. */
    void termBegan(LeaderTerm term);

    /** The term is over; it is not valid any more. */
    default void termEnded(LeaderTerm term) {}
}
