package io.nightdesk.inbox;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Counts what senders were taken in this minute, so that none of them can fill the database. Not safe for threads. */
final class SenderRateLimiter {

    private static final long MINUTE_MS = 60_000;

    private final int most;
    private final Clock clock;
    private final Map<Sender, Integer> taken = new HashMap<>();
    private long minute;

    /**
     * Who writes in a session.
     *
     * @param customerUid whose session it is
     * @param isAgent whether it is not the customer who writes
     */
    record Sender(String customerUid, boolean isAgent) {}

    /** @param most how many frames of a sender are taken in a minute */
    SenderRateLimiter(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Whether a sender of whom some frames wait to be stored may have no further one. */
    boolean isOver(Sender sender, int waiting) {
        int before = isThisMinute() ? taken.getOrDefault(sender, 0) : 0;
        return before + waiting >= most;
    }

    /** Counts what was stored. */
    void took(Map<Sender, Integer> frames) {
        if (!isThisMinute()) {
            taken.clear();
            minute = clock.millis() / MINUTE_MS;
        }
        frames.forEach((sender, count) -> taken.merge(sender, count, Integer::sum));
    }

    private boolean isThisMinute() {
        return clock.millis() / MINUTE_MS == minute;
    }
}
