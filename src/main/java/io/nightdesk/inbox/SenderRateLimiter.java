package io.nightdesk.inbox;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Limits how many frames of one sender are stored per minute, so that nobody can fill the database. Not safe for threads. */
@Singleton
final class SenderRateLimiter {

    private static final long MINUTE_MS = 60_000;

    private final int maxPerMinute;
    private final Clock clock;
    private final Map<Sender, Integer> stored = new HashMap<>();
    private long minute;

    /**
     * Who writes in a session. Receipts, which some clients send by themselves, are counted apart from messages, so that no message
     * is left out because of them.
     *
     * @param customerUid the customer of the session
     * @param isAgent whether an agent writes rather than the customer
     * @param isMessage whether the sender writes messages rather than receipts and the like
     */
    record Sender(String customerUid, boolean isAgent, boolean isMessage) {}

    @Inject
    SenderRateLimiter(InboxConfig config, Clock clock) {
        this(config.framesPerMinute(), clock);
    }

    SenderRateLimiter(int maxPerMinute, Clock clock) {
        this.maxPerMinute = maxPerMinute;
        this.clock = clock;
    }

    /** Whether a sender with {@code waiting} frames that are not stored yet has reached its limit. */
    boolean isOver(Sender sender, int waiting) {
        int before = isThisMinute() ? stored.getOrDefault(sender, 0) : 0;
        return before + waiting >= maxPerMinute;
    }

    /** These frames were stored. */
    void stored(Map<Sender, Integer> frames) {
        if (!isThisMinute()) {
            stored.clear();
            minute = clock.millis() / MINUTE_MS;
        }
        frames.forEach((sender, count) -> stored.merge(sender, count, Integer::sum));
    }

    private boolean isThisMinute() {
        return clock.millis() / MINUTE_MS == minute;
    }
}
