package io.nightdesk.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.history.ReportExecutor;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Everything that is kept on one customer: to hand it out, and to forget it. */
@Singleton
final class CustomerDataRepository {

    private static final Pattern UNDERSCORE = Pattern.compile("_([a-z])");

    /** Whole rows, so that a column that is added is handed out too. */
    private static final String SESSION = "select to_jsonb(c) from session c where customer_uid = ?";

    private static final String ORDERS =
            "select to_jsonb(o) from customer_order o where customer_uid = ? order by placed_at desc, number desc";
    private static final String NAMES_THE_CUSTOMER = "position(?::bytea in head) > 0 or position(?::bytea in head) > 0";
    private static final String REJECTED =
            "select to_jsonb(r) - array['replay_requested_at', 'replay_requested_by', 'replayed_at', 'replay_outcome',"
                    + " 'replay_reason', 'exchange_id'] || jsonb_build_object('head', encode(head, 'base64')) from"
                    + " rejected_frame r where "
                    + NAMES_THE_CUSTOMER + " order by id desc";

    /**
     * The key and the payload's hash stay, so that a frame that the broker brings again is known, and with the key the
     * sender's uid. So does the reply's id, by which its echo is told from an agent's frame. What is pending is still to be
     * sent: it stays whole.
     */
    private static final String ERASE_EXCHANGES = """
        update exchange e set question = null, trace = null, customer_uid = '',
            reply_bytes = case when reply_id is null then null else ''::bytea end
        where customer_uid = ? and not exists (select from pending_reply p where p.exchange_id = e.id)\
        """;

    private static final String ERASE_ORDERS = "delete from customer_order where customer_uid = ?";
    private static final String ERASE_REJECTED = "delete from rejected_frame where " + NAMES_THE_CUSTOMER;
    private static final String ERASE_SESSION = "delete from session where customer_uid = ?";
    private static final String SESSION_CHANGES =
            "select to_jsonb(s) from session_change s where customer_uid = ? order by id desc";
    private static final String ERASE_SESSION_CHANGES = "delete from session_change where customer_uid = ?";
    private static final String LEFT = "select count(*) from exchange where customer_uid = ?";

    private final ReportExecutor reports;
    private final ObjectMapper json;

    /** What there is besides the exchanges. */
    record Kept(
            Optional<JsonNode> session,
            List<JsonNode> sessionChanges,
            List<JsonNode> orders,
            List<JsonNode> rejectedFrames) {

        Kept {
            sessionChanges = List.copyOf(sessionChanges);
            orders = List.copyOf(orders);
            rejectedFrames = List.copyOf(rejectedFrames);
        }
    }

    @Inject
    CustomerDataRepository(ReportExecutor reports, ObjectMapper json) {
        this.reports = reports;
        this.json = json;
    }

    Kept kept(String uid) {
        return reports.read(database -> new Kept(
                rows(database, SESSION, uid).stream().findFirst(),
                rows(database, SESSION_CHANGES, uid),
                rows(database, ORDERS, uid),
                rows(database, REJECTED, marks(uid))));
    }

    /**
     * Forgets the customer. A frame that is decided meanwhile counts as written afterwards. The desk stores exchanges before
     * sessions and so does this, so that neither waits for the other in a circle; a session that the desk remembers is
     * compared with the table before anything is decided by it.
     */
    ErasedView erase(String uid) {
        return reports.change(database -> {
            long exchanges = update(database, ERASE_EXCHANGES, uid);
            long orders = update(database, ERASE_ORDERS, uid);
            long rejected = update(database, ERASE_REJECTED, marks(uid));
            boolean session = update(database, ERASE_SESSION, uid) > 0;
            update(database, ERASE_SESSION_CHANGES, uid);
            return new ErasedView(exchanges, orders, session, rejected, left(database, uid));
        });
    }

    private static Object[] marks(String uid) {
        return FrameCodec.uidFieldBytes(uid).toArray();
    }

    private List<JsonNode> rows(Connection database, String sql, Object... parameters) throws SQLException {
        List<JsonNode> found = new ArrayList<>();
        try (PreparedStatement statement = prepared(database, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(renamed(rows.getString(1)));
            }
        }
        return found;
    }

    private static long left(Connection database, String uid) throws SQLException {
        try (PreparedStatement statement = prepared(database, LEFT, uid);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static long update(Connection database, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(database, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepared(Connection database, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = database.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** With the names that the API uses instead of the columns'. */
    private JsonNode renamed(String row) {
        try {
            ObjectNode renamed = json.createObjectNode();
            json.readTree(row)
                    .properties()
                    .forEach(field -> renamed.set(
                            UNDERSCORE
                                    .matcher(field.getKey())
                                    .replaceAll(letter -> letter.group(1).toUpperCase(java.util.Locale.ROOT)),
                            field.getValue()));
            return renamed;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds no JSON", e);
        }
    }
}
