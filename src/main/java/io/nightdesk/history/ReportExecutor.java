package io.nightdesk.history;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.rest.Admission;
import io.nightdesk.rest.AdmissionControl;
import io.nightdesk.rest.CostlyOperation;
import io.nightdesk.rest.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Runs reports within limits, so that they do not delay replies: few at the same time, and each for a short time. Each report has its own transaction. The transaction
 * must not stay open while a slow client reads the response.
 */
@Singleton
public final class ReportExecutor {

    private static final String QUERY_CANCELED = "57014";
    private static final LocalizedMessage TIMEOUT = LocalizedMessage.of(
            "The report takes too long. Ask for less: a shorter time range, or one customer.",
            "查询时间太长，请缩小范围：缩短时间段，或只查一个顾客。");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    /**
     * The statement timeout is below the socket timeout of the JDBC driver. The planner settings of the datasource suit
     * small statements by primary key; a report reads many rows and needs a plan for its own parameters.
     */
    private static final String SETTINGS = """
            set local statement_timeout = '15s'; set local lock_timeout = '5s';
            set local enable_seqscan = on; set local plan_cache_mode = auto""";

    private final DataSource database;
    private final AdmissionControl admissions;

    /** Statements of a report. */
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    @Inject
    ReportExecutor(DataSource database, AdmissionControl admissions) {
        this.database = database;
        this.admissions = admissions;
    }

    public <T> T read(Work<T> work) {
        return run("set transaction read only; " + SETTINGS, work);
    }

    public <T> T write(Work<T> work) {
        return run(SETTINGS, work);
    }

    private <T> T run(String settings, Work<T> work) {
        Admission admitted = admissions.enter(CostlyOperation.REPORT);
        try {
            return QuarkusTransaction.requiringNew().call(() -> {
                try (Connection connection = database.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute(settings);
                    return work.run(connection);
                } catch (SQLException e) {
                    throw QUERY_CANCELED.equals(e.getSQLState())
                            ? ProblemException.unavailable(TIMEOUT, RETRY_AFTER)
                            : new IllegalStateException("report failed", e);
                }
            });
        } finally {
            admitted.close();
        }
    }
}
