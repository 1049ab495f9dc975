package io.nightdesk.inbox;

import io.nightdesk.database.DataSources;
import io.nightdesk.database.StatementBatch;
import io.nightdesk.deadletter.DeadLetterRepository;
import io.nightdesk.deadletter.ReplayRepository;
import io.nightdesk.deadletter.ReplayRequest;
import io.nightdesk.deadletter.ReplayResult;
import io.nightdesk.inbox.Exchange.StoredReply;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.leader.LeaseRepository;
import io.nightdesk.outbox.DeliveryReport;
import io.nightdesk.session.SessionRepository;
import io.nightdesk.session.SessionRepository.Versioned;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges, pending replies and sessions as tables. In plain SQL because it runs for every frame: a batch is read in one round
 * trip and stored in another.
 */
@Singleton
final class ExchangeRepository implements BatchStore {

    /** The constraint on a frame's message id and sender. */
    static final String FRAME_KEY = "exchange_frame_key";

    /** The constraint on an exchange's id. */
    static final String PRIMARY_KEY = "exchange_pkey";

    private static final String LAST_ID = "select coalesce(max(id), 0) from exchange";

    private static final String DELIVERED = "delete from pending_reply where exchange_id = any(?::bigint[])";
    private static final String INSERT = """
            insert into exchange (id, sender_uid, message_id, payload_hash, received_at, customer_uid, question,
                outcome, rule_key, trace, reply_id, reply_bytes)
            select e.* from unnest(?::bigint[], ?::text[], ?::uuid[], ?::bytea[], ?::timestamptz[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::jsonb[], ?::uuid[], ?::bytea[]) e""";

    /**
     * Stores a batch under the fence, in one statement: with few frames in a batch, starting a statement is what costs most.
     * Returns one row: whether the term holds the lease, and whether a session has another version than expected. Stores nothing
     * unless the first is true and the second false.
     */
    private static final String COMMIT = commit("");

    private static final String COMMIT_WITH_SESSIONS =
            commit(", sessions as (" + SessionRepository.upsertIf("exists (select from open)") + ")");

    /** A reply that was sent stays sent: only a pending one can be withheld. */
    private static final String WITHHOLD = """
            with withheld as (delete from pending_reply p using unnest(?::bigint[], ?::text[]) as w (id, reason)
                where p.exchange_id = w.id returning w.id, w.reason)
            update exchange e set withheld = w.reason from withheld w where e.id = w.id""";

    /** If the off-hours notice was withheld, the customer must get it later. */
    private static final String RESET_NOTICE = """
            update session s set notice_at = '1970-01-01 00:00:00+00', previous_version = s.version,
                version = -nextval(pg_get_serial_sequence('session_change', 'id'))
            from exchange e where e.id = any(?::bigint[]) and e.outcome = 'NOTICE' and e.withheld is not null
                and s.customer_uid = e.customer_uid""";

    private final DataSource database;
    private final DeadLetterRepository deadLetters;
    private final ReplayRepository replays;

    @Inject
    ExchangeRepository(
            @Named(DataSources.INBOX) DataSource database, DeadLetterRepository deadLetters, ReplayRepository replays) {
        this.database = database;
        this.deadLetters = deadLetters;
        this.replays = replays;
    }

    private static String commit(String sessions) {
        return """
                with changed as (%s),
                term as (%s),
                open as (select from term where not exists (select from changed)),
                delivered as (%s and exists (select from open)),
                stored as (%s cross join open returning id, reply_id),
                pending as (insert into pending_reply (exchange_id) select id from stored where reply_id is not null)%s
                select exists (select from term), exists (select from changed)""".formatted(SessionRepository.CHANGED, LeaseRepository.FENCE, DELIVERED, INSERT, sessions);
    }

    @Override
    public KnownState lookUp(Lookup lookup) {
        try (Connection connection = database.getConnection()) {
            return new StateQuery(replays).run(connection, lookup);
        } catch (SQLException e) {
            throw new IllegalStateException("failed to look up frames and sessions", e);
        }
    }

    @Override
    public CommitResult commit(LeaderTerm term, BatchResult result, List<DeliveryReport> reports) {
        List<DeliveryReport> withheld =
                reports.stream().filter(report -> report.withheld().isPresent()).toList();
        boolean isUsual = withheld.isEmpty()
                && result.rejected().isEmpty()
                && result.replayResults().isEmpty();
        try (Connection connection = database.getConnection()) {
            return isUsual
                    ? store(connection, term, result, reports)
                    : storeAll(connection, term, result, reports, withheld);
        } catch (SQLException e) {
            throw new IllegalStateException("failed to store the batch", e);
        }
    }

