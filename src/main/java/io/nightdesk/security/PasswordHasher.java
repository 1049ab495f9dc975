package io.nightdesk.security;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.rest.Admission;
import io.nightdesk.rest.Bulkhead;
import io.nightdesk.rest.FieldError;
import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Hashes and checks passwords with bcrypt, on at most half of the processors, so that logins do not delay replies to customers. Not
 * to be called within a transaction: a computation takes long and may have to wait, and the transaction would keep its connection.
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

    /** Further computations are rejected at once, so that logins do not occupy the threads of all other requests. */
    private static final int MAX_WAITING = 32;

    private final Bulkhead bulkhead;

    @Inject
    PasswordHasher() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), MAX_WAITING, QUEUE_TIMEOUT);
    }

    PasswordHasher(int maxConcurrent, int maxWaiting, Duration timeout) {
        this.bulkhead = new Bulkhead(
                maxConcurrent,
                maxWaiting,
                timeout,
                LocalizedMessage.of("Too many logins at the same time. Try again later.", "同时登录的人太多，请稍后重试。"),
                QUEUE_TIMEOUT);
    }

    /** The errors of a new password for the account with this name. */
    static List<FieldError> validate(String field, String name, String password) {
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
            return List.of(FieldError.of(
                    field, "must have %s to %s bytes in UTF-8", "长度须为 %s 到 %s 字节（一个汉字占 3 字节）", MIN_BYTES, MAX_BYTES));
        }
        return password.equals(name)
                ? List.of(FieldError.of(field, "must not be the name of the account", "不能与账号名相同"))
                : List.of();
    }

    String hash(String password) {
        return withPermit(() -> BcryptUtil.bcryptHash(password));
    }

    /** Takes the same time without a hash as with one, so that nobody can find out which accounts exist. */
    boolean matches(String password, Optional<String> hash) {
        boolean isMatch = withPermit(() -> BcryptUtil.matches(password, hash.orElse(UNKNOWN_ACCOUNT)));
        return isMatch && hash.isPresent() && password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    /** Runs a computation when there is a permit for it. */
    <T> T withPermit(Supplier<T> work) {
        try (Admission admitted = bulkhead.enter()) {
            return work.get();
        }
    }
}
