package io.nightdesk.database;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * Runs background work in short separate transactions. The limits keep such work from delaying the transactions that answer
 * customers: a statement that runs too long or waits too long for a lock fails, and its transaction is rolled back.
 */
public final class LimitedTransaction {

    private final DataSource database;
    private final TransactionLimits limits;
    private final Runner runner;

    /** What a transaction does. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Runs a task in a new transaction: commits it, or rolls it back if the task throws. */
    @FunctionalInterface
    interface Runner {
        <T> T call(Callable<T> task);
    }

    public LimitedTransaction(DataSource database, TransactionLimits limits) {
        this(database, limits, LimitedTransaction::callInNewTransaction);
    }

    LimitedTransaction(DataSource database, TransactionLimits limits, Runner runner) {
        this.database = database;
        this.limits = limits;
        this.runner = runner;
    }

    /** Runs {@code work} in a new transaction and returns its result. Closes the connection. */
    public <T> T call(Work<T> work) {
        return runner.call(() -> {
            try (Connection connection = database.getConnection()) {
                limits.apply(connection);
                return work.run(connection);
            }
        });
    }

    private static <T> T callInNewTransaction(Callable<T> task) {
        return QuarkusTransaction.requiringNew().call(task);
    }
}
