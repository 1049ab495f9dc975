package io.nightdesk.database;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Keeps the {@link Snapshot}s as the tables are: the database tells every replica of a change at once, and is asked now and
 * then besides. On a thread of its own, so that compiling many rules delays neither answers nor the lease.
 */
@Singleton
public class SnapshotRefresher {

    private static final Logger LOG = Logger.getLogger(SnapshotRefresher.class);
    /** How long a change can go unseen whose notice was lost with a connection. */
    private static final Duration POLL = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final SnapshotRegistry snapshots;
    private final DataSource database;
    private final Thread thread = new Thread(this::run, "nightdesk-watch");

    @Inject
    SnapshotRefresher(@All List<Snapshot> snapshots, DataSource database, MeterRegistry registry) {
        this.snapshots = new SnapshotRegistry(
                snapshots, work -> QuarkusTransaction.requiringNew().run(work), registry);
        this.database = database;
        thread.setDaemon(true);
    }

    /** Begins, once; call when the tables are there. */
    public void begin() {
        thread.start();
    }

    /** Whether each snapshot was read at least once. */
    public boolean isComplete() {
        return snapshots.areComplete();
    }

    private void run() {
        while (true) {
            try {
                follow();
            } catch (SQLException | RuntimeException e) {
                // The duty says when the database is away.
                LOG.debugf(e, "tables not followed for the moment");
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void follow() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String channel : snapshots.channels().toList()) {
                statement.execute("listen " + channel);
            }
            PGConnection notices = connection.unwrap(PGConnection.class);
            try {
                while (true) {
                    snapshots.refresh();
                    notices.getNotifications((int) POLL.toMillis());
                }
            } finally {
                // Back in the pool it must not go on gathering notices.
                statement.execute("unlisten *");
            }
        }
    }
}
