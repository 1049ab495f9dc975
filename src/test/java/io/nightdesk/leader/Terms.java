package io.nightdesk.leader;

import java.time.Duration;
import java.time.Instant;

/** Terms for tests. */
public final class Terms {

    private Terms() {}

    /** A term that stays valid until it is ended. */
    public static LeaderTerm endless(long epoch) {
        return new LeaderTerm(epoch, "holder-" + epoch, Instant.EPOCH, Duration.ofDays(1), 0, () -> 0);
    }
}
