package io.nightdesk.session;

import io.nightdesk.session.SessionRepository.Versioned;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How sessions stood when they were last seen: a belief, which whoever writes by it has the database verify. Bounded; the
 * session that was asked for the longest time ago is forgotten first. Not safe for threads.
 */
public final class SessionCache {

    static final int MOST = 20_000;

    private final Map<String, Versioned> conversations = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Versioned> eldest) {
            return size() > MOST;
        }
    };

    /** An entry for every customer; who is not remembered counts as new. */
    public Map<String, Versioned> of(Collection<String> customers) {
        Map<String, Versioned> believed = new LinkedHashMap<>();
        customers.forEach(uid -> believed.put(uid, conversations.getOrDefault(uid, Versioned.NEW)));
        return believed;
    }

    /** The table's word on some customers: the sessions that have a state. */
    public void saw(Collection<String> customers, Map<String, Versioned> stored) {
        conversations.keySet().removeAll(customers);
        conversations.putAll(stored);
    }

    /** Everything; call when somebody else may have been at work. */
    public void forget() {
        conversations.clear();
    }

    /** Sessions as they were just stored. */
    public void stored(Map<String, Versioned> changed) {
        conversations.putAll(changed);
    }
}
