package io.nightdesk.inbox;

import io.nightdesk.database.StatementBatch;
import io.nightdesk.inbox.Exchange.FrameKey;
import io.nightdesk.inbox.Exchange.StoredReply;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.leader.LeaseRepository;
import io.nightdesk.outbox.DeliveryReport;
import io.nightdesk.outbox.PendingReply;
import io.nightdesk.session.SessionRepository;
import io.nightdesk.session.SessionRepository.Versioned;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges, the replies on their way and the sessions' states as tables. In plain SQL because it is done for every
 * frame: a whole batch is read in one round trip and written in another, or written at once. All methods but
 * {@link #writeAlone} need a transaction.
 */
@Singleton
public final class ExchangeRepository {

    /** The constraint on a frame's message id and sender. */
    static final String ONCE = "exchange_frame_key";

    /** The constraint on an exchange's id. */
    static final String IDS = "exchange_pkey";

    /** No row off duty; on duty the sessions asked for, or a row of nulls when none has a state. */
    private static final String STANDING =
            "select c.* from (" + LeaseRepository.HOLDS + ") l left join (" + SessionRepository.SELECT + ") c on true";

    private static final String KNOWN =
            "select sender_uid, message_id, payload_hash from exchange where message_id = any(?::uuid[])";
    private static final String OWN = "select reply_id from exchange where reply_id = any(?::uuid[])";
    private static final String LAST = "select coalesce(max(id), 0) from exchange";
    private static final String PENDING = """
            select e.id, e.customer_uid, e.reply_bytes, e.received_at
            from pending_reply p join exchange e on e.id = p.exchange_id
            where p.exchange_id > ? order by p.exchange_id limit ?""";
    private static final String SETTLE = "delete from pending_reply where exchange_id = any(?::bigint[])";
    private static final String INSERT = """
            insert into exchange (id, sender_uid, message_id, payload_hash, received_at, customer_uid, question,
                outcome, rule_key, trace, reply_id, reply_bytes)
            select e.* from unnest(?::bigint[], ?::text[], ?::uuid[], ?::bytea[], ?::timestamptz[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::jsonb[], ?::uuid[], ?::bytea[]) e""";
    /** One statement rather than three: with few frames in a batch, starting a statement is what it costs. */
    private static final String RECORD = """
            with settled as (%s),
            recorded as (%s returning id, reply_id)
            insert into pending_reply (exchange_id) select id from recorded where reply_id is not null""".formatted(SETTLE, INSERT);
    /**
     * Stores a batch, or does nothing and returns no row when the shift is over or a session stands elsewhere. A statement
     * alone is its own transaction, which spares the trips for its beginning and its end.
     */
    private static final String RECORD_ALONE = alone("");

    private static final String RECORD_ALONE_WITH_SESSIONS =
            alone(", sessions as (" + SessionRepository.upsertIf("exists (select from shift)") + ")");
    /** Only of a reply that is pending: what was sent stays sent. */
    private static final String WITHHOLD = """
            update exchange e set withheld = w.reason from unnest(?::bigint[], ?::text[]) as w (id, reason)
            where e.id = any(?::bigint[]) and e.id = w.id and exists (select 1 from pending_reply p where p.exchange_id = e.id)""";

    /** A customer who did not get the notice is still to be told. */
    private static final String NOTICE_NOT_GIVEN = """
            update session c set notice_at = '1970-01-01 00:00:00+00', previous_version = c.version,
                version = -nextval(pg_get_serial_sequence('session_change', 'id'))
            from exchange e where e.id = any(?::bigint[]) and e.outcome = 'NOTICE' and e.withheld is not null
                and c.customer_uid = e.customer_uid""";

    private final DataSource database;

    @Inject
    ExchangeRepository(DataSource database) {
        this.database = database;
    }

    private static String alone(String more) {
        return """
                with moved as (%s),
                shift as (%s),
                settled as (%s and exists (select from shift)),
                recorded as (%s cross join shift returning id, reply_id),
                pending as (insert into pending_reply (exchange_id) select id from recorded where reply_id is not null)%s
                select 1 from shift""".formatted(
                        SessionRepository.MOVED,
                        LeaseRepository.holdsIf("not exists (select from moved)"),
                        SETTLE,
                        INSERT,
                        more);
    }

    /**
     * What the tables know of some frames.
     *
     * @param onDuty whether the shift is still on; if so nobody else can take over before this transaction ends
     * @param hashes of the frames asked for that were decided before, the hash of their payload
     * @param ownReplies of the ids asked for, those of replies of this desk
     * @param conversations the states of the sessions that have one, by customer
     */
    record Page(
            boolean onDuty, Map<FrameKey, byte[]> hashes, Set<UUID> ownReplies, Map<String, Versioned> conversations) {}

    /** Checks the lease and looks up frames by their ids, replies by theirs, and the sessions of customers. */
    Page look(LeaderTerm shift, Collection<UUID> frames, Collection<UUID> replies, Collection<String> customers)
            throws SQLException {
        boolean[] onDuty = {false};
        Map<FrameKey, byte[]> hashes = new HashMap<>();
        Set<UUID> ownReplies = new HashSet<>();
        Map<String, Versioned> conversations = new HashMap<>();
        StatementBatch trip = new StatementBatch()
                .query(
                        STANDING,
                        rows -> {
                            while (rows.next()) {
                                onDuty[0] = true;
                                SessionRepository.read(rows, conversations::put);
                            }
                        },
                        shift.epoch(),
                        shift.holder(),
                        customers.toArray(String[]::new));
        if (!frames.isEmpty()) {
            trip.query(
                    KNOWN,
                    rows -> {
                        while (rows.next()) {
                            hashes.put(
                                    new FrameKey(rows.getString(1), rows.getObject(2, UUID.class)), rows.getBytes(3));
                        }
                    },
                    (Object) texts(frames, UUID::toString));
        }
        if (!replies.isEmpty()) {
            trip.query(
                    OWN,
                    rows -> {
                        while (rows.next()) {
                            ownReplies.add(rows.getObject(1, UUID.class));
                        }
                    },
                    (Object) texts(replies, UUID::toString));
        }
        run(trip);
        return new Page(onDuty[0], hashes, ownReplies, conversations);
    }

    /**
     * Stores what was decided, with the replies as pending, and how replies ended. Fails by the constraint {@link #ONCE}
     * when one of the frames is known, which spares asking before, and by {@link #IDS} when an id is given already.
     */
    void write(List<DeliveryReport> settlements, List<Exchange> exchanges, Map<String, Versioned> conversations)
            throws SQLException {
        StatementBatch trip = new StatementBatch();
        withhold(trip, settlements);
        if (!exchanges.isEmpty()) {
            record(trip, settlements, exchanges);
        } else if (!settlements.isEmpty()) {
            trip.update(SETTLE, (Object) longs(settlements, DeliveryReport::exchangeId));
        }
        if (!conversations.isEmpty()) {
            trip.update(SessionRepository.UPSERT, SessionRepository.columns(conversations, version(exchanges)));
        }
        if (!trip.isEmpty()) {
            run(trip);
        }
    }

    /**
     * Stores a batch in a transaction of its own, without having looked before.
     *
     * @param settlements none of which is withheld
     * @param believed the sessions of all customers concerned, as the batch was decided by them
     * @return false, and nothing was stored, when the shift is over or a session stands elsewhere
     */
    boolean writeAlone(
            LeaderTerm shift,
            List<DeliveryReport> settlements,
            Map<String, Versioned> believed,
            List<Exchange> exchanges,
            Map<String, Versioned> changed)
            throws SQLException {
        boolean[] stored = {false};
        Stream<Object> parameters = Stream.of(
                        SessionRepository.versions(believed),
                        new Object[] {shift.epoch(), shift.holder()},
                        new Object[] {longs(settlements, DeliveryReport::exchangeId)},
                        columns(exchanges),
                        changed.isEmpty() ? new Object[0] : SessionRepository.columns(changed, version(exchanges)))
                .flatMap(Arrays::stream);
        run(new StatementBatch()
                .query(
                        changed.isEmpty() ? RECORD_ALONE : RECORD_ALONE_WITH_SESSIONS,
                        rows -> stored[0] = rows.next(),
                        parameters.toArray()));
        return stored[0];
    }

    /** What the sessions' states that these exchanges brought about are called by. */
    static long version(List<Exchange> exchanges) {
        return exchanges.get(exchanges.size() - 1).id();
    }

    /** The largest id of an exchange so far. */
    long lastId() throws SQLException {
        long[] last = {0};
        run(new StatementBatch().query(LAST, rows -> {
            rows.next();
            last[0] = rows.getLong(1);
        }));
        return last[0];
    }

    /** Replies not yet settled, oldest first. */
    public List<PendingReply> pendingAfter(long id, int most) throws SQLException {
        List<PendingReply> pending = new ArrayList<>();
        run(new StatementBatch()
                .query(
                        PENDING,
                        rows -> {
                            while (rows.next()) {
                                pending.add(pending(rows));
                            }
                        },
                        id,
                        most));
        return pending;
    }

    private static PendingReply pending(ResultSet row) throws SQLException {
        return new PendingReply(
                row.getLong(1),
                row.getString(2),
                row.getBytes(3),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                /* live= */ false);
    }

    private static void withhold(StatementBatch trip, List<DeliveryReport> settlements) {
        List<DeliveryReport> withheld =
                settlements.stream().filter(s -> s.withheld().isPresent()).toList();
        if (!withheld.isEmpty()) {
            Long[] ids = longs(withheld, DeliveryReport::exchangeId);
            trip.update(
                    WITHHOLD,
                    ids,
                    texts(withheld, s -> s.withheld().map(Enum::name).orElseThrow()),
                    ids);
            trip.update(NOTICE_NOT_GIVEN, (Object) ids);
        }
    }

    private static void record(StatementBatch trip, List<DeliveryReport> settlements, List<Exchange> exchanges) {
        Object[] settled = {longs(settlements, DeliveryReport::exchangeId)};
        trip.update(
                RECORD,
                Stream.concat(Arrays.stream(settled), Arrays.stream(columns(exchanges)))
                        .toArray());
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

    private void run(StatementBatch trip) throws SQLException {
        try (Connection connection = database.getConnection()) {
            trip.run(connection);
        }
    }
}
