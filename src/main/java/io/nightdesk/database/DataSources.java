package io.nightdesk.database;

/**
 * The names of the datasources. Each has its own connections, so that work of one kind cannot take the connections of
 * another. The default datasource serves the API and has no name.
 */
public final class DataSources {

    /** The lease: used by the elector's thread alone. */
    public static final String LEADER = "leader";

    /**
     * Frames, replies, snapshots and background jobs. Its users are a fixed number of threads, each of which holds one connection
     * at a time, and the pool has a connection for each: the processor, the elector when a term begins, the listener for
     * notifications, the refresh of snapshots, the outbox monitor and the retention job. Nothing that a request starts may use it.
     */
    public static final String INBOX = "inbox";

    /** The migration of the schema, see {@link SchemaMigrator}. */
    public static final String MIGRATION = "migration";

    private DataSources() {}
}
