package io.nightdesk.security;

import com.github.benmanes.caffeine.cache.Ticker;
import io.nightdesk.rest.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Checks the name and password of a request. The account is read for every request, so that a change of its role or password takes
 * effect at once on every replica. Only the check of the password, which is expensive, is cached.
 */
@Singleton
final class Authenticator {

    private static final int LOCKS = 64;
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(2);

    private final PasswordHasher passwords;
    private final AdminBootstrap bootstrap;
    private final LoginThrottle throttle;
    private final CredentialCache cache;
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    @Inject
    Authenticator(PasswordHasher passwords, AdminBootstrap bootstrap, Clock clock) {
        this.passwords = passwords;
        this.bootstrap = bootstrap;
        this.throttle = new LoginThrottle(clock);
        this.cache = new CredentialCache(Ticker.systemTicker(), new SecureRandom());
    }

    /**
     * Returns the account, or empty if the credentials are wrong or the account is disabled. Not to be called within a transaction,
     * like {@link PasswordHasher}.
     *
     * @throws ProblemException if the login is throttled or the service is overloaded
     */
    Optional<AccountEntity> authenticate(String name, String password, String address) {
        if (cache.isFresh(name, password)) {
            return check(name, password);
        }
        // Concurrent requests with the same credentials wait for the first one: each would need a bcrypt computation,
        // and an attempt counts as failed until it succeeds. They continue after a timeout, because the database may be
        // slow.
        ReentrantLock lock = locks.get(Math.floorMod(Objects.hash(name, password), LOCKS));
        boolean isLocked = tryLock(lock);
        try {
            return cache.isKnown(name, password) ? check(name, password) : attempt(name, password, address);
        } finally {
            if (isLocked) {
                lock.unlock();
            }
        }
    }

    private static boolean tryLock(ReentrantLock lock) {
        try {
            return lock.tryLock(LOCK_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.stopping(LOCK_TIMEOUT);
        }
    }

    private Optional<AccountEntity> attempt(String name, String password, String address) {
        LoginThrottle.Decision decision = throttle.ask(name, address);
        if (decision instanceof LoginThrottle.Decision.Delayed delayed) {
            throw ProblemException.tooMany(delayed.delay());
        }
        LoginThrottle.Attempt attempt = ((LoginThrottle.Decision.Allowed) decision).attempt();
        try {
            Optional<AccountEntity> account = check(name, password);
            if (account.isPresent()) {
                throttle.succeeded(attempt);
            }
            return account;
        } catch (RuntimeException e) {
            throttle.undecided(attempt);
            throw e;
        }
    }

    /** Takes the same time for an unknown name as for a known one, so that nobody can find out which names exist. */
    private Optional<AccountEntity> check(String name, String password) {
        Optional<AccountEntity> account = name.matches(Account.NAME)
                ? QuarkusTransaction.requiringNew().call(() -> AccountEntity.byName(name))
                : Optional.empty();
        Optional<String> hash = account.map(entity -> entity.passwordHash);
        boolean isFresh =
                hash.filter(stored -> cache.isFresh(name, password, stored)).isPresent();
        if (!isFresh && !passwords.matches(password, hash)) {
            cache.remove(name, password);
            if (!bootstrap.ensureAccount()) {
                throw AdminBootstrap.accountMissing();
            }
            return Optional.empty();
        }
        if (!isFresh) {
            cache.put(name, password, hash.orElseThrow());
        }
        bootstrap.accountFound();
        return account.filter(entity -> entity.enabled);
    }
}
