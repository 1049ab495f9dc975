package io.nightdesk.conversation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** How the sessions of a whole batch are read and stored at once; {@link ConversationRow} is the same table one by one. */
public final class ConversationTable {

    /** The sessions among an array of customers' uids that have a state. */
    public static final String SELECT =
            "select customer_uid, taken_over_until, fallback_at from conversation where customer_uid = any(?::text[])";

    /** A row if any session of those given as {@link #columns} stands elsewhere in the table. */
    public static final String MOVED = """
            select 1 from unnest(?::text[], ?::timestamptz[], ?::timestamptz[]) as believed (customer_uid, until, fallback)
            left join conversation using (customer_uid)
            where coalesce(taken_over_until, to_timestamp(0)) <> until or coalesce(fallback_at, to_timestamp(0)) <> fallback
            limit 1""";

    /** Stores sessions given as {@link #columns}. */
    public static final String UPSERT = upsertIf("true");

    private ConversationTable() {}

    /** The same statement for another's {@code with} clause, under a condition. */
    public static String upsertIf(String condition) {
        return """
                insert into conversation (customer_uid, taken_over_until, fallback_at)
                select * from unnest(?::text[], ?::timestamptz[], ?::timestamptz[]) where %s
                on conflict (customer_uid) do update set taken_over_until = excluded.taken_over_until,
                    fallback_at = excluded.fallback_at""".formatted(condition);
    }

    /** Hands on the current row, which has the columns of {@link #SELECT}, unless it is the empty side of an outer join. */
    public static void read(ResultSet row, BiConsumer<String, Conversation> reader) throws SQLException {
        String customerUid = row.getString(1);
        if (customerUid != null) {
            reader.accept(customerUid, new Conversation(instant(row, 2), instant(row, 3)));
        }
    }

    /** The parameters of {@link #UPSERT}: an array for each column. */
    public static Object[] columns(Map<String, Conversation> conversations) {
        return new Object[] {
            conversations.keySet().toArray(String[]::new),
            times(conversations, Conversation::takenOverUntil),
            times(conversations, Conversation::fallbackAt)
        };
    }

    private static String[] times(Map<String, Conversation> conversations, Function<Conversation, Instant> time) {
        return conversations.values().stream().map(time).map(Instant::toString).toArray(String[]::new);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
