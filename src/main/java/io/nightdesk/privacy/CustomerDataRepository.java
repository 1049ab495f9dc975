package io.nightdesk.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightdesk.audit.AuditAction;
import io.nightdesk.audit.AuditLog;
import io.nightdesk.audit.AuditSubject;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.history.ReportExecutor;
import io.nightdesk.rest.ExportRows;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Exports and erases everything that is stored about a customer. */
@Singleton
final class CustomerDataRepository {

    private static final Pattern UNDERSCORE = Pattern.compile("_([a-z])");

    /** Selects whole rows, so that an added column is exported too. */
    private static final String SESSION = "select to_jsonb(c) from session c where customer_uid = ?";

    private static final Pages SESSION_CHANGES = Pages.byId("""
            select to_jsonb(s) from session_change s where customer_uid = ? and id < ?::bigint
            order by id desc limit 200""");

    private static final Pages ORDERS = new Pages("""
            select to_jsonb(o) from customer_order o where customer_uid = ? and (placed_at, number) < (?::timestamptz, ?)
            order by placed_at desc, number desc limit 200""", List.of("placedAt", "number"), List.of("infinity", ""));

    private static final String CONTAINS_UID = "position(?::bytea in head) > 0 or position(?::bytea in head) > 0";
    /** Few, because a frame can be large. */
    private static final Pages REJECTED_FRAMES = Pages.byId("""
            select to_jsonb(r) - array['replay_requested_at', 'replay_requested_by', 'replayed_at', 'replay_outcome',
                    'replay_reason', 'exchange_id'] || jsonb_build_object('head', encode(head, 'base64'))
            from rejected_frame r where (%s) and id < ?::bigint order by id desc limit 20""".formatted(CONTAINS_UID));

    private static final Pages AUDIT_ENTRIES = Pages.byId("""
            select to_jsonb(a) from audit_entry a where customer_uid = ? and id < ?::bigint
            order by id desc limit 200""");

    /**
     * Keeps the unique key, which contains the sender's uid, and the hash of the payload, so that a redelivered frame is
     * recognised. Keeps the id of the reply, so that the reply is not taken for a message of an agent when it comes back. A
     * pending reply is still to be sent, so its exchange is not changed.
     */
    private static final String ERASE_EXCHANGES = """
            update exchange e set question = null, trace = null, customer_uid = '',
                reply_bytes = case when reply_id is null then null else ''::bytea end
            where customer_uid = ? and not exists (select from pending_reply p where p.exchange_id = e.id)""";

    private static final String ERASE_ORDERS = "delete from customer_order where customer_uid = ?";
    private static final String ERASE_REJECTED_FRAMES = "delete from rejected_frame where " + CONTAINS_UID;
    private static final String ERASE_SESSION = "delete from session where customer_uid = ?";
    private static final String ERASE_SESSION_CHANGES = "delete from session_change where customer_uid = ?";
    private static final String COUNT_REMAINING = "select count(*) from exchange where customer_uid = ?";

    private final ReportExecutor reports;
    private final AuditLog audit;
    private final ObjectMapper json;

    /** All data about a customer except the exchanges, which are streamed. */
    record CustomerData(
            Optional<JsonNode> session,
            ExportRows<JsonNode> sessionChanges,
            ExportRows<JsonNode> orders,
            ExportRows<JsonNode> rejectedFrames,
            ExportRows<JsonNode> auditEntries) {}

    /**
     * Rows that are read page by page, each page beginning after the last row of the one before.
     *
     * @param sql its last parameters are the position after which the page begins
     * @param fields the fields of a row that make up its position
     * @param start the position before all rows
     */
    private record Pages(String sql, List<String> fields, List<String> start) {
        static Pages byId(String sql) {
            return new Pages(sql, List.of("id"), List.of(String.valueOf(Long.MAX_VALUE)));
        }
    }

    @Inject
    CustomerDataRepository(ReportExecutor reports, AuditLog audit, ObjectMapper json) {
        this.reports = reports;
        this.audit = audit;
        this.json = json;
    }

    CustomerData find(String uid) {
        return new CustomerData(
                reports.read(database -> select(database, SESSION, List.of(uid))).stream()
                        .findFirst(),
                rows(SESSION_CHANGES, List.of(uid)),
                rows(ORDERS, List.of(uid)),
                rows(REJECTED_FRAMES, Arrays.asList(encodedUids(uid))),
                rows(AUDIT_ENTRIES, List.of(uid)));
    }

    /** To be called before data is sent to the account. */
    void recordExport(String uid, String account) {
        QuarkusTransaction.requiringNew()
                .run(() ->
                        audit.recordBy(account, AuditAction.CUSTOMER_EXPORTED, AuditSubject.customer(uid), Map.of()));
    }

    private ExportRows<JsonNode> rows(Pages pages, List<Object> customer) {
        return new ExportRows<>(
                page(pages, customer, pages.start()),
                last -> page(
                        pages,
                        customer,
                        pages.fields().stream()
                                .map(field -> last.path(field).asText())
                                .toList()));
    }

    private List<JsonNode> page(Pages pages, List<Object> customer, List<String> position) {
        List<Object> parameters = new ArrayList<>(customer);
        parameters.addAll(position);
        return reports.read(database -> select(database, pages.sql(), parameters));
    }

    /**
     * Erases the data about a customer. A frame that is decided at the same time counts as received afterwards. Exchanges are
     * locked before the session, as in the transaction of the inbox, so that the two cannot deadlock. The inbox compares its
     * cached sessions with the table, so it does not use an erased one.
     */
    ErasedView erase(String uid) {
        return reports.write(database -> {
            long exchanges = update(database, ERASE_EXCHANGES, uid);
            long orders = update(database, ERASE_ORDERS, uid);
            long rejected = update(database, ERASE_REJECTED_FRAMES, encodedUids(uid));
            boolean hadSession = update(database, ERASE_SESSION, uid) > 0;
            update(database, ERASE_SESSION_CHANGES, uid);
            audit.eraseCustomer(uid);
            audit.record(
                    AuditAction.CUSTOMER_ERASED,
                    AuditSubject.NONE,
                    Map.of("exchanges", exchanges, "orders", orders, "rejectedFrames", rejected));
            return new ErasedView(exchanges, orders, hadSession, rejected, remaining(database, uid));
        });
    }

    /** How the uid appears in the bytes of a frame, as sender and as receiver. */
    private static Object[] encodedUids(String uid) {
        return FrameCodec.uidFieldBytes(uid).toArray();
    }

    private List<JsonNode> select(Connection database, String sql, List<Object> parameters) throws SQLException {
        List<JsonNode> found = new ArrayList<>();
        try (PreparedStatement statement = prepare(database, sql, parameters.toArray());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(toApiNames(rows.getString(1)));
            }
        }
        return found;
    }

    private static long remaining(Connection database, String uid) throws SQLException {
        try (PreparedStatement statement = prepare(database, COUNT_REMAINING, uid);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static long update(Connection database, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(database, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection database, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = database.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** The row as JSON, with the names of columns in camel case. */
    private JsonNode toApiNames(String row) {
        try {
            ObjectNode result = json.createObjectNode();
            json.readTree(row)
                    .properties()
                    .forEach(field -> result.set(
                            UNDERSCORE
                                    .matcher(field.getKey())
                                    .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT)),
                            field.getValue()));
            return result;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the row is not JSON", e);
        }
    }
}
