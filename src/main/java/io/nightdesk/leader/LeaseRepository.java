package io.nightdesk.leader;

import io.nightdesk.IdentityConfig;
import io.nightdesk.database.DataSources;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The row that says which replica is the leader. Each change of leader raises its epoch, which every commit of a term checks
 * under a row lock: a replica that lost the lease without noticing can commit nothing. The holder is checked too, because a
 * database that failed over to an older state gives the same epoch again. All times are the database's.
 */
@Singleton
public final class LeaseRepository implements Lease {

    /**
     * Returns a row if the term, given by its epoch and its holder, still holds the lease. The lock keeps other replicas from
     * acquiring the lease until the transaction ends.
     */
    public static final String FENCE = "select 1 from leader_lease where epoch = ? and holder = ? for key share";

    /** Waits for the commits of the previous term: an update alone would not conflict with their key-share locks. */
    private static final String LOCK_EXPIRED =
            "select 1 from leader_lease where expires_at < clock_timestamp() for update";

    private static final String ACQUIRE = """
            update leader_lease set holder = ?, desk_uid = ?, epoch = epoch + 1,
                expires_at = clock_timestamp() + make_interval(secs => ?)
            where expires_at < clock_timestamp() and coalesce(desk_uid, ?) = ?
            returning epoch, coalesce(extract(epoch from caught_up_at) * 1000, 0)::bigint""";
    private static final String RENEW = """
            update leader_lease set expires_at = clock_timestamp() + make_interval(secs => ?),
                caught_up_at = case when ? then clock_timestamp() else caught_up_at end
            where epoch = ? and holder = ?""";
    private static final String RELEASE =
            "update leader_lease set expires_at = '-infinity' where epoch = ? and holder = ?";
    private static final String OTHER_OWNER = "select desk_uid from leader_lease where desk_uid <> ?";

    private final DataSource database;
    private final String customerId;
    private final Duration duration;

    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    @Inject
    LeaseRepository(@Named(DataSources.LEADER) DataSource database, IdentityConfig identity, LeaseConfig config) {
        this.database = database;
        this.customerId = identity.customerId();
        this.duration = config.duration();
    }

    @Override
    public Optional<LeaderTerm> acquire() {
        return inTransaction(connection -> {
            try (Statement lock = connection.createStatement();
                    ResultSet expired = lock.executeQuery(LOCK_EXPIRED)) {
                if (!expired.next()) {
                    return Optional.empty();
                }
            }
            return acquire(connection);
        });
    }

    private Optional<LeaderTerm> acquire(Connection connection) throws SQLException {
        long askedAt = System.nanoTime();
        // A new one each time: even this process must be able to distinguish its own terms.
        String holder = ProcessHandle.current().pid() + "/" + UUID.randomUUID();
        try (PreparedStatement statement = connection.prepareStatement(ACQUIRE)) {
            statement.setString(1, holder);
            statement.setString(2, customerId);
            statement.setDouble(3, seconds());
            statement.setString(4, customerId);
            statement.setString(5, customerId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new LeaderTerm(
                                row.getLong(1),
                                holder,
                                Instant.ofEpochMilli(row.getLong(2)),
                                duration,
                                askedAt,
                                System::nanoTime))
                        : Optional.empty();
            }
        }
    }

    @Override
    public boolean renew(LeaderTerm term, boolean caughtUp) {
        return inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RENEW)) {
                statement.setDouble(1, seconds());
                statement.setBoolean(2, caughtUp);
                statement.setLong(3, term.epoch());
                statement.setString(4, term.holder());
                return statement.executeUpdate() == 1;
            }
        });
    }

    @Override
    public void release(LeaderTerm term) {
        inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RELEASE)) {
                statement.setLong(1, term.epoch());
                statement.setString(2, term.holder());
                return statement.executeUpdate();
            }
        });
    }

    @Override
    public Optional<String> otherOwner() {
        return inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(OTHER_OWNER)) {
                statement.setString(1, customerId);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    private <T> T inTransaction(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("failed to access the lease", e);
        }
    }

    private double seconds() {
        return duration.toMillis() / 1000.0;
    }
}
