package io.nightdesk.database;

/** What a replica keeps in memory of some tables, and keeps as they are. */
public interface Snapshot {

    /** The channel on which the database tells that the tables changed. */
    String channel();

    /** Reads the tables, if they changed. Called in a transaction, from one thread. */
    void refresh();
}
