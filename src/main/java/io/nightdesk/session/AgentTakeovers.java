package io.nightdesk.session;

import io.nightdesk.database.Snapshot;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.leader.LeadershipListener;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The sessions that an agent has taken over, in memory. Read before every publish, on a thread other than the
 * processor's. Notified of a new term before the listeners that connect to the broker.
 */
@Singleton
@Priority(100)
public class AgentTakeovers implements Snapshot, LeadershipListener {

    private final Map<String, Instant> untilByCustomer = new ConcurrentHashMap<>();
    private final Supplier<Map<String, Instant>> stored;

    @Inject
    AgentTakeovers(Clock clock) {
        this(() -> QuarkusTransaction.joiningExisting()
                .call(() -> SessionEntity.takenOver(clock.instant()).stream()
                        .collect(Collectors.toMap(session -> session.customerUid, session -> session.takenOverUntil))));
    }

    /** @param stored reads the end of each takeover that is not over, by customer */
    public AgentTakeovers(Supplier<Map<String, Instant>> stored) {
        this.stored = stored;
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
