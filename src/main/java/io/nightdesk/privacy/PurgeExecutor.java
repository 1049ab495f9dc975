package io.nightdesk.privacy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;

/** Runs {@link PurgeStatement}s against the tables, each batch in a transaction of its own, which waits for nobody for long. */
@Singleton
class PurgeExecutor {

    private static final String LIMITS = "set local statement_timeout = '5s'; set local lock_timeout = '500ms'";
    private static final String STANDING = """
            select clock_timestamp(), last_purge_at + make_interval(secs => ?) <= clock_timestamp() from leader_lease""";
    private static final String TIDIED = "update leader_lease set last_purge_at = clock_timestamp()";

    private final DataSource database;

    /**
     * How things stand by the database.
     *
     * @param now by its clock
     * @param isDue whether the last time was long enough ago
     */
    record Standing(Instant now, boolean isDue) {

        /** Of this clock and another one the earlier time; empty when they are further apart than {@code most}. */
        Optional<Instant> agreedWith(Instant other, Duration most) {
            if (Duration.between(now, other).abs().compareTo(most) > 0) {
                return Optional.empty();
            }
            return Optional.of(other.isBefore(now) ? other : now);
        }
    }

    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    @Inject
    PurgeExecutor(DataSource database) {
        this.database = database;
    }

    Standing standing(Duration interval) {
        return inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(STANDING)) {
                statement.setDouble(1, interval.toMillis() / 1000.0);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return new Standing(row.getObject(1, OffsetDateTime.class).toInstant(), row.getBoolean(2));
                }
            }
        });
    }

    /** Deletes what is older than {@code before} of the {@code most} rows after {@code after}, which is '' for the first. */
    PurgeStatement.Swept sweep(PurgeStatement sweep, String after, int most, Instant before) {
        return inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sweep.sql())) {
                statement.setString(1, after);
                statement.setInt(2, most);
                statement.setString(3, before.toString());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return new PurgeStatement.Swept(Optional.ofNullable(row.getString(1)), row.getLong(2));
                }
            }
        });
    }

    /** Everything was looked at. */
    void done() {
        inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(TIDIED);
            }
        });
    }

    private <T> T inTransaction(Work<T> work) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(LIMITS);
                return work.run(connection);
            }
        });
    }
}
