package io.nightdesk.database;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightdesk.OutOfMemory;
import io.quarkus.arc.All;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.api.output.MigrateResult;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Keeps all {@link Snapshot}s up to date: listens for PostgreSQL's notifications, and polls in case one was lost.
 *
 * <p>It has its own thread and is not a {@code @Scheduled} job for two reasons. The thread blocks on the connection that
 * listens, so a change arrives at once; a schedule could only poll. And compiling many rules takes time, which must not be
 * taken from the threads that serve requests or renew the lease.
 */
@Singleton
public final class SnapshotRefresher {

    private static final Logger LOG = Logger.getLogger(SnapshotRefresher.class);

    /** How long a change can go unseen if its notification was lost. */
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

    private static final Duration RETRY_DELAY = Duration.ofMillis(500);

    private final SnapshotRegistry snapshots;
    private final DataSource database;
    private final Thread thread = new Thread(this::run, "nightdesk-snapshots");

    @Inject
    SnapshotRefresher(
            @All List<Snapshot> snapshots, @Named(DataSources.INBOX) DataSource database, MeterRegistry registry) {
        this.snapshots = new SnapshotRegistry(snapshots, registry);
        this.database = database;
        thread.setDaemon(true);
    }

    /** Does nothing when it is called again: a migration that is repeated after a failure fires the event again. */
    synchronized void start(@Observes MigrateResult migrated) {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /** Whether the thread runs or has not been started yet. */
    public boolean isAlive() {
        return thread.getState() == Thread.State.NEW || thread.isAlive();
    }

    /** Whether every snapshot has been read at least once. */
    public boolean isLoaded() {
        return snapshots.areLoaded();
    }

    private void run() {
        while (true) {
            try {
                listen();
            } catch (SQLException | RuntimeException | Error e) {
                OutOfMemory.exitIfCauseOf(e);
                // At debug level, because the leader election reports that the database is unavailable.
                LOG.debugf(e, "Snapshots not refreshed, retrying: delay=%s", RETRY_DELAY);
            }
            try {
                Thread.sleep(RETRY_DELAY.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void listen() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String channel : snapshots.channels().toList()) {
                statement.execute("listen " + channel);
            }
            PGConnection notifications = connection.unwrap(PGConnection.class);
            try {
                while (true) {
                    snapshots.refresh();
                    notifications.getNotifications((int) POLL_INTERVAL.toMillis());
                }
            } finally {
                // The connection goes back to the pool and must not keep collecting notifications.
                statement.execute("unlisten *");
            }
        }
    }
}
