package io.nightdesk.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Writes the audit log. Every method joins the transaction of the change and requires one: an entry is stored if and only if the
 * change is.
 */
@Singleton
@Transactional(TxType.MANDATORY)
public class AuditLog {

    /** The name for changes that the service makes by itself. */
    public static final String SYSTEM = "system";

    private static final String INSERT = """
        insert into audit_entry (at, by, kind, action, subject, customer_uid, details)
        values (?::timestamptz, ?, ?, ?, ?, ?, ?::jsonb) returning id\
        """;

    private static final String SET_DETAILS = "update audit_entry set details = ?::jsonb where id = ?";

    private static final String ERASE =
            "update audit_entry set subject = '', customer_uid = null where customer_uid = ?";

    private final DataSource database;
    private final SecurityIdentity caller;
    private final ObjectMapper json;
    private final Clock clock;

    @Inject
    AuditLog(DataSource database, SecurityIdentity caller, ObjectMapper json, Clock clock) {
        this.database = database;
        this.caller = caller;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Records a change by the account of the current request.
     *
     * @param details what else to know, in the words of the API: no texts of customers, no passwords
     * @return the id of the entry
     */
    public long record(AuditAction action, AuditSubject subject, Map<String, ?> details) {
        return recordBy(caller.getPrincipal().getName(), action, subject, details);
    }

    /** Records a change outside of a request, or while its response is written. */
    public long recordBy(String account, AuditAction action, AuditSubject subject, Map<String, ?> details) {
        return execute(INSERT, statement -> {
            statement.setString(1, clock.instant().toString());
            statement.setString(2, account);
            statement.setString(3, action.kind().text());
            statement.setString(4, action.text());
            statement.setString(5, subject.name());
            statement.setString(6, subject.customer().orElse(null));
            statement.setString(7, write(details));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** Replaces the details of an entry, for a change that is made in several transactions. */
    public void setDetails(long id, Map<String, ?> details) {
        execute(SET_DETAILS, statement -> {
            statement.setString(1, write(details));
            statement.setLong(2, id);
            return statement.executeUpdate();
        });
    }

    /** Removes a customer's uid, and the names of the customer's things, from all entries. */
    public void eraseCustomer(String uid) {
        execute(ERASE, statement -> {
            statement.setString(1, uid);
            return statement.executeUpdate();
        });
    }

    private interface Work<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    private <T> T execute(String sql, Work<T> work) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.run(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("writing the audit log failed", e);
        }
    }

    private String write(Map<String, ?> details) {
        Map<String, String> texts = new TreeMap<>();
        details.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        try {
            return json.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the details are not JSON", e);
        }
    }
}
