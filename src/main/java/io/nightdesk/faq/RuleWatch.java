package io.nightdesk.faq;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Keeps the {@link RuleBook} as the table is: the database tells every replica of a change at once, and is asked now and
 * then besides. On a thread of its own, so that compiling many rules delays neither answers nor the lease.
 */
@Singleton
public class RuleWatch {

    private static final Logger LOG = Logger.getLogger(RuleWatch.class);
    /** How long a change can go unseen whose notice was lost with a connection. */
    private static final Duration POLL = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final RuleBook book;
    private final DataSource database;
    private final Thread thread = new Thread(this::run, "nightdesk-rules");

    @Inject
    RuleWatch(RuleBook book, DataSource database) {
        this.book = book;
        this.database = database;
        thread.setDaemon(true);
    }

    /** Begins, once; call when the tables are there. */
    public void begin() {
        thread.start();
    }

    private void run() {
        while (true) {
            try {
                follow();
            } catch (SQLException | RuntimeException e) {
                // The duty says when the database is away.
                LOG.debugf(e, "rules not followed for the moment");
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
            statement.execute("listen faq_changed");
            PGConnection notices = connection.unwrap(PGConnection.class);
            try {
                while (true) {
                    QuarkusTransaction.requiringNew().run(book::refresh);
                    notices.getNotifications((int) POLL.toMillis());
                }
            } finally {
                // Back in the pool it must not go on gathering notices.
                statement.execute("unlisten *");
            }
        }
    }
}
