package io.nightdesk.mqtt;

import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The message ids of the replies that this process published last. On a platform where replies go to the inbound topic, each of
 * them comes back to the desk, and it is recognised without a look-up. Bounded: those of long ago, and those of other processes,
 * are found in the table. Safe for threads.
 */
@Singleton
class PublishedReplies {

    /** More than are unconfirmed at once ({@code Outbox.LIMIT}), because a copy may come back long after the confirmation. */
    static final int LIMIT = 8_192;

    private final Set<UUID> ids = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > LIMIT;
        }
    }));

    void add(UUID messageId) {
        ids.add(messageId);
    }

    boolean contains(UUID messageId) {
        return ids.contains(messageId);
    }
}
