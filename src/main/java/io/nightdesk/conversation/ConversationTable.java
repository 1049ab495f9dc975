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

    private static final String COLUMNS = "customer_uid, taken_over_until, handed_off_until, fallback_at, menu, turns";
    private static final String GIVEN =
            "unnest(?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[])";

    /** The sessions among an array of customers' uids that have a state. */
    public static final String SELECT = "select " + COLUMNS + " from conversation where customer_uid = any(?::text[])";

    /** A row if any session of those given as {@link #columns} stands elsewhere in the table. */
    public static final String MOVED = """
            select 1 from %s as believed (customer_uid, until, handed, fallback, offered, taken)
            left join conversation c using (customer_uid)
            where coalesce(c.taken_over_until, to_timestamp(0)) <> until
                or coalesce(c.handed_off_until, to_timestamp(0)) <> handed
                or coalesce(c.fallback_at, to_timestamp(0)) <> fallback
                or coalesce(c.menu, '') <> offered or coalesce(c.turns, '') <> taken
            limit 1""".formatted(GIVEN);

    /** Stores sessions given as {@link #columns}. */
    public static final String UPSERT = upsertIf("true");

    private ConversationTable() {}

    /** The same statement for another's {@code with} clause, under a condition. */
    public static String upsertIf(String condition) {
        return """
                insert into conversation (%s) select * from %s where %s
                on conflict (customer_uid) do update set taken_over_until = excluded.taken_over_until,
                    handed_off_until = excluded.handed_off_until, fallback_at = excluded.fallback_at,
                    menu = excluded.menu, turns = excluded.turns""".formatted(COLUMNS, GIVEN, condition);
    }

    /** Hands on the current row, which has the columns of {@link #SELECT}, unless it is the empty side of an outer join. */
    public static void read(ResultSet row, BiConsumer<String, Conversation> reader) throws SQLException {
        String customerUid = row.getString(1);
        if (customerUid != null) {
            reader.accept(
                    customerUid,
                    new Conversation(
                            instant(row, 2),
                            instant(row, 3),
                            instant(row, 4),
                            Menu.parse(row.getString(5)),
                            Turns.parse(row.getString(6))));
        }
    }

    /** The parameters of {@link #UPSERT}: an array for each column. */
    public static Object[] columns(Map<String, Conversation> conversations) {
        return new Object[] {
            conversations.keySet().toArray(String[]::new),
            texts(conversations, c -> c.takenOverUntil().toString()),
            texts(conversations, c -> c.handedOffUntil().toString()),
            texts(conversations, c -> c.fallbackAt().toString()),
            texts(conversations, c -> c.menu().text()),
            texts(conversations, c -> c.turns().text())
        };
    }

    private static String[] texts(Map<String, Conversation> conversations, Function<Conversation, String> text) {
        return conversations.values().stream().map(text).toArray(String[]::new);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
