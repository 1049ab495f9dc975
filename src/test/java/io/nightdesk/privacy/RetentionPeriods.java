package io.nightdesk.privacy;

import java.time.Duration;

/** Retention settings for tests. */
record RetentionPeriods(Duration exchanges, Duration sessions, Duration orders, Duration revisions, Duration audit)
        implements RetentionConfig {

    static final int BATCH = 500;
    static final Duration INTERVAL = Duration.ofHours(6);

    static RetentionPeriods days(int exchanges, int sessions, int orders, int revisions, int audit) {
        return new RetentionPeriods(
                Duration.ofDays(exchanges),
                Duration.ofDays(sessions),
                Duration.ofDays(orders),
                Duration.ofDays(revisions),
                Duration.ofDays(audit));
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public int batch() {
        return BATCH;
    }
}
