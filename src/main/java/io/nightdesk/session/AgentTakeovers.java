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
 * The sessions that an agent has taken over, in memory: asked before every publish, on another thread than the processor's. Told
 * of a new term before anybody who connects to the broker.
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
     * Becomes what the table has; what was {@link #put} meanwhile is newer and stays. Also to be called when the table may hold
     * takeovers that were never put.
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

    /** An agent has the session until then. */
    public void put(String customerUid, Instant until) {
        untilByCustomer.put(customerUid, until);
    }

    public boolean isTakenOver(String customerUid, Instant now) {
        return now.isBefore(untilByCustomer.getOrDefault(customerUid, Instant.EPOCH));
    }
}
