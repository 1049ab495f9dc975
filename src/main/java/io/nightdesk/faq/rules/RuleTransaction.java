package io.nightdesk.faq.rules;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.rest.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs changes of the rules one after the other, on all replicas together: a rule can be checked against the others without
 * another change in between.
 */
@Singleton
public class RuleTransaction {

    /** How long a change waits for earlier ones. A statement of the JDBC driver times out after a similar time. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(15);

    /** How long a transaction may take: an import writes up to 20,000 rules and as many revisions. */
    private static final int MAX_SECONDS = 180;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** Only other replicas and manual statements can come in between. */
    private static final int MAX_ATTEMPTS = 5;

    /**
     * Serialises the changes of this replica before they take a connection. If all of them waited for the row lock, they could
     * use up the connection pool, and customers would get no answers.
     */
    private final Semaphore turn = new Semaphore(1, true);

    @Inject
    RuleTransaction() {}

    /**
     * Prepares a change without a connection, and then makes it in a short transaction of its own.
     *
     * @param prepare reads what it needs in transactions of its own, and does the slow work: validation, comparison
     * @param apply stores what was prepared; called only if no rule has changed since the preparation began
     * @return the result of {@code apply}, after the commit
     */
    public <P, T> T call(Supplier<P> prepare, Function<P, T> apply) {
        acquireTurn();
        try {
            for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
                long version = QuarkusTransaction.requiringNew().call(FaqRuleEntity::tableVersion);
                P prepared = prepare.get();
                Optional<T> result = QuarkusTransaction.requiringNew()
                        .timeout(MAX_SECONDS)
                        .call(() -> FaqRuleEntity.lockRules() == version
                                ? Optional.of(apply.apply(prepared))
                                : Optional.empty());
                if (result.isPresent()) {
                    return result.get();
                }
            }
            throw ProblemException.unavailable(
                    LocalizedMessage.of(
                            "Others are changing the rules at the same time. Try again later.", "其他人正在修改规则，请稍后重试。"),
                    RETRY_AFTER);
        } finally {
            turn.release();
        }
    }

    private void acquireTurn() {
        try {
            if (!turn.tryAcquire(MAX_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                throw ProblemException.unavailable(
                        LocalizedMessage.of(
                                "Another change of the rules takes too long. Try again later.", "另一次规则修改时间太长，请稍后重试。"),
                        MAX_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.stopping(MAX_WAIT);
        }
    }
}
