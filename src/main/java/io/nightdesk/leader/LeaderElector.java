package io.nightdesk.leader;

import io.nightdesk.database.SnapshotRefresher;
import io.nightdesk.database.SqlErrors;
import io.nightdesk.session.AgentTakeovers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.jboss.logging.Logger;

/**
 * Beats: waits for the database and migrates it, and seeks the lease or renews it. On a thread of its own, because a batch
 * that waits for the database must not cost the lease.
 */
@Singleton
public class LeaderElector {

    private static final Logger LOG = Logger.getLogger(LeaderElector.class);
    private static final Duration CONTACT_COUNTS = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofMillis(10);
    private static final Duration BEAT_COUNTS = Duration.ofMinutes(2);

    private final Flyway flyway;
    private final SnapshotRefresher watch;
    private final LeaseRepository lease;
    private final AgentTakeovers takeovers;
    private final Event<LeadershipEvent> changes;
    private final Event<MigrateResult> migrations;
    private final Clock clock;
    private final LeaseConfig config;
    private final Thread thread = new Thread(this::run, "nightdesk-duty");

    private volatile Optional<String> complaint = Optional.empty();
    private volatile Optional<LeaderTerm> shift = Optional.empty();
    private volatile boolean stopping;
    private volatile boolean migrated;
    private volatile boolean sought;
    private volatile boolean caughtUp;
    private volatile long beatAt = System.nanoTime();
    private volatile long contactAt = System.nanoTime() - CONTACT_COUNTS.toNanos();

    @Inject
    LeaderElector(
            Flyway flyway,
            SnapshotRefresher watch,
            LeaseRepository lease,
            AgentTakeovers takeovers,
            Event<LeadershipEvent> changes,
            Event<MigrateResult> migrations,
            Clock clock,
            LeaseConfig config) {
        this.flyway = flyway;
        this.watch = watch;
        this.lease = lease;
        this.takeovers = takeovers;
        this.changes = changes;
        this.migrations = migrations;
        this.clock = clock;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether this replica is the consumer. */
    public boolean isOnDuty() {
        return shift.filter(LeaderTerm::isValid).isPresent();
    }

    public boolean isMigrated() {
        return migrated;
    }

    /** Whether this replica is the consumer and nothing waits at the broker that it did not take. */
    public boolean isCaughtUp() {
        return caughtUp && isOnDuty();
    }

    /** Tells whether all frames that waited at the broker were taken; call whenever that changes. */
    public void caughtUp(boolean all) {
        caughtUp = all;
    }

    /** Whether this replica tried to come on duty, so that it is known whether it has to stand by. */
    public boolean hasSought() {
        return sought;
    }

    /** What keeps this replica from coming on duty, or empty. */
    public Optional<String> complaint() {
        return complaint;
    }

    /** Whether the beat goes on, be the database there or not. */
    public boolean isBeating() {
        return thread.isAlive() && System.nanoTime() - beatAt < BEAT_COUNTS.toNanos();
    }

    /** Whether the database answered lately. */
    public boolean isDatabaseReachable() {
        return System.nanoTime() - contactAt < CONTACT_COUNTS.toNanos();
    }

    /**
     * Ends the beat and gives the lease away, so that a standby need not wait for its end. Call when nothing is left to
     * finish.
     *
     * @param patience how long to wait for the database; after that the lease expires
     */
    public void leave(Duration patience) throws InterruptedException {
        stopping = true;
        thread.interrupt();
        // 0 would be for ever.
        thread.join(Math.max(1, patience.toMillis()));
        if (thread.isAlive()) {
            LOG.warn("lease not released in time, it will expire");
        }
    }

    private void run() {
        beatOn();
        // What woke it from its pause must not keep it from a connection to the database.
        Thread.interrupted();
        Optional<LeaderTerm> last = shift;
        // The ledger may still be at a batch that waits for the database: it is not to go on with it, let alone judge
        // it.
        last.ifPresent(LeaderTerm::end);
        end();
        last.ifPresent(this::release);
    }

    private void release(LeaderTerm held) {
        try {
            QuarkusTransaction.requiringNew().run(() -> lease.release(held));
            LOG.infof("lease released: epoch=%d", held.epoch());
        } catch (RuntimeException e) {
            LOG.warnf("lease not released, it will expire: epoch=%d %s", held.epoch(), SqlErrors.describe(e));
        }
    }

    private void beatOn() {
        while (!stopping) {
            try {
                Optional<String> fault = beat();
                contactAt = System.nanoTime();
                complain(fault);
            } catch (RuntimeException | Error e) {
                complain(Optional.of("database not usable, waiting for it: " + SqlErrors.describe(e)));
                LOG.debugf(e, "beat failed");
            }
            beatAt = System.nanoTime();
            if (shift.isPresent() && !isOnDuty()) {
                LOG.warnf("lease lost: epoch=%d", shift.get().epoch());
                end();
            }
            try {
                Thread.sleep(pause().toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** The rules and hours are on their way when the tables are there: no beat is lost before the lease is sought. */
    private Duration pause() {
        return migrated
                        && !sought
                        && complaint.isEmpty()
                        && config.renewInterval().compareTo(SOON) > 0
                ? SOON
                : config.renewInterval();
    }

    /** One beat; what keeps this replica from ever coming on duty is returned. */
    private Optional<String> beat() {
        if (!migrated) {
            migrations.fire(flyway.migrate());
            migrated = true;
            watch.begin();
        }
        takeovers.forgetEnded(clock.instant());
        if (shift.isPresent()) {
            renew(shift.get());
        }
        return shift.isEmpty() && watch.isComplete() && !stopping ? seek() : Optional.empty();
    }

    /** A shift that ran out is given back rather than renewed, so that the next one need not wait for its expiry. */
    private void renew(LeaderTerm held) {
        long askedAt = System.nanoTime();
        if (held.isValid()) {
            boolean renewed = QuarkusTransaction.requiringNew().call(() -> lease.renew(held, caughtUp));
            if (renewed) {
                held.renewed(askedAt);
            } else {
                held.end();
            }
        }
        if (!held.isValid()) {
            QuarkusTransaction.requiringNew().run(() -> lease.release(held));
        }
    }

    private Optional<String> seek() {
        Optional<LeaderTerm> taken = QuarkusTransaction.requiringNew().call(() -> {
            Optional<LeaderTerm> begun = lease.take();
            if (begun.isPresent()) {
                takeovers.refresh();
            }
            return begun;
        });
        if (taken.isPresent()) {
            shift = taken;
            sought = true;
            LOG.infof("on duty: epoch=%d", taken.get().epoch());
            changes.fire(new LeadershipEvent.Began(taken.get()));
            return Optional.empty();
        }
        Optional<String> fault = QuarkusTransaction.requiringNew()
                .call(lease::otherDesk)
                .map(other -> "this database belongs to desk " + other
                        + ": set NIGHTDESK_CUSTOMER_ID to it or use another database");
        sought = fault.isEmpty();
        return fault;
    }

    private void end() {
        if (shift.isPresent()) {
            shift = Optional.empty();
            caughtUp = false;
            changes.fire(new LeadershipEvent.Ended());
        }
    }

    /** Says what is wrong once, not twice a second. */
    private void complain(Optional<String> what) {
        if (!what.equals(complaint)) {
            what.ifPresentOrElse(LOG::warn, () -> LOG.info("database in use"));
            complaint = what;
        }
    }
}
