package io.nightdesk.inbox;

import io.nightdesk.deadletter.ReplayRequest;
import io.nightdesk.inbox.Exchange.FrameKey;
import io.nightdesk.session.SessionRepository.Versioned;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What is known of the frames and sessions of a batch before it is decided.
 *
 * @param hashes the payload hashes of those frames that were decided before
 * @param ownReplies those message ids that are ids of replies of this desk
 * @param sessions the sessions of all customers of the batch; one without a row is {@link Versioned#NEW}
 * @param openReplays the replay requests that are still open
 */
record KnownState(
        Map<FrameKey, byte[]> hashes,
        Set<UUID> ownReplies,
        Map<String, Versioned> sessions,
        Set<ReplayRequest> openReplays) {

    KnownState {
        hashes = Map.copyOf(hashes);
        ownReplies = Set.copyOf(ownReplies);
        sessions = Map.copyOf(sessions);
        openReplays = Set.copyOf(openReplays);
    }

    /**
     * Assumes that the frames are new, that none is a reply of this desk, and that the sessions are unchanged. The commit stores
     * nothing if that is wrong.
     */
    static KnownState assumed(Map<String, Versioned> sessions) {
        return new KnownState(Map.of(), Set.of(), sessions, Set.of());
    }
}
