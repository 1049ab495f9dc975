package io.nightdesk.inbox;

import io.nightdesk.database.SqlErrors;
import io.nightdesk.leader.LeaderTerm;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Retries work until it succeeds, or until the term is over and another replica does the work. */
final class DatabaseRetry {

    private static final Logger LOG = Logger.getLogger(DatabaseRetry.class);
    static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Sleeper sleeper;

    /** Waits; tests need not. */
    interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    DatabaseRetry(Sleeper sleeper) {
        this.sleeper = sleeper;
    }

    /** @param onFailure called after each failed attempt: it is not known what was stored */
    void run(LeaderTerm term, Runnable work, Runnable onFailure) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (term.isValid()) {
            try {
                work.run();
                return;
            } catch (RuntimeException e) {
                LOG.warnf(
                        "Database operation failed, retrying: delayMs=%d error=%s",
                        pause.toMillis(), SqlErrors.describe(e));
                onFailure.run();
                sleeper.sleep(pause);
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            }
        }
    }
}
