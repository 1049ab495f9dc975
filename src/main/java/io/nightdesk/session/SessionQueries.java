package io.nightdesk.session;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Reads the last messages of customers, for the list of sessions. Call it in a transaction. */
@Singleton
final class SessionQueries {

    private static final String LAST_MESSAGES = """
            select c.uid, e.received_at, e.question, e.outcome from unnest(?::text[]) as c (uid)
            cross join lateral (select id, received_at, question, outcome from exchange
                where customer_uid = c.uid and question is not null order by id desc limit 10) e
            order by e.id desc""";

    private final DataSource database;

    @Inject
    SessionQueries(DataSource database) {
        this.database = database;
    }

    /** The last messages by customer, the newest first. Customers without messages are left out. */
    Map<String, List<SessionView.Message>> lastMessages(Collection<String> customers) throws SQLException {
        Map<String, List<SessionView.Message>> messages = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(LAST_MESSAGES)) {
            statement.setObject(1, customers.toArray(String[]::new));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    messages.computeIfAbsent(rows.getString(1), uid -> new ArrayList<>())
                            .add(new SessionView.Message(
                                    rows.getObject(2, OffsetDateTime.class).toInstant(),
                                    rows.getString(3),
                                    rows.getString(4)));
                }
            }
        }
        return messages;
    }
}
