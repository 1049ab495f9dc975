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
 * Runs reports within limits, so that they do not delay replies: few at the same time, because replies take their
 * connections from the same pool, and each for a short time. Each report has its own transaction. The transaction
 * must not stay open while a slow client reads the response.
 */
@Singleton
public final class ReportExecutor {

    private static final int MAX_CONCURRENT = 2;
    private static final int MAX_WAIT_SECONDS = 5;
    private static final String QUERY_CANCELED = "57014";

    /**
     * The statement timeout is below the socket timeout of the JDBC driver. The planner settings of the datasource suit
     * small statements by primary key; a report reads many rows and needs a plan for its own parameters.
     */
    private static final String SETTINGS = """
            set local statement_timeout = '15s'; set local lock_timeout = '5s';
            set local enable_seqscan = on; set local plan_cache_mode = auto""";

    private final DataSource database;
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT, true);

    /** Statements of a report. */
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Why a report did not complete. */
    enum Reason {
        BUSY("Too many reports are running. Try again later."),
        TIMEOUT("The report takes too long. Ask for less: a shorter time range, or one customer.");

        private final String detail;

        Reason(String detail) {
            this.detail = detail;
        }

        /** For the client. */
        String detail() {
            return detail;
        }
    }

    /** A report did not complete. */
    static final class ReportException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final Reason reason;

        ReportException(Reason reason) {
            super(reason.name());
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }

    @Inject
    ReportExecutor(DataSource database) {
        this.database = database;
    }

    public <T> T read(Work<T> work) {
        return run("set transaction read only; " + SETTINGS, work);
    }

    public <T> T write(Work<T> work) {
        return run(SETTINGS, work);
    }

    private <T> T run(String settings, Work<T> work) {
        acquirePermit();
        try {
            return QuarkusTransaction.requiringNew().call(() -> {
                try (Connection connection = database.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute(settings);
                    return work.run(connection);
                } catch (SQLException e) {
                    throw QUERY_CANCELED.equals(e.getSQLState())
                            ? new ReportException(Reason.TIMEOUT)
                            : new IllegalStateException("report failed", e);
                }
            });
        } finally {
            permits.release();
        }
    }

    private void acquirePermit() {
        try {
            if (!permits.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new ReportException(Reason.BUSY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReportException(Reason.BUSY);
        }
    }
}
