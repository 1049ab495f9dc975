package io.nightdesk.session;

import io.nightdesk.database.DataSources;
import io.nightdesk.database.LimitedTransaction;
import io.nightdesk.database.Snapshot;
import io.nightdesk.database.TransactionLimits;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.leader.LeadershipListener;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The sessions that an agent has taken over, in memory. Read before every publish, on a thread other than the
 * processor's. Notified of a new term before the listeners that connect to the broker.
 */
@Singleton
@Priority(100)
public class AgentTakeovers implements Snapshot, LeadershipListener {

    private static final TransactionLimits LIMITS = new TransactionLimits(Duration.ofSeconds(5), Duration.ofSeconds(1));
    /** Without those that a wrong clock left with an impossible time. */
    private static final String TAKEN_OVER =
            "select customer_uid, taken_over_until from session where taken_over_until > ? and taken_over_until <= ?";

    private final Map<String, Instant> untilByCustomer = new ConcurrentHashMap<>();
    private final Supplier<Map<String, Instant>> stored;

    @Inject
    AgentTakeovers(@Named(DataSources.INBOX) DataSource database, Clock clock) {
        LimitedTransaction transaction = new LimitedTransaction(database, LIMITS);
        this.stored = () -> transaction.call(connection -> read(connection, clock.instant()));
    }

    /** @param stored reads the end of each takeover that is not over, by customer */
    public AgentTakeovers(Supplier<Map<String, Instant>> stored) {
        this.stored = stored;
    }

    private static Map<String, Instant> read(Connection connection, Instant now) throws SQLException {
        Map<String, Instant> untilByCustomer = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(TAKEN_OVER)) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            statement.setObject(2, SessionState.latestTakeoverEnd(now).atOffset(ZoneOffset.UTC));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    untilByCustomer.put(
                            rows.getString(1),
                            rows.getObject(2, OffsetDateTime.class).toInstant());
                }
            }
        }
        return untilByCustomer;
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public String channel() {
        return "sessions_changed";
    }

    @Override
    public void termBegan(LeaderTerm term) {
        refresh();
    }

    /**
     * Loads the takeovers from the table. Those that were {@link #put} in the meantime are newer and stay. Call it also
     * when the table may have takeovers that were never put.
     */
    @Override
    public void refresh() {
        Map<String, Instant> before = Map.copyOf(untilByCustomer);
        Map<String, Instant> inTable = stored.get();
        inTable.forEach((customer, until) -> {
            Instant known = before.get(customer);
            if (known == null) {
                untilByCustomer.putIfAbsent(customer, until);
            } else {
                untilByCustomer.replace(customer, known, until);
            }
        });
        before.forEach((customer, until) -> {
            if (!inTable.containsKey(customer)) {
                untilByCustomer.remove(customer, until);
            }
        });
    }

    /** Records that an agent has taken over the session until a time. */
    public void put(String customerUid, Instant until) {
        untilByCustomer.put(customerUid, until);
    }

    public boolean isTakenOver(String customerUid, Instant now) {
        return now.isBefore(untilByCustomer.getOrDefault(customerUid, Instant.EPOCH));
    }
}
