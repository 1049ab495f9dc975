package io.nightdesk.session;

import io.nightdesk.database.Snapshot;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The sessions that agents have now, in memory: asked before every publish, from another thread than the ledger's. */
@Singleton
public class AgentTakeovers implements Snapshot {

    private final Map<String, Instant> untilByCustomer = new ConcurrentHashMap<>();
    private final Clock clock;

    @Inject
    AgentTakeovers(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public String channel() {
        return "sessions_changed";
    }

    /** Becomes what the table has. What the ledger put meanwhile is newer and stays. Needs a transaction. */
    @Override
    public void refresh() {
        Map<String, Instant> before = Map.copyOf(untilByCustomer);
        Map<String, Instant> stored = SessionEntity.takenOver(clock.instant()).stream()
                .collect(Collectors.toMap(row -> row.customerUid, row -> row.takenOverUntil));
        stored.forEach((customer, until) -> {
            Instant known = before.get(customer);
            if (known == null) {
                untilByCustomer.putIfAbsent(customer, until);
            } else {
                untilByCustomer.replace(customer, known, until);
            }
        });
        before.forEach((customer, until) -> {
            if (!stored.containsKey(customer)) {
                untilByCustomer.remove(customer, until);
            }
        });
    }

    public void put(String customerUid, Instant until) {
        untilByCustomer.put(customerUid, until);
    }

    public boolean isTakenOver(String customerUid, Instant now) {
        return now.isBefore(untilByCustomer.getOrDefault(customerUid, Instant.EPOCH));
    }

    public void forgetEnded(Instant now) {
        untilByCustomer.values().removeIf(until -> !now.isBefore(until));
    }
}
