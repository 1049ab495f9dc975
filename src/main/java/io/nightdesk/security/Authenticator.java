package io.nightdesk.security;

import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
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
 * Decides who comes in. The account is read with every request, so that a change of its role or password holds at once, on
 * every replica; only the dear part, the hash, is remembered.
 */
@Singleton
class Authenticator {

    private static final int TURNS = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final PasswordHasher passwords;
    private final AdminBootstrap first;
    private final LoginThrottle throttle;
    private final CredentialCache remembered;
    private final List<ReentrantLock> turns =
            Stream.generate(ReentrantLock::new).limit(TURNS).toList();

    @Inject
    Authenticator(PasswordHasher passwords, AdminBootstrap first, Clock clock) {
        this.passwords = passwords;
        this.first = first;
        this.throttle = new LoginThrottle(clock);
        this.remembered = new CredentialCache(clock, new SecureRandom());
    }

    /** The role of the account, or empty where name and password do not fit one that is enabled. */
    Optional<Role> admit(String name, String password, String address) {
        if (remembered.isFresh(name, password)) {
            return check(name, password);
        }
        // Whoever comes with the same credentials meanwhile waits for what becomes of these: an attempt counts as
        // failed until it is decided, and each would cost a hash. Not for long, as the database may be away.
        ReentrantLock turn = turns.get(Math.floorMod(Objects.hash(name, password), TURNS));
        boolean isOurs = await(turn);
        try {
            return remembered.isKnown(name, password) ? check(name, password) : attempt(name, password, address);
        } finally {
            if (isOurs) {
                turn.unlock();
            }
        }
    }

    private static boolean await(ReentrantLock turn) {
        try {
            return turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is stopping.", PATIENCE);
        }
    }

    private Optional<Role> attempt(String name, String password, String address) {
        LoginThrottle.Answer answer = throttle.ask(name, address);
        if (answer instanceof LoginThrottle.Answer.Wait wait) {
            throw ProblemException.tooMany(wait.time());
        }
        LoginThrottle.Attempt attempt = ((LoginThrottle.Answer.Go) answer).attempt();
        try {
            Optional<Role> role = check(name, password);
            if (role.isPresent()) {
                throttle.succeeded(attempt);
            }
            return role;
        } catch (RuntimeException e) {
            throttle.undecided(attempt);
            throw e;
        }
    }

    /** The same work for a name that there is as for one that there is not. */
    private Optional<Role> check(String name, String password) {
        Optional<AccountEntity> account = name.matches(Account.NAME)
                ? QuarkusTransaction.requiringNew().call(() -> AccountEntity.named(name))
                : Optional.empty();
        Optional<String> hash = account.map(row -> row.passwordHash);
        boolean fresh = hash.filter(stored -> remembered.isFresh(name, password, stored))
                .isPresent();
        if (!fresh && !passwords.matches(password, hash)) {
            remembered.forget(name, password);
            if (!first.makeIfNeeded()) {
                throw first.advice();
            }
            return Optional.empty();
        }
        if (!fresh) {
            remembered.remember(name, password, hash.orElseThrow());
        }
        first.isThere();
        return account.filter(row -> row.enabled).map(AccountEntity::role);
    }
}
