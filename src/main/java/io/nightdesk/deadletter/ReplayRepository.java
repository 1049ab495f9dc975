package io.nightdesk.deadletter;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The refused frames that wait to be decided again. All methods need a transaction. */
@Singleton
public class ReplayRepository {

    private static final String LIMITS = "set local statement_timeout = '2s'; set local lock_timeout = '500ms'";

    /** Of a frame that was kept in part nothing can be decided. */
    private static final String WAITING = """
            select id, replay_requested_at, received_at, size, head from rejected_frame
            where replay_requested_at is not null and replayed_at is null and octet_length(head) = size
            order by id limit ?""";

    /** In one order, and without those that somebody else has in hand: nobody waits for anybody. */
    private static final String LOCK = """
            select r.id, r.replay_requested_at from rejected_frame r
            join unnest(?::bigint[], ?::timestamptz[]) as w (id, wanted_at)
                on r.id = w.id and r.replay_requested_at = w.wanted_at
            where r.replayed_at is null order by r.id for update of r skip locked""";

    private static final String RECORD = """
            update rejected_frame r set replayed_at = ?::timestamptz, replay_outcome = w.outcome, replay_reason = w.reason,
                exchange_id = w.exchange_id
            from unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[]) as w (id, outcome, reason, exchange_id)
            where r.id = w.id""";

    private final DataSource database;

    /** A frame to decide again. */
    record Waiting(ReplayRequest replay, Instant receivedAt, byte[] bytes) {}

    @Inject
    ReplayRepository(DataSource database) {
        this.database = database;
    }

    /** The oldest of those that wait. */
    List<Waiting> waiting(int most) throws SQLException {
        List<Waiting> waiting = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement limits = connection.createStatement();
                PreparedStatement statement = connection.prepareStatement(WAITING)) {
            limits.execute(LIMITS);
            statement.setInt(1, most);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    waiting.add(new Waiting(replay(rows), instant(rows, 3), rows.getBytes(5)));
                }
            }
        }
        return waiting;
    }

    /** Those of some that still wait; they stay locked until the transaction ends. */
    public Set<ReplayRequest> lockWanted(Collection<ReplayRequest> replays) throws SQLException {
        Set<ReplayRequest> locked = new HashSet<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setObject(1, array(replays, Long[]::new, ReplayRequest::rejectedId));
            statement.setObject(
                    2, array(replays, String[]::new, replay -> replay.wantedAt().toString()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    locked.add(replay(rows));
                }
            }
        }
        return locked;
    }

    /** What came of some that are locked. */
    public void record(Collection<ReplayResult> results, Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(RECORD)) {
            statement.setString(1, now.toString());
            statement.setObject(
                    2, array(results, Long[]::new, one -> one.replay().rejectedId()));
            statement.setObject(3, array(results, String[]::new, ReplayResult::outcome));
            statement.setObject(
                    4, array(results, String[]::new, one -> one.reason().orElse(null)));
            statement.setObject(
                    5, array(results, Long[]::new, one -> one.exchangeId().orElse(null)));
            statement.executeUpdate();
        }
    }

    private static <T, V> V[] array(
            Collection<T> rows, java.util.function.IntFunction<V[]> maker, Function<T, @Nullable V> value) {
        return rows.stream().map(value).toArray(maker);
    }

    private static ReplayRequest replay(ResultSet row) throws SQLException {
        return new ReplayRequest(row.getLong(1), instant(row, 2));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
