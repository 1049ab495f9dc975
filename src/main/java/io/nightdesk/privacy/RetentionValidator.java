package io.nightdesk.privacy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What times that things are to be kept for must meet together; says so with the variables of the environment. */
final class RetentionValidator {

    static final long MOST_DAYS = 36_500;

    /** What is said of a time that is out of any sense. */
    static final String TIME = " must be 0 to keep it for ever, or from 1 to 36500 days";

    private static final Duration LEAST = Duration.ofDays(1);

    private final RetentionConfig config;
    private final List<String> faults = new ArrayList<>();

    private RetentionValidator(RetentionConfig config) {
        this.config = config;
    }

    /**
     * All faults at once.
     *
     * @param staleAfter a frame of this age is not answered any more if it comes again
     * @param replyDeadline a reply of this age is not sent any more
     */
    static List<String> faults(RetentionConfig config, Duration staleAfter, Duration replyDeadline) {
        RetentionValidator check = new RetentionValidator(config);
        check.times();
        check.exchanges("NIGHTDESK_STALE_AFTER", staleAfter);
        check.exchanges("NIGHTDESK_OUTBOX_REPLY_DEADLINE", replyDeadline);
        check.sessions();
        return check.faults;
    }

    static boolean isForEver(Duration time) {
        return time.isZero();
    }

    private void times() {
        time("EXCHANGES", config.exchanges());
        time("SESSIONS", config.sessions());
        time("ORDERS", config.orders());
        time("REVISIONS", config.revisions());
    }

    private void time(String name, Duration time) {
        if (!isForEver(time) && time.compareTo(LEAST) < 0) {
            faults.add("NIGHTDESK_RETENTION_" + name + TIME);
        }
    }

    /** The exchange alone tells that a frame which the broker brings again was answered: it must outlive such answers. */
    private void exchanges(String name, Duration limit) {
        if (!isForEver(config.exchanges()) && config.exchanges().compareTo(limit) < 0) {
            faults.add("NIGHTDESK_RETENTION_EXCHANGES must not be below " + name + " (" + limit.toHours()
                    + "h): with an exchange the desk forgets that it has answered, and might answer again");
        }
    }

    /** When a session was last used is told by its exchanges. */
    private void sessions() {
        if (!isForEver(config.exchanges()) && config.sessions().compareTo(config.exchanges()) > 0) {
            faults.add("NIGHTDESK_RETENTION_SESSIONS must not be above NIGHTDESK_RETENTION_EXCHANGES, which tell when a"
                    + " session was last used, or 0 to keep sessions for ever");
        }
    }
}
