package io.nightdesk.leader;

import io.nightdesk.DeskClock;
import io.nightdesk.OutOfMemory;
import io.nightdesk.database.SqlErrors;
import io.quarkus.arc.All;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Makes this replica the leader when nobody else is, and keeps it the leader: waits for the database and its
 * {@link Preparation}, acquires the lease and renews it. It compares the clocks before each of these, and does not lead while
 * they differ too much. It runs on its own thread, so that the lease is renewed even while a batch waits for the database.
 */
@Singleton
public class LeaderElector {

    private static final Logger LOG = Logger.getLogger(LeaderElector.class);
    private static final Duration MIN_REACHABLE_FOR = Duration.ofSeconds(5);
    private static final Duration FIRST_INTERVAL = Duration.ofMillis(5);
    private static final Duration STARTING_FOR = Duration.ofSeconds(10);
    /** Every statement of a round has a time limit, so a round that lasts longer is stuck. */
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(2);

    private final Preparation preparation;
    private final Lease lease;
    private final DeskClock clock;
    /** Looked up lazily, because listeners may depend on the elector. */
    private final Supplier<List<LeadershipListener>> listeners;

    private final Duration interval;
    private final Thread thread = new Thread(this::run, "nightdesk-leader-elector");

    private final long createdAt = System.nanoTime();

    private volatile Optional<String> obstacle = Optional.empty();
    private volatile Optional<LeaderTerm> term = Optional.empty();
    /** Whether the last round that reached the database found an obstacle. */
    private volatile boolean prevented;

    private volatile boolean stopping;
    private volatile boolean decided;
    private volatile boolean caughtUp;
    private volatile long roundAt = System.nanoTime();
    private volatile long reachedAt;

    @Inject
    LeaderElector(
            DatabasePreparation preparation,
            LeaseRepository lease,
            DeskClock clock,
            @All List<InstanceHandle<LeadershipListener>> listeners,
            LeaseConfig config) {
        this(
                preparation,
                lease,
                clock,
                () -> listeners.stream().map(InstanceHandle::get).toList(),
                config.renewInterval());
    }

