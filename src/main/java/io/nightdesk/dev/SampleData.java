package io.nightdesk.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.leader.LeadershipListener;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Loads the rules, orders and opening hours of a health mall into an empty database. Uses plain JDBC, because Quarkus
 * transforms classes that use Panache entities and packages the transformed classes although they are excluded.
 */
@Singleton
@IfBuildProfile("dev")
public final class SampleData implements LeadershipListener {

    private static final Logger LOG = Logger.getLogger(SampleData.class);

    private final DataSource database;

    @Inject
    SampleData(DataSource database) {
        this.database = database;
    }

    @Override
    public void termBegan(LeaderTerm term) {
        try (Connection connection = database.getConnection()) {
            if (isEmpty(connection)) {
                load(connection);
                insertHours(connection, read("/sample/hours.json"));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("failed to load sample data", e);
        }
    }

    /** Inserts rules and orders. */
    public static void load(Connection connection) throws SQLException {
        JsonNode rules = read("/sample/rules.json");
        JsonNode orders = read("/sample/orders.json");
        insertRules(connection, rules);
        insertOrders(connection, orders);
        LOG.infof("Sample data loaded: rules=%d orders=%d", rules.size(), orders.size());
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet any = statement.executeQuery("select 1 from faq_rule limit 1")) {
            return !any.next();
        }
    }

    private static void insertRules(Connection connection, JsonNode rules) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into faq_rule (key, title, priority, triggers, answers, after_answer)"
                        + " values (?, ?, ?, ?::jsonb, ?::jsonb, ?)")) {
            for (JsonNode rule : rules) {
                insert.setString(1, rule.path("key").asText());
                insert.setString(2, rule.path("title").asText());
                insert.setInt(3, rule.path("priority").asInt());
                insert.setString(4, rule.path("triggers").toString());
                insert.setString(5, rule.path("answers").toString());
                insert.setString(6, rule.path("after").asText("nothing").toUpperCase(Locale.ROOT));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void insertHours(Connection connection, JsonNode hours) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into schedule (version, at, by, body) values (1, now(), 'system', ?::jsonb)"
                        + " on conflict do nothing")) {
            insert.setString(1, hours.toString());
            insert.executeUpdate();
        }
    }

    private static void insertOrders(Connection connection, JsonNode orders) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into customer_order (number, customer_uid, status, carrier, tracking, placed_at)"
                        + " values (?, ?, ?, ?, ?, ?)")) {
            for (JsonNode order : orders) {
                insert.setString(1, order.path("number").asText());
                insert.setString(2, order.path("customer").asText());
                insert.setString(3, order.path("status").asText());
                insert.setString(4, order.path("carrier").textValue());
                insert.setString(5, order.path("tracking").textValue());
                insert.setTimestamp(
                        6, Timestamp.from(Instant.parse(order.path("placed").asText())));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static JsonNode read(String resource) {
        try (InputStream in = Objects.requireNonNull(SampleData.class.getResourceAsStream(resource), resource)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException("failed to read sample data: " + resource, e);
        }
    }
}