    @Override
    public CommitResult dryRun(LeaderTerm term, BatchResult result) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                CommitResult ended = store(connection, term, result, List.of());
                // A commit checks deferred constraints too.
                new StatementBatch().update("set constraints all immediate").run(connection);
                return ended;
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("failed to try storing a batch", e);
        }
    }

    /** The usual batch: a statement alone is its own transaction, which saves the round trips for its beginning and its end. */
    private static CommitResult store(
            Connection connection, LeaderTerm term, BatchResult result, List<DeliveryReport> reports)
            throws SQLException {
        Long[] delivered = longs(
                reports.stream().filter(report -> report.withheld().isEmpty()).toList(), DeliveryReport::exchangeId);
        Map<String, Versioned> changed = result.changedSessions();
        Object[] parameters = Stream.of(
                        SessionRepository.versions(result.expectedSessions()),
                        new Object[] {term.epoch(), term.holder()},
                        new Object[] {delivered},
                        columns(result.exchanges()),
                        changed.isEmpty() ? new Object[0] : SessionRepository.columns(changed, result.sessionVersion()))
                .flatMap(Arrays::stream)
                .toArray();
        CommitResult[] ended = {CommitResult.TERM_ENDED};
        new StatementBatch()
                .query(
                        changed.isEmpty() ? COMMIT : COMMIT_WITH_SESSIONS,
                        row -> {
                            row.next();
                            if (row.getBoolean(1)) {
                                ended[0] = row.getBoolean(2) ? CommitResult.STATE_CHANGED : CommitResult.COMMITTED;
                            }
                        },
                        parameters)
                .run(connection);
        return ended[0];
    }

    /**
     * Stores a batch that also has rejected frames, replay results or other rare parts, in one transaction. Locks
     * rejected frames before sessions, in the same order as the erasure of a customer, so that the two cannot deadlock.
     */
    private CommitResult storeAll(
            Connection connection,
            LeaderTerm term,
            BatchResult result,
            List<DeliveryReport> reports,
            List<DeliveryReport> withheld)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            CommitResult ended = lockRejected(connection, result)
                    ? store(connection, term, result, reports)
                    : CommitResult.STATE_CHANGED;
            if (ended == CommitResult.COMMITTED) {
                storeRest(connection, result, withheld);
                connection.commit();
                deadLetters.stored(result.rejected().size());
            } else {
                connection.rollback();
            }
            return ended;
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    /** Stores rejected frames and locks those that are replayed; false if one of their requests is no longer open. */
    private boolean lockRejected(Connection connection, BatchResult result) throws SQLException {
        List<ReplayRequest> requests =
                result.replayResults().stream().map(ReplayResult::request).toList();
        Set<ReplayRequest> open = new HashSet<>();
        StatementBatch statements = new StatementBatch();
        if (!requests.isEmpty()) {
            replays.addLocked(statements, requests, open::add);
        }
        if (!result.rejected().isEmpty()) {
            deadLetters.addTo(statements, result.rejected());
        }
        if (!statements.isEmpty()) {
            statements.run(connection);
        }
        return open.containsAll(requests);
    }

    private void storeRest(Connection connection, BatchResult result, List<DeliveryReport> withheld)
            throws SQLException {
        StatementBatch statements = new StatementBatch();
        if (!withheld.isEmpty()) {
            Long[] ids = longs(withheld, DeliveryReport::exchangeId);
            statements.update(
                    WITHHOLD,
                    ids,
                    texts(withheld, report -> report.withheld().map(Enum::name).orElseThrow()));
            statements.update(RESET_NOTICE, (Object) ids);
        }
        if (!result.replayResults().isEmpty()) {
            replays.addResults(statements, result.replayResults());
        }
        if (!statements.isEmpty()) {
            statements.run(connection);
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public long lastExchangeId() {
        long[] last = {0};
        try (Connection connection = database.getConnection()) {
            new StatementBatch()
                    .query(LAST_ID, row -> {
                        row.next();
                        last[0] = row.getLong(1);
                    })
                    .run(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("failed to read the last exchange id", e);
        }
        return last[0];
    }

    /** The parameters of {@link #INSERT}: an array for each column. */
    private static Object[] columns(List<Exchange> exchanges) {
        return new Object[] {
            longs(exchanges, Exchange::id),
            texts(exchanges, e -> e.key().senderUid()),
            texts(exchanges, e -> e.key().messageId().toString()),
            bytes(exchanges, Exchange::payloadHash),
            texts(exchanges, e -> e.receivedAt().toString()),
            texts(exchanges, Exchange::customerUid),
            texts(exchanges, e -> e.question().orElse(null)),
            texts(exchanges, e -> e.outcome().name()),
            texts(exchanges, e -> e.ruleKey().orElse(null)),
            texts(exchanges, e -> e.trace().orElse(null)),
            texts(exchanges, e -> e.reply().map(r -> r.id().toString()).orElse(null)),
            bytes(exchanges, e -> e.reply().map(StoredReply::bytes).orElse(null))
        };
    }

    private static <T> Long[] longs(Collection<T> rows, Function<T, Long> value) {
        return rows.stream().map(value).toArray(Long[]::new);
    }

    private static <T> String[] texts(Collection<T> rows, Function<T, @Nullable String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    private static <T> byte[][] bytes(Collection<T> rows, Function<T, byte @Nullable []> value) {
        return rows.stream().map(value).toArray(byte[][]::new);
    }
}
