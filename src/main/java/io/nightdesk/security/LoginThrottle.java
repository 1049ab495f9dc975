package io.nightdesk.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down password guessing: after some failed logins, each further one doubles the delay, for the client's address and for the
 * name. A login that is rejected because of a delay is not checked and does not count as failed.
 *
 * <p>Nobody can lock an account out for good. The longest delay of a name is shorter than that of an address, so a single attacker
 * is blocked most of the time while others can try; and the delay of a name does not apply at an address from which it has logged
 * in before.
 *
 * <p>The maps evict the least recently used entry and are changed together under one lock. Caffeine offers neither: it may evict a
 * new entry in favour of frequently used ones, and it cannot change several caches atomically.
 */
final class LoginThrottle {

    static final int MAX_KEYS = 10_000;
    static final int MAX_TRUSTED = 1_000;

    private static final Duration FORGET_AFTER = Duration.ofMinutes(15);
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Policy NAME_POLICY = new Policy(5, Duration.ofSeconds(15));
    private static final Policy ADDRESS_POLICY = new Policy(10, Duration.ofSeconds(60));

    private final Clock clock;
    private final Map<String, Failures> byName = new LruMap<>(MAX_KEYS);
    private final Map<String, Failures> byAddress = new LruMap<>(MAX_KEYS);
    /** Names with an address from which they have logged in. */
    private final Map<Attempt, Instant> trusted = new LruMap<>(MAX_TRUSTED);

    sealed interface Decision {

        /** The credentials may be checked. The attempt counts as failed until {@link #succeeded} or {@link #undecided}. */
        record Allowed(Attempt attempt) implements Decision {}

        record Delayed(Duration delay) implements Decision {}
    }

    record Attempt(String name, String address) {}

    private record Failures(int count, Instant last) {}

    /** @param free how many failures have no delay */
    private record Policy(int free, Duration maxDelay) {

        Duration delay(Failures failures) {
            int doublings = failures.count() - free;
            if (doublings < 0) {
                return Duration.ZERO;
            }
            Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(doublings, 20));
            return delay.compareTo(maxDelay) < 0 ? delay : maxDelay;
        }
    }

    private static final class LruMap<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1;

        private final int maxSize;

        LruMap(int maxSize) {
            super(16, 0.75f, true);
            this.maxSize = maxSize;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > maxSize;
        }
    }

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    synchronized Decision ask(String name, String address) {
        Attempt attempt = new Attempt(name, address);
        Instant now = clock.instant();
        Duration addressDelay = remainingDelay(byAddress, address, ADDRESS_POLICY, now);
        Duration nameDelay =
                trusted.containsKey(attempt) ? Duration.ZERO : remainingDelay(byName, name, NAME_POLICY, now);
        Duration delay = addressDelay.compareTo(nameDelay) > 0 ? addressDelay : nameDelay;
        if (delay.compareTo(Duration.ZERO) > 0) {
            return new Decision.Delayed(delay);
        }
        increment(byName, name, now);
        increment(byAddress, address, now);
        return new Decision.Allowed(attempt);
    }

    /** Forgets all failures of the name, but not those of the address: an attacker may have an account, too. */
    synchronized void succeeded(Attempt attempt) {
        byName.remove(attempt.name());
        decrement(byAddress, attempt.address());
        trusted.put(attempt, clock.instant());
    }

    /** The credentials could not be checked, for instance because the database was unavailable. */
    synchronized void undecided(Attempt attempt) {
        decrement(byName, attempt.name());
        decrement(byAddress, attempt.address());
    }

    private static Duration remainingDelay(Map<String, Failures> all, String key, Policy policy, Instant now) {
        Optional<Failures> failures = Optional.ofNullable(all.get(key));
        if (failures.filter(found -> !found.last().plus(FORGET_AFTER).isAfter(now))
                .isPresent()) {
            all.remove(key);
            return Duration.ZERO;
        }
        return failures.map(found -> Duration.between(now, found.last().plus(policy.delay(found))))
                .orElse(Duration.ZERO);
    }

    private static void increment(Map<String, Failures> all, String key, Instant now) {
        all.merge(key, new Failures(1, now), (old, one) -> new Failures(old.count() + 1, now));
    }

    private static void decrement(Map<String, Failures> all, String key) {
        all.computeIfPresent(key, (k, old) -> old.count() <= 1 ? null : new Failures(old.count() - 1, old.last()));
    }
}
