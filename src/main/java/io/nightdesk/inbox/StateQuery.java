package io.nightdesk.inbox;

import io.nightdesk.database.StatementBatch;
import io.nightdesk.deadletter.ReplayRepository;
import io.nightdesk.deadletter.ReplayRequest;
import io.nightdesk.inbox.BatchStore.Lookup;
import io.nightdesk.inbox.Exchange.FrameKey;
import io.nightdesk.session.SessionRepository;
import io.nightdesk.session.SessionRepository.Versioned;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads what is known of the frames and sessions of a batch, in one round trip. */
record StateQuery(ReplayRepository replays) {

    private static final String KNOWN =
            "select sender_uid, message_id, payload_hash from exchange where message_id = any(?::uuid[])";
    private static final String OWN_REPLIES = "select reply_id from exchange where reply_id = any(?::uuid[])";

    KnownState run(Connection connection, Lookup lookup) throws SQLException {
        Map<FrameKey, byte[]> hashes = new HashMap<>();
        Set<UUID> ownReplies = new HashSet<>();
        Set<ReplayRequest> openReplays = new HashSet<>();
        Map<String, Versioned> sessions = new HashMap<>();
        lookup.customers().forEach(customer -> sessions.put(customer, Versioned.NEW));
        StatementBatch batch = new StatementBatch()
                .query(
                        SessionRepository.SELECT,
                        rows -> {
                            while (rows.next()) {
                                SessionRepository.read(rows, sessions::put);
                            }
                        },
                        (Object) lookup.customers().toArray(String[]::new));
        if (!lookup.frames().isEmpty()) {
            batch.query(
                    KNOWN,
                    rows -> {
                        while (rows.next()) {
                            hashes.put(
                                    new FrameKey(rows.getString(1), rows.getObject(2, UUID.class)), rows.getBytes(3));
                        }
                    },
                    (Object) texts(lookup.frames()));
        }
        if (!lookup.replies().isEmpty()) {
            batch.query(
                    OWN_REPLIES,
                    rows -> {
                        while (rows.next()) {
                            ownReplies.add(rows.getObject(1, UUID.class));
                        }
                    },
                    (Object) texts(lookup.replies()));
        }
        if (!lookup.replays().isEmpty()) {
            replays.addStillOpen(batch, lookup.replays(), openReplays::add);
        }
        batch.run(connection);
        return new KnownState(hashes, ownReplies, sessions, openReplays);
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
