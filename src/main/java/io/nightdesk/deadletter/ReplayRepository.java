package io.nightdesk.deadletter;

import io.nightdesk.database.DataSources;
import io.nightdesk.database.StatementBatch;
import io.nightdesk.database.TransactionLimits;
import io.nightdesk.deadletter.ReplayTarget.StoredFrame;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The requests to replay rejected frames. */
@Singleton
public class ReplayRepository {

    private static final TransactionLimits LIMITS =
            new TransactionLimits(Duration.ofSeconds(2), Duration.ofMillis(500));

    /** A frame that was stored in part cannot be replayed. */
    private static final String OPEN = """
            select id, replay_requested_at, received_at, head from rejected_frame
            where replay_requested_at is not null and replayed_at is null and octet_length(head) = size
            order by id limit ?""";

    private static final String STILL_OPEN = """
            select r.id, r.replay_requested_at from rejected_frame r
            join unnest(?::bigint[], ?::timestamptz[]) as w (id, requested_at)
                on r.id = w.id and r.replay_requested_at = w.requested_at
            where r.replayed_at is null""";

    /** Locks in the order of ids, so that two transactions cannot deadlock. */
    private static final String LOCK = STILL_OPEN + " order by r.id for update of r";

    private static final String RECORD = """
            update rejected_frame r set replayed_at = clock_timestamp(), replay_outcome = w.outcome,
                replay_reason = w.reason, exchange_id = w.exchange_id
            from unnest(?::bigint[], ?::timestamptz[], ?::text[], ?::text[], ?::bigint[])
                as w (id, requested_at, outcome, reason, exchange_id)
            where r.id = w.id and r.replay_requested_at = w.requested_at""";

    private final DataSource database;

    @Inject
    public ReplayRepository(@Named(DataSources.INBOX) DataSource database) {
        this.database = database;
    }

    /** The oldest open requests. Needs a transaction. */
    List<StoredFrame> open(int limit) throws SQLException {
        List<StoredFrame> open = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(OPEN)) {
            LIMITS.apply(connection);
            statement.setInt(1, limit);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    open.add(new StoredFrame(request(rows), instant(rows, 3), rows.getBytes(4)));
                }
            }
        }
        return open;
    }

    /** Adds a query for those of the requests that were neither withdrawn nor completed. */
    public void addStillOpen(StatementBatch batch, Collection<ReplayRequest> requests, Consumer<ReplayRequest> reader) {
        addQuery(batch, STILL_OPEN, requests, reader);
    }

    /** Like the query above, and locks the rejected frames until the transaction ends. */
    public void addLocked(StatementBatch batch, Collection<ReplayRequest> requests, Consumer<ReplayRequest> reader) {
        addQuery(batch, LOCK, requests, reader);
    }

    private static void addQuery(
            StatementBatch batch, String sql, Collection<ReplayRequest> requests, Consumer<ReplayRequest> reader) {
        batch.query(
                sql,
                rows -> {
                    while (rows.next()) {
                        reader.accept(request(rows));
                    }
                },
                array(requests, Long[]::new, ReplayRequest::rejectedId),
                array(requests, String[]::new, request -> request.requestedAt().toString()));
    }

    /** Adds the statement that records these results. */
    public void addResults(StatementBatch batch, Collection<ReplayResult> results) {
        batch.update(
                RECORD,
                array(results, Long[]::new, result -> result.request().rejectedId()),
                array(
                        results,
                        String[]::new,
                        result -> result.request().requestedAt().toString()),
                array(results, String[]::new, ReplayResult::outcome),
                array(results, String[]::new, result -> result.reason().orElse(null)),
                array(results, Long[]::new, result -> result.exchangeId().orElse(null)));
    }

    private static <T, V> V[] array(Collection<T> rows, IntFunction<V[]> maker, Function<T, @Nullable V> value) {
        return rows.stream().map(value).toArray(maker);
    }

    private static ReplayRequest request(ResultSet row) throws SQLException {
        return new ReplayRequest(row.getLong(1), instant(row, 2));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
