package io.nightdesk.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down whoever guesses passwords: after a few failures each further one doubles the wait, for the address and for the
 * name. An attempt that is refused is not looked at and does not count.
 *
 * <p>Nobody can lock an account out for good. A name waits less than an address at most, so one attacker's address stands
 * still for most of the time while others get their turn; and where a name logged in from before, its wait does not hold.
 */
final class LoginThrottle {

    static final int MOST_KEYS = 10_000;
    static final int MOST_HOMES = 1_000;

    private static final Duration FORGOTTEN = Duration.ofMinutes(15);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Policy OF_A_NAME = new Policy(5, Duration.ofSeconds(15));
    private static final Policy OF_AN_ADDRESS = new Policy(10, Duration.ofSeconds(60));

    private final Clock clock;
    private final Map<String, Failures> byName = new Bounded<>(MOST_KEYS);
    private final Map<String, Failures> byAddress = new Bounded<>(MOST_KEYS);
    private final Map<Attempt, Instant> homes = new Bounded<>(MOST_HOMES);

    /** What an attempt gets. */
    sealed interface Answer {

        /** It may be looked at, and counts as failed until something else is said of it. */
        record Go(Attempt attempt) implements Answer {}

        record Wait(Duration time) implements Answer {}
    }

    record Attempt(String name, String address) {}

    private record Failures(int count, Instant last) {}

    private record Policy(int free, Duration most) {

        Duration wait(Failures failures) {
            int doublings = failures.count() - free;
            if (doublings < 0) {
                return Duration.ZERO;
            }
            Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(doublings, 20));
            return wait.compareTo(most) < 0 ? wait : most;
        }
    }

    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1;

        private final int most;

        Bounded(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    synchronized Answer ask(String name, String address) {
        Attempt attempt = new Attempt(name, address);
        Instant now = clock.instant();
        Duration forAddress = left(byAddress, address, OF_AN_ADDRESS, now);
        Duration forName = homes.containsKey(attempt) ? Duration.ZERO : left(byName, name, OF_A_NAME, now);
        Duration wait = forAddress.compareTo(forName) > 0 ? forAddress : forName;
        if (wait.compareTo(Duration.ZERO) > 0) {
            return new Answer.Wait(wait);
        }
        count(byName, name, now);
        count(byAddress, address, now);
        return new Answer.Go(attempt);
    }

    /** The name starts afresh. The address does not: its owner may have an account and guess at others. */
    synchronized void succeeded(Attempt attempt) {
        byName.remove(attempt.name());
        uncount(byAddress, attempt.address());
        homes.put(attempt, clock.instant());
    }

    /** It could not be decided, the database was away say. */
    synchronized void undecided(Attempt attempt) {
        uncount(byName, attempt.name());
        uncount(byAddress, attempt.address());
    }

    private static Duration left(Map<String, Failures> all, String key, Policy policy, Instant now) {
        Optional<Failures> failures = Optional.ofNullable(all.get(key));
        if (failures.filter(f -> !f.last().plus(FORGOTTEN).isAfter(now)).isPresent()) {
            all.remove(key);
            return Duration.ZERO;
        }
        return failures.map(f -> Duration.between(now, f.last().plus(policy.wait(f))))
                .orElse(Duration.ZERO);
    }

    private static void count(Map<String, Failures> all, String key, Instant now) {
        all.merge(key, new Failures(1, now), (old, one) -> new Failures(old.count() + 1, now));
    }

    private static void uncount(Map<String, Failures> all, String key) {
        all.computeIfPresent(key, (k, old) -> old.count() <= 1 ? null : new Failures(old.count() - 1, old.last()));
    }
}
