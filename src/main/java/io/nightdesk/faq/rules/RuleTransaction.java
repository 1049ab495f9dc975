package io.nightdesk.faq.rules;

import io.nightdesk.rest.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs changes of the rules one after the other, on all replicas together: a rule can be checked against the others without
 * another change in between.
 */
@Singleton
public class RuleTransaction {

    /** How long a change waits for earlier ones. A statement of the JDBC driver times out after a similar time. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(15);

    /**
     * Serialises the changes of this replica before they take a connection. If all of them waited for the row lock, they could
     * use up the connection pool, and customers would get no answers.
     */
    private final Semaphore turn = new Semaphore(1, true);

    @Inject
    RuleTransaction() {}

    /** Runs a change in its own transaction and returns its result after the commit. */
    public <T> T call(Supplier<T> change) {
        acquireTurn();
        try {
            return QuarkusTransaction.requiringNew().call(() -> {
                // Serialises the changes of all replicas.
                FaqRuleEntity.lockRules();
                return change.get();
            });
        } finally {
            turn.release();
        }
    }

    private void acquireTurn() {
        try {
            if (!turn.tryAcquire(MAX_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                throw ProblemException.unavailable(
                        "Another change of the rules takes too long. Try again later.", MAX_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is shutting down. Try again later.", MAX_WAIT);
        }
    }
}
