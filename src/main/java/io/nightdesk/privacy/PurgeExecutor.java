package io.nightdesk.privacy;

import io.nightdesk.database.DataSources;
import io.nightdesk.database.LimitedTransaction;
import io.nightdesk.database.TransactionLimits;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;

/** Runs each batch of a {@link PurgeStatement} in its own transaction, which waits only briefly for locks. */
@Singleton
final class PurgeExecutor implements PurgeStore {

    private static final TransactionLimits LIMITS =
            new TransactionLimits(Duration.ofSeconds(5), Duration.ofMillis(500));
    private static final String STATUS = """
            select clock_timestamp(), last_purge_at + make_interval(secs => ?) <= clock_timestamp()
                or last_purge_at > clock_timestamp() from leader_lease""";
    private static final String RECORD_COMPLETION = "update leader_lease set last_purge_at = clock_timestamp()";

    private final LimitedTransaction transaction;

    @Inject
    PurgeExecutor(@Named(DataSources.INBOX) DataSource database) {
        this.transaction = new LimitedTransaction(database, LIMITS);
    }

    @Override
    public Status status(Duration interval) {
        return transaction.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(STATUS)) {
                statement.setDouble(1, interval.toMillis() / 1000.0);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return new Status(row.getObject(1, OffsetDateTime.class).toInstant(), row.getBoolean(2));
                }
            }
        });
    }

    @Override
    public PurgeStatement.Batch deleteBatch(PurgeStatement purge, String cursor, int batchSize, Instant cutoff) {
        return transaction.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(purge.sql())) {
                statement.setString(1, cursor);
                statement.setInt(2, batchSize);
                statement.setString(3, cutoff.toString());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return new PurgeStatement.Batch(Optional.ofNullable(row.getString(1)), row.getLong(2));
                }
            }
        });
    }

    @Override
    public void recordCompletion() {
        transaction.call(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(RECORD_COMPLETION);
            }
        });
    }
}
