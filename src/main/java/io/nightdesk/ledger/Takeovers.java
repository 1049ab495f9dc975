package io.nightdesk.ledger;

import io.nightdesk.conversation.ConversationRow;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that agents have now, in memory: asked before every publish, from another thread than the ledger's. */
@Singleton
class Takeovers {

    private final Map<String, Instant> untilByCustomer = new ConcurrentHashMap<>();

    /** Adds what the table has. Needs a transaction. */
    void load(Instant now) {
        ConversationRow.takenOver(now).forEach(row -> untilByCustomer.put(row.customerUid, row.takenOverUntil));
    }

    void put(String customerUid, Instant until) {
        untilByCustomer.put(customerUid, until);
    }

    boolean isTakenOver(String customerUid, Instant now) {
        return now.isBefore(untilByCustomer.getOrDefault(customerUid, Instant.EPOCH));
    }

    void forgetEnded(Instant now) {
        untilByCustomer.values().removeIf(until -> !now.isBefore(until));
    }
}
