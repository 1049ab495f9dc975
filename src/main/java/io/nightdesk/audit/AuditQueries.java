package io.nightdesk.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.database.SqlCondition;
import io.nightdesk.rest.ExportRows;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Reads the audit log. */
@Singleton
final class AuditQueries {

    private static final String SELECT = "select id, at, by, kind, action, subject, details from audit_entry where ";

    private static final int CHUNK_SIZE = 500;

    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

    private final DataSource database;
    private final ObjectMapper json;

    @Inject
    AuditQueries(DataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * The newest entries that meet the condition, the newest first.
     *
     * @param before only entries with a smaller id
     */
    List<AuditEntry> newest(SqlCondition condition, long before, int limit) {
        SqlCondition older = condition.and("id < ?", (Object) before);
        List<AuditEntry> entries = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement(SELECT + older.sql() + " order by id desc limit ?")) {
            older.fill(statement, limit);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.add(entry(rows));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("reading the audit log failed", e);
        }
        return entries;
    }

    /** All entries, from the newest to the oldest. */
    ExportRows<AuditEntry> newestFirst(SqlCondition condition) {
        return new ExportRows<>(
                newest(condition, Long.MAX_VALUE, CHUNK_SIZE), last -> newest(condition, last.id(), CHUNK_SIZE));
    }

    private AuditEntry entry(ResultSet row) throws SQLException {
        String subject = row.getString(6);
        return new AuditEntry(
                row.getLong(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getString(3),
                AuditKind.of(row.getString(4)).orElseThrow(),
                row.getString(5),
                subject.isEmpty() ? null : subject,
                parse(row.getString(7)));
    }

    private Map<String, String> parse(String details) {
        try {
            return json.readValue(details, DETAILS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored details are not an object of texts", e);
        }
    }
}
