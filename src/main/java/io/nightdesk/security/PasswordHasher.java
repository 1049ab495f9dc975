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
 * Hashes and checks passwords with bcrypt, at most on half of the processors: the others answer customers. Quarkus' hash
 * without its JPA realm, because that decides by itself whom to let in, and leaves no place for throttling.
 */
@Singleton
class PasswordHasher {

    static final int LEAST_BYTES = 12;

    /** Bcrypt sees no more than that. */
    static final int MOST_BYTES = 72;

    /**
     * The hash of 32 random bytes that were thrown away, as costly as any other. A constant, because making one takes longer
     * than all the rest of a native start.
     */
    static final String NOBODY = "$2a$10$rSWHPjr8f2Vd9r4OifPAguHsJqSh7DGYKIaAB6cGHSxjXUjjRRZeK";

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore free =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    static List<FieldError> faults(String field, String name, String password) {
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
            return List.of(
                    FieldError.of(field, "must have from " + LEAST_BYTES + " to " + MOST_BYTES + " bytes in UTF-8"));
        }
        return password.equals(name) ? List.of(FieldError.of(field, "must not be the name")) : List.of();
    }

    String hash(String password) {
        return busy(() -> BcryptUtil.bcryptHash(password));
    }

    /** Takes as long without a hash as with one, so that nobody learns which names there are. */
    boolean matches(String password, Optional<String> hash) {
        boolean fits = busy(() -> BcryptUtil.matches(password, hash.orElse(NOBODY)));
        return fits && hash.isPresent() && password.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }

    private <T> T busy(Supplier<T> work) {
        try {
            if (!free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw ProblemException.unavailable("Too many are logging in now. Try again later.", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is stopping.", PATIENCE);
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}
