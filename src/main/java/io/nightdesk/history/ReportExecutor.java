package io.nightdesk.history;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Runs what people ask of the tables so that it never stands in the desk's way: few at once, as the desk takes its
 * connections from the same pool, and none for long. Each runs in a transaction of its own, which must not be kept open
 * while a client takes its time to read.
 */
@Singleton
public final class ReportExecutor {

    private static final int AT_ONCE = 2;
    private static final int PATIENCE_SECONDS = 5;
    private static final String QUERY_CANCELED = "57014";

    /**
     * Less than the time after which the driver takes the connection for broken. The datasource is set up for the desk's
     * small statements; a report reads much at once, and its plan must know how much.
     */
    private static final String LIMITS = """
            set local statement_timeout = '15s'; set local lock_timeout = '5s';
            set local enable_seqscan = on; set local plan_cache_mode = auto""";

    private final DataSource database;
    private final Semaphore free = new Semaphore(AT_ONCE, true);

    /** Something asked of the tables. */
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Why there is no answer. */
    enum Trouble {
        /** Others are being served. */
        BUSY,
        /** It would take longer than anybody is given. */
        TOO_LONG
    }

    /** There is no answer. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final Trouble trouble;

        Refused(Trouble trouble) {
            super(trouble.name());
            this.trouble = trouble;
        }

        Trouble trouble() {
            return trouble;
        }
    }

    @Inject
    ReportExecutor(DataSource database) {
        this.database = database;
    }

    public <T> T read(Work<T> work) {
        return run("set transaction read only; " + LIMITS, work);
    }

    public <T> T change(Work<T> work) {
        return run(LIMITS, work);
    }

    private <T> T run(String settings, Work<T> work) {
        await();
        try {
            return QuarkusTransaction.requiringNew().call(() -> {
                try (Connection connection = database.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute(settings);
                    return work.run(connection);
                } catch (SQLException e) {
                    throw QUERY_CANCELED.equals(e.getSQLState())
                            ? new Refused(Trouble.TOO_LONG)
                            : new IllegalStateException("report failed", e);
                }
            });
        } finally {
            free.release();
        }
    }

    private void await() {
        try {
            if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new Refused(Trouble.BUSY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(Trouble.BUSY);
        }
    }
}
