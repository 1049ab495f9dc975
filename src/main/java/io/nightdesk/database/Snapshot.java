package io.nightdesk.database;

import java.util.Map;

/** What a replica keeps in memory of some tables, and keeps as they are. */
public interface Snapshot {

    /** What metrics and the log call it. */
    String name();

    /** The channel on which the database tells that the tables changed. */
    String channel();

    /** Reads the tables, if they changed. Called in a transaction, from one thread. */
    void refresh();

    /** The versions of what is in memory, by the names that metrics give them, always the same; -1 before the first reading. */
    default Map<String, Long> versions() {
        return Map.of();
    }
}
