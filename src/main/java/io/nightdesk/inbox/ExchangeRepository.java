package io.nightdesk.inbox;

import io.nightdesk.database.DataSources;
import io.nightdesk.database.StatementBatch;
import io.nightdesk.deadletter.DeadLetterRepository;
import io.nightdesk.deadletter.ReplayRepository;
import io.nightdesk.deadletter.ReplayRequest;
import io.nightdesk.deadletter.ReplayResult;
import io.nightdesk.decision.Outcome;
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

    /** Returns a row if a frame that counts as an agent's is a reply of this desk. */
    private static final String OWN_REPLY = "select 1 from exchange where reply_id = any(?::uuid[]) limit 1";

    /**
     * Stores a batch under the fence, in one statement: with few frames in a batch, starting a statement is what costs most.
     * Returns one row: whether the term holds the lease, and whether the batch rests on a wrong assumption. Stores nothing unless
     * the first is true and the second false. {@link #STORED} tells the statements that follow in the same transaction.
     */
    private static final String COMMIT = commit("");

    private static final String COMMIT_WITH_SESSIONS =
            commit(", sessions as (" + SessionRepository.upsertIf("exists (select from open)") + ")");

    /** Whether the statement before, in the same transaction, stored its batch. */
    private static final String STORED = "current_setting('nightdesk.stored', true) = 'true'";

    /** A reply that was sent stays sent: only a pending one can be withheld. */
    private static final String WITHHOLD = """
            with withheld as (delete from pending_reply p using unnest(?::bigint[], ?::text[]) as w (id, reason)
                where p.exchange_id = w.id and %s returning w.id, w.reason)
            update exchange e set withheld = w.reason from withheld w where e.id = w.id""".formatted(STORED);

    /** If the off-hours notice was withheld, the customer must get it later. */
    private static final String RESET_NOTICE = """
            update session s set notice_at = '1970-01-01 00:00:00+00', previous_version = s.version,
                version = -nextval(pg_get_serial_sequence('session_change', 'id'))
            from exchange e where e.id = any(?::bigint[]) and e.outcome = 'NOTICE' and e.withheld is not null
                and s.customer_uid = e.customer_uid and %s""".formatted(STORED);

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
                with changed as ((%s) union all (%s)),
                term as (%s),
                open as (select from term where not exists (select from changed)),
                delivered as (%s and exists (select from open)),
                stored as (%s cross join open returning id, reply_id),
                pending as (insert into pending_reply (exchange_id) select id from stored where reply_id is not null)%s
                select exists (select from term), exists (select from changed),
                    set_config('nightdesk.stored', exists (select from open)::text, true)""".formatted(SessionRepository.CHANGED, OWN_REPLY, LeaseRepository.FENCE, DELIVERED, INSERT, sessions);
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
        try (Connection connection = database.getConnection()) {
            return result.replayResults().isEmpty()
                    ? store(connection, term, result, reports)
                    : storeReplayed(connection, term, result, reports);
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

    /** Stores everything but replay results, in one round trip. What is sent together is one transaction, unless one is open. */
    private CommitResult store(Connection connection, LeaderTerm term, BatchResult result, List<DeliveryReport> reports)
            throws SQLException {
        List<DeliveryReport> withheld =
                reports.stream().filter(report -> report.withheld().isPresent()).toList();
        CommitResult[] ended = {CommitResult.TERM_ENDED};
        StatementBatch statements = new StatementBatch()
                .query(
                        result.changedSessions().isEmpty() ? COMMIT : COMMIT_WITH_SESSIONS,
                        row -> {
                            row.next();
                            if (row.getBoolean(1)) {
                                ended[0] = row.getBoolean(2) ? CommitResult.STATE_CHANGED : CommitResult.COMMITTED;
                            }
                        },
                        parameters(term, result, reports));
        if (!withheld.isEmpty()) {
            Long[] ids = longs(withheld, DeliveryReport::exchangeId);
            statements.update(
                    WITHHOLD,
                    ids,
                    texts(withheld, report -> report.withheld().map(Enum::name).orElseThrow()));
            statements.update(RESET_NOTICE, (Object) ids);
        }
        if (!result.rejected().isEmpty()) {
            deadLetters.addTo(statements, result.rejected(), STORED);
        }
        statements.run(connection);
        if (ended[0] == CommitResult.COMMITTED) {
            deadLetters.stored(result.rejected().size());
        }
        return ended[0];
    }

    /**
     * Stores a batch with replay results. Locks rejected frames before sessions, in the same order as the erasure of a customer,
     * so that the two cannot deadlock.
     */
    private CommitResult storeReplayed(
            Connection connection, LeaderTerm term, BatchResult result, List<DeliveryReport> reports)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            CommitResult ended = lockReplayed(connection, result)
                    ? store(connection, term, result, reports)
                    : CommitResult.STATE_CHANGED;
            if (ended == CommitResult.COMMITTED) {
                StatementBatch statements = new StatementBatch();
                replays.addResults(statements, result.replayResults());
                statements.run(connection);
                connection.commit();
            } else {
                connection.rollback();
            }
            return ended;
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
    }

    /** Locks the rejected frames that are replayed; false if one of their requests is no longer open. */
    private boolean lockReplayed(Connection connection, BatchResult result) throws SQLException {
        List<ReplayRequest> requests =
                result.replayResults().stream().map(ReplayResult::request).toList();
        Set<ReplayRequest> open = new HashSet<>();
        StatementBatch statements = new StatementBatch();
        replays.addLocked(statements, requests, open::add);
        statements.run(connection);
        return open.containsAll(requests);
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

    /** The parameters of {@link #COMMIT} or {@link #COMMIT_WITH_SESSIONS}. */
    private static Object[] parameters(LeaderTerm term, BatchResult result, List<DeliveryReport> reports) {
        List<DeliveryReport> delivered =
                reports.stream().filter(report -> report.withheld().isEmpty()).toList();
        List<Exchange> fromAgents = result.exchanges().stream()
                .filter(exchange -> exchange.outcome() == Outcome.AGENT_MESSAGE)
                .toList();
        Map<String, Versioned> changed = result.changedSessions();
        return Stream.of(
                        SessionRepository.versions(result.expectedSessions()),
                        new Object[] {texts(fromAgents, e -> e.key().messageId().toString())},
                        new Object[] {term.epoch(), term.holder()},
                        new Object[] {longs(delivered, DeliveryReport::exchangeId)},
                        columns(result.exchanges()),
                        changed.isEmpty() ? new Object[0] : SessionRepository.columns(changed, result.sessionVersion()))
                .flatMap(Arrays::stream)
                .toArray();
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
