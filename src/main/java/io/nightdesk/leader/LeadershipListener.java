package io.nightdesk.leader;

/** Called on the elector's thread when this replica becomes leader and when its term ends. */
public interface LeadershipListener {

    /** This replica is the leader. An exception ends the term. */
    void termBegan(LeaderTerm term);

    /** The term is over and no longer valid. */
    default void termEnded(LeaderTerm term) {}
}
