package io.nightdesk.privacy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Which retention times do not fit the settings that depend on them; messages name the environment variables. */
final class RetentionValidator {

    private final RetentionLimits limits;
    private final List<String> errors = new ArrayList<>();

    private RetentionValidator(RetentionLimits limits) {
        this.limits = limits;
    }

    /** All errors at once. */
    static List<String> errors(RetentionLimits limits) {
        RetentionValidator validator = new RetentionValidator(limits);
        validator.checkExchanges("NIGHTDESK_STALE_AFTER", limits.staleAfter());
        validator.checkExchanges(
                "NIGHTDESK_OUTBOX_REPLY_DEADLINE", limits.outbox().replyDeadline());
        validator.checkSessions();
        return validator.errors;
    }

    static boolean isForever(Duration time) {
        return time.isZero();
    }

    /** Only the stored exchange shows that a redelivered frame was answered, so it must outlive the time for an answer. */
    private void checkExchanges(String name, Duration limit) {
        Duration exchanges = limits.retention().exchanges();
        if (!isForever(exchanges) && exchanges.compareTo(limit) < 0) {
            errors.add("NIGHTDESK_RETENTION_EXCHANGES must not be below " + name + " (" + limit.toHours()
                    + "h): once an exchange is deleted, the desk might answer its frame again");
        }
    }

    /** The last use of a session is read from its exchanges. */
    private void checkSessions() {
        Duration exchanges = limits.retention().exchanges();
        if (!isForever(exchanges) && limits.retention().sessions().compareTo(exchanges) > 0) {
            errors.add(
                    "NIGHTDESK_RETENTION_SESSIONS must not be above NIGHTDESK_RETENTION_EXCHANGES, because the last use"
                            + " of a session is read from its exchanges; 0 keeps sessions forever");
        }
    }
}
