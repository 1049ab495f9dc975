package io.nightdesk.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * How long a transaction may work and wait. PostgreSQL enforces both limits, so they hold even if the client has stopped.
 *
 * @param statementTimeout how long each statement may run
 * @param lockTimeout how long each statement may wait for a lock
 */
public record TransactionLimits(Duration statementTimeout, Duration lockTimeout) {

    public TransactionLimits {
        requireEnforceable(statementTimeout);
        requireEnforceable(lockTimeout);
    }

    /** Applies the limits to the current transaction of a connection; they end with that transaction. */
    public void apply(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local statement_timeout = " + statementTimeout.toMillis()
                    + "; set local lock_timeout = " + lockTimeout.toMillis());
        }
    }

    /** PostgreSQL counts in milliseconds and takes 0 for no limit. */
    private static void requireEnforceable(Duration timeout) {
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("a timeout must be at least 1 ms: " + timeout);
        }
    }
}