    /**
     * @param preparation must be complete before this replica becomes leader
     * @param interval the time between two renewals or attempts to acquire the lease
     */
    LeaderElector(
            Preparation preparation,
            Lease lease,
            DeskClock clock,
            Supplier<List<LeadershipListener>> listeners,
            Duration interval) {
        this.preparation = preparation;
        this.lease = lease;
        this.clock = clock;
        this.listeners = listeners;
        this.interval = interval;
        this.reachedAt = System.nanoTime() - reachableFor(interval).toNanos();
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    public boolean isLeader() {
        return term.filter(LeaderTerm::isValid).isPresent();
    }

    /** Whether this replica is the leader and has received every frame that waited at the broker. */
    public boolean isCaughtUp() {
        return caughtUp && isLeader();
    }

    /** Tells whether every frame that waited at the broker was received. Call it when that changes. */
    public void caughtUp(boolean all) {
        caughtUp = all;
    }

    /** Whether this replica is known to be leader or standby: it has tried to acquire the lease. */
    public boolean isDecided() {
        return decided;
    }

    /** What keeps this replica from becoming leader; empty if nothing does. */
    public Optional<String> obstacle() {
        return obstacle;
    }

    /**
     * Whether something other than a failed round keeps this replica from becoming leader. A single failed round does not matter;
     * {@link #isDatabaseReachable} tells of several.
     */
    public boolean isPrevented() {
        return prevented;
    }

    /** Whether the threads of the elector and of its preparation run and none of the rounds is stuck. Waiting for the database, or for a lock in it, is not being stuck. */
    public boolean isAlive() {
        return thread.isAlive()
                && preparation.isAlive()
                && System.nanoTime() - roundAt < LONGEST_ROUND.plus(interval).toNanos();
    }

    /** Whether the database answered in one of the last rounds. */
    public boolean isDatabaseReachable() {
        return System.nanoTime() - reachedAt < reachableFor(interval).toNanos();
    }

    /** Two rounds, of which one may fail, but at least some seconds. */
    static Duration reachableFor(Duration interval) {
        Duration twoRounds = interval.multipliedBy(2).plusSeconds(3);
        return twoRounds.compareTo(MIN_REACHABLE_FOR) > 0 ? twoRounds : MIN_REACHABLE_FOR;
    }

    /**
     * Ends the election for this replica and releases the lease, so that a standby becomes leader at once. Call when nothing is
     * left to finish.
     *
     * @param timeout how long to wait for the database; after that the lease expires by itself
     */
    public void resign(Duration timeout) throws InterruptedException {
        stopping = true;
        thread.interrupt();
        // join(0) would wait forever.
        thread.join(Math.max(1, timeout.toMillis()));
        if (thread.isAlive()) {
            LOG.warn("Lease not released within NIGHTDESK_SHUTDOWN_TIMEOUT, it will expire");
        }
    }

    private void run() {
        while (!stopping) {
            round();
            try {
                Thread.sleep(pause().toMillis());
            } catch (InterruptedException e) {
                break;
            }
        }
        // Clears the interrupt that ended the pause: otherwise this thread could not get a connection to release the
        // lease.
        Thread.interrupted();
        resign();
    }

    /** One round: asks whether the database is prepared, renews the term or tries to begin one. Never throws. */
    void round() {
        try {
            Optional<String> found = elect();
            reachedAt = System.nanoTime();
            prevented = found.isPresent();
            report(found);
        } catch (RuntimeException | Error e) {
            OutOfMemory.exitIfCauseOf(e);
            report(Optional.of("database not usable, waiting for it: " + SqlErrors.describe(e)));
            LOG.debugf(e, "Election round failed");
        }
        roundAt = System.nanoTime();
        term.filter(held -> !held.isValid()).ifPresent(lost -> {
            LOG.warnf("Leadership lost: epoch=%d", lost.epoch());
            end(lost);
        });
    }

    /** Ends the term, if any, and releases the lease. */
    void resign() {
        Optional<LeaderTerm> held = term;
        held.ifPresent(last -> {
            // The processor may still be retrying a batch: it must stop.
            last.end();
            end(last);
            try {
                lease.release(last);
                LOG.infof("Lease released: epoch=%d", last.epoch());
            } catch (RuntimeException e) {
                LOG.warnf(
                        "Releasing the lease failed, it will expire: epoch=%d error=%s",
                        last.epoch(), SqlErrors.describe(e));
            }
        });
    }

    /** The preparation usually takes milliseconds, so the next attempts follow soon; a long migration is not polled like that. */
    private Duration pause() {
        boolean isStarting = !decided && obstacle.isEmpty() && System.nanoTime() - createdAt < STARTING_FOR.toNanos();
        return isStarting && interval.compareTo(FIRST_INTERVAL) > 0 ? FIRST_INTERVAL : interval;
    }

    /** Returns what keeps this replica from becoming leader. */
    private Optional<String> elect() {
        boolean mayLead = preparation.isComplete();
        clock.compareWith(lease::databaseTime);
        if (clock.differsTooMuch()) {
            term.ifPresent(LeaderTerm::end);
        }
        term.ifPresent(this::renew);
        if (clock.differsTooMuch()) {
            return Optional.of("the clocks of this replica and the database differ by more than "
                    + clock.maxDifference().toSeconds() + " s: correct the clock that is wrong");
        }
        if (term.isPresent() || stopping) {
            return Optional.empty();
        }
        return mayLead ? acquire() : preparation.obstacle();
    }

    /** A term that has run out is released rather than renewed, so that the next one need not wait until it expires. */
    private void renew(LeaderTerm held) {
        long askedAt = System.nanoTime();
        if (held.isValid()) {
            if (lease.renew(held, caughtUp)) {
                held.renewed(askedAt);
            } else {
                held.end();
            }
        }
        if (!held.isValid()) {
            lease.release(held);
        }
    }

    private Optional<String> acquire() {
        Optional<LeaderTerm> acquired = lease.acquire();
        if (acquired.isPresent()) {
            begin(acquired.get());
            return Optional.empty();
        }
        Optional<String> found = lease.otherOwner()
                .map(other -> "this database belongs to customer_id " + other
                        + ": set NIGHTDESK_CUSTOMER_ID to it or use another database");
        decided = found.isEmpty();
        return found;
    }

    private void begin(LeaderTerm begun) {
        term = Optional.of(begun);
        decided = true;
        LOG.infof("Became leader: epoch=%d", begun.epoch());
        try {
            listeners.get().forEach(listener -> listener.termBegan(begun));
        } catch (RuntimeException | Error e) {
            OutOfMemory.exitIfCauseOf(e);
            begun.end();
            lease.release(begun);
            throw e;
        }
    }

    private void end(LeaderTerm ended) {
        term = Optional.empty();
        caughtUp = false;
        listeners.get().forEach(listener -> {
            try {
                listener.termEnded(ended);
            } catch (RuntimeException | Error e) {
                OutOfMemory.exitIfCauseOf(e);
                LOG.errorf(
                        e,
                        "Handling the end of a term failed: listener=%s",
                        listener.getClass().getName());
            }
        });
    }

    /** Logs an obstacle when it changes, not at every round. */
    private void report(Optional<String> found) {
        if (!found.equals(obstacle)) {
            found.ifPresentOrElse(
                    what -> LOG.warnf("Cannot become leader: %s", what), () -> LOG.info("Database reachable"));
            obstacle = found;
        }
    }
}
