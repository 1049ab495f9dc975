package io.nightdesk.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** SQL that reads and stores the sessions of a whole batch at once; {@link SessionEntity} is the same table row by row. */
public final class SessionRepository {

    private static final String STATE =
            "taken_over_until, handed_off_until, waiting_since, notice_at, fallback_at, menu, turns, replies";

    /** The rows of those customers, given as an array of uids, who have one. */
    public static final String SELECT =
            "select customer_uid, version, " + STATE + " from session where customer_uid = any(?::text[])";

    /** Returns a row if any session has another version than the one given by {@link #versions}. */
    public static final String CHANGED = """
            select 1 from unnest(?::text[], ?::bigint[]) as expected (customer_uid, version)
            left join session c using (customer_uid)
            where coalesce(c.version, 0) <> expected.version limit 1""";

    private SessionRepository() {}

    /**
     * The state of a session and its version.
     *
     * @param version changes with every change of the state and is never used twice; 0 for a session without a row
     */
    public record Versioned(long version, SessionState state) {
        public static final Versioned NEW = new Versioned(0, SessionState.NEW);
    }

    /**
     * A statement that stores the sessions given by {@link #columns}, under a condition, for a {@code with} clause. A session
     * that somebody else changed since it was read stays unchanged: a manual change wins over the state after a reply.
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

    /** Reads the current row, which has the columns of {@link #SELECT}. */
    public static void read(ResultSet row, BiConsumer<String, Versioned> reader) throws SQLException {
        reader.accept(
                row.getString(1),
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

    /** The parameters of {@link #CHANGED}: an array for each column. */
    public static Object[] versions(Map<String, Versioned> sessions) {
        return new Object[] {
            sessions.keySet().toArray(String[]::new),
            sessions.values().stream().map(Versioned::version).toArray(Long[]::new)
        };
    }

    /**
     * The parameters of {@link #upsertIf}: an array for each column.
     *
     * @param sessions the new states, each with the version that it follows
     * @param version the version that all of them get
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
                .map(session -> text.apply(session.state()))
                .toArray(String[]::new);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
