package io.nightdesk.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** How the sessions of a whole batch are read and stored at once; {@link SessionEntity} is the same table one by one. */
public final class SessionRepository {

    private static final String STATE =
            "taken_over_until, handed_off_until, waiting_since, notice_at, fallback_at, menu, turns, replies";

    /** The sessions among an array of customers' uids that have a state. */
    public static final String SELECT =
            "select customer_uid, version, " + STATE + " from session where customer_uid = any(?::text[])";

    /** A row if any session of those given as {@link #versions} stands elsewhere in the table. */
    public static final String MOVED = """
            select 1 from unnest(?::text[], ?::bigint[]) as believed (customer_uid, version)
            left join session c using (customer_uid)
            where coalesce(c.version, 0) <> believed.version limit 1""";

    /** Stores sessions given as {@link #columns}. */
    public static final String UPSERT = upsertIf("true");

    private SessionRepository() {}

    /**
     * A session and which of its states it is.
     *
     * @param version another one with every change; 0 for a session that has no row
     */
    public record Versioned(long version, SessionState conversation) {
        public static final Versioned NEW = new Versioned(0, SessionState.NEW);
    }

    /**
     * The same statement for another's {@code with} clause, under a condition. What somebody else changed since it was read
     * stays as they left it: whoever sets a session by hand wins against what the desk would remember of a reply.
     */
    public static String upsertIf(String condition) {
        return """
                insert into session as c (customer_uid, version, previous_version, %1$s)
                select * from unnest(?::text[], ?::bigint[], ?::bigint[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[],
                    ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[], ?::text[]) where %2$s
                on conflict (customer_uid) do update set version = excluded.version, previous_version = excluded.previous_version,
                    taken_over_until = excluded.taken_over_until, handed_off_until = excluded.handed_off_until,
                    waiting_since = excluded.waiting_since, notice_at = excluded.notice_at,
                    fallback_at = excluded.fallback_at, menu = excluded.menu, turns = excluded.turns,
                    replies = excluded.replies
                where c.version = excluded.previous_version""".formatted(STATE, condition);
    }

    /** Hands on the current row, which has the columns of {@link #SELECT}, unless it is the empty side of an outer join. */
    public static void read(ResultSet row, BiConsumer<String, Versioned> reader) throws SQLException {
        String customerUid = row.getString(1);
        if (customerUid != null) {
            reader.accept(
                    customerUid,
                    new Versioned(
                            row.getLong(2),
                            new SessionState(
                                    instant(row, 3),
                                    instant(row, 4),
                                    instant(row, 5),
                                    instant(row, 6),
                                    instant(row, 7),
                                    Menu.parse(row.getString(8)),
                                    AnswerRotation.parse(row.getString(9)),
                                    ReplyHistory.parse(row.getString(10)))));
        }
    }

    /** The parameters of {@link #MOVED}: an array for each column. */
    public static Object[] versions(Map<String, Versioned> sessions) {
        return new Object[] {
            sessions.keySet().toArray(String[]::new),
            sessions.values().stream().map(Versioned::version).toArray(Long[]::new)
        };
    }

    /**
     * The parameters of {@link #UPSERT}: an array for each column.
     *
     * @param sessions as they are from now on, with the versions that they follow
     * @param version that all of them get
     */
    public static Object[] columns(Map<String, Versioned> sessions, long version) {
        Long[] versions = new Long[sessions.size()];
        Arrays.fill(versions, version);
        return new Object[] {
            sessions.keySet().toArray(String[]::new),
            versions,
            sessions.values().stream().map(Versioned::version).toArray(Long[]::new),
            texts(sessions, c -> c.takenOverUntil().toString()),
            texts(sessions, c -> c.handedOffUntil().toString()),
            texts(sessions, c -> c.waitingSince().toString()),
            texts(sessions, c -> c.noticeAt().toString()),
            texts(sessions, c -> c.fallbackAt().toString()),
            texts(sessions, c -> c.menu().text()),
            texts(sessions, c -> c.turns().text()),
            texts(sessions, c -> c.replies().text())
        };
    }

    private static String[] texts(Map<String, Versioned> sessions, Function<SessionState, String> text) {
        return sessions.values().stream()
                .map(session -> text.apply(session.conversation()))
                .toArray(String[]::new);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
