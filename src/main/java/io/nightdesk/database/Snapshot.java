package io.nightdesk.database;

import java.util.Map;

/** A copy of some tables that a replica keeps in memory. {@link SnapshotRefresher} keeps it up to date. */
public interface Snapshot {

    /** The name in metrics and log lines. */
    String name();

    /** The PostgreSQL notification channel on which changes of the tables are announced. */
    String channel();

    /** Reads the tables if they have changed. Always called from the same thread, without a transaction. */
    void refresh();

    /**
     * The versions now in memory, by their names in metrics. The names never change; a version is -1 until the first
     * successful refresh.
     */
    default Map<String, Long> versions() {
        return Map.of();
    }
}
