package io.nightdesk.ledger;

import io.nightdesk.conversation.Conversation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How sessions stood when they were last seen: a belief, which whoever writes by it has the database verify. Bounded; the
 * session that was asked for the longest time ago is forgotten first. Not safe for threads.
 */
final class SessionMemory {

    static final int MOST = 20_000;

    private final Map<String, Conversation> conversations = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Conversation> eldest) {
            return size() > MOST;
        }
    };

    /** An entry for every customer; who is not remembered counts as new. */
    Map<String, Conversation> of(Collection<String> customers) {
        Map<String, Conversation> believed = new LinkedHashMap<>();
        customers.forEach(uid -> believed.put(uid, conversations.getOrDefault(uid, Conversation.NEW)));
        return believed;
    }

    /** The table's word on some customers: the sessions that have a state. */
    void saw(Collection<String> customers, Map<String, Conversation> stored) {
        conversations.keySet().removeAll(customers);
        conversations.putAll(stored);
    }

    /** Sessions as they were just stored. */
    void stored(Map<String, Conversation> changed) {
        conversations.putAll(changed);
    }
}
