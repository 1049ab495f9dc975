package io.nightdesk.session;

import io.nightdesk.session.SessionRepository.Versioned;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sessions as they were last read or stored. They may be out of date, so a commit that relies on them compares versions.
 * Bounded: the least recently used session is evicted first. Not safe for threads.
 */
public final class SessionCache {

    static final int MAX_SESSIONS = 20_000;

    private final Map<String, Versioned> sessions = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Versioned> eldest) {
            return size() > MAX_SESSIONS;
        }
    };

    /** An entry for every customer; a session that is not cached counts as new. */
    public Map<String, Versioned> get(Collection<String> customers) {
        Map<String, Versioned> cached = new LinkedHashMap<>();
        customers.forEach(uid -> cached.put(uid, sessions.getOrDefault(uid, Versioned.NEW)));
        return cached;
    }

    /** Caches sessions that were just read or stored. */
    public void put(Map<String, Versioned> current) {
        sessions.putAll(current);
    }

    /** Evicts everything; call when another replica may have changed sessions. */
    public void clear() {
        sessions.clear();
    }
}
