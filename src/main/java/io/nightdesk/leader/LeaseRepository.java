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
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * The row that says which replica is the leader. Each change of leader raises its epoch, which every commit of a term checks
 * under a row lock: a replica that lost the lease without noticing can commit nothing. The holder is checked too, because a
 * database that failed over to an older state gives the same epoch again.
 *
 * <p>The times in the row are the database's. Because its clock may jump, they are not the only way to recognise a dead
 * leader: see {@link LeaseWatch}. Confined to the elector's thread.
 */
@Singleton
public final class LeaseRepository implements Lease {

    /**
     * Returns a row if the term, given by its epoch and its holder, still holds the lease. The lock keeps other replicas from
     * acquiring the lease until the transaction ends.
     */
    public static final String FENCE = "select 1 from leader_lease where epoch = ? and holder = ? for key share";

    private static final String READ = """
            select epoch, coalesce(holder, ''), expires_at::text, duration_ms, expires_at < clock_timestamp()
            from leader_lease""";

    /**
     * Returns a row if the lease has not changed since it was read. Waits for the commits of the previous term: an update alone
     * would not conflict with their key-share locks.
     */
    private static final String LOCK_UNCHANGED = """
            select 1 from leader_lease where epoch = ? and coalesce(holder, '') = ? and expires_at = ?::timestamptz
            for update""";

    private static final String ACQUIRE = """
            update leader_lease set holder = ?, desk_uid = ?, epoch = epoch + 1, duration_ms = ?,
                expires_at = clock_timestamp() + make_interval(secs => ?)
            where coalesce(desk_uid, ?) = ?
            returning epoch,
                case when caught_up_at <= clock_timestamp() then extract(epoch from caught_up_at) * 1000 else 0 end::bigint""";
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
    private final LeaseWatch watch;

    /** The holder in the last term of this process, which is over: its lease need not expire. */
    private String lastHolder = "";

    private interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    @Inject
    LeaseRepository(@Named(DataSources.LEADER) DataSource database, IdentityConfig identity, LeaseConfig config) {
        this(database, identity.customerId(), config.duration(), System::nanoTime);
    }

    LeaseRepository(DataSource database, String customerId, Duration duration, LongSupplier nanoClock) {
        this.database = database;
        this.customerId = customerId;
        this.duration = duration;
        this.watch = new LeaseWatch(duration, nanoClock);
    }

    @Override
    public Optional<LeaderTerm> acquire() {
        return inTransaction(connection -> {
            LeaseRecord seen = read(connection);
            boolean isDead = watch.isDead(seen);
            return (seen.expired() || isDead || seen.holder().equals(lastHolder)) && lock(connection, seen)
                    ? acquire(connection)
                    : Optional.empty();
        });
    }

    private static LeaseRecord read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(READ)) {
            row.next();
            return new LeaseRecord(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    Duration.ofMillis(row.getLong(4)),
                    row.getBoolean(5));
        }
    }

    private static boolean lock(Connection connection, LeaseRecord seen) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK_UNCHANGED)) {
            statement.setLong(1, seen.epoch());
            statement.setString(2, seen.holder());
            statement.setString(3, seen.expiresAt());
            try (ResultSet unchanged = statement.executeQuery()) {
                return unchanged.next();
            }
        }
    }

    private Optional<LeaderTerm> acquire(Connection connection) throws SQLException {
        long askedAt = System.nanoTime();
        // A new one each time: even this process must be able to distinguish its own terms.
        String holder = ProcessHandle.current().pid() + "/" + UUID.randomUUID();
        lastHolder = holder;
        try (PreparedStatement statement = connection.prepareStatement(ACQUIRE)) {
            statement.setString(1, holder);
            statement.setString(2, customerId);
            statement.setLong(3, duration.toMillis());
            statement.setDouble(4, seconds());
            statement.setString(5, customerId);
            statement.setString(6, customerId);
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
    public Instant databaseTime() {
        return inTransaction(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select clock_timestamp()")) {
                row.next();
                return row.getObject(1, OffsetDateTime.class).toInstant();
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
