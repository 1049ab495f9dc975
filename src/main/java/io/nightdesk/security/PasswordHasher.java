package io.nightdesk.security;

import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ProblemException;
import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes and checks passwords with bcrypt, on at most half of the processors, so that logins do not delay replies to customers.
 *
 * <p>Uses the bcrypt of Quarkus, but not its {@code security-jpa}, which makes the whole decision itself and does not
 * allow throttling.
 */
@Singleton
final class PasswordHasher {

    static final int MIN_BYTES = 12;

    /** Bcrypt ignores everything after that. */
    static final int MAX_BYTES = 72;

    /**
     * Used in place of the hash of an unknown account: the hash of 32 random bytes that nobody knows, with the same
     * cost as any other. A constant, because computing it would take longer than the rest of a native start.
     */
    static final String UNKNOWN_ACCOUNT = "$2a$10$rSWHPjr8f2Vd9r4OifPAguHsJqSh7DGYKIaAB6cGHSxjXUjjRRZeK";

    private static final Duration QUEUE_TIMEOUT = Duration.ofSeconds(2);

    private final Semaphore permits =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    /** The errors of a new password for the account with this name. */
    static List<FieldError> validate(String field, String name, String password) {
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
            return List.of(FieldError.of(field, "must have " + MIN_BYTES + " to " + MAX_BYTES + " bytes in UTF-8"));
        }
        return password.equals(name) ? List.of(FieldError.of(field, "must not be the name of the account")) : List.of();
    }

    String hash(String password) {
        return withPermit(() -> BcryptUtil.bcryptHash(password));
    }

    /** Takes the same time without a hash as with one, so that nobody can find out which accounts exist. */
    boolean matches(String password, Optional<String> hash) {
        boolean isMatch = withPermit(() -> BcryptUtil.matches(password, hash.orElse(UNKNOWN_ACCOUNT)));
        return isMatch && hash.isPresent() && password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    private <T> T withPermit(Supplier<T> work) {
        try {
            if (!permits.tryAcquire(QUEUE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw ProblemException.unavailable("Too many logins at the same time. Try again later.", QUEUE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is stopping.", QUEUE_TIMEOUT);
        }
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }
}
