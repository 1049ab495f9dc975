package io.nightdesk.leader;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nightdesk.DeskClock;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Metrics of leadership and of the database's reachability. */
@Singleton
final class LeaderMetrics implements LeadershipListener {

    private final MeterRegistry registry;
    private final Counter changes;
    private volatile long epoch;

    @Inject
    LeaderMetrics(MeterRegistry registry, DeskClock clock) {
        this.registry = registry;
        changes = Counter.builder("nightdesk.leader.changes")
                .description("how often this replica became leader")
                .register(registry);
        Gauge.builder("nightdesk.lease.epoch", this, metrics -> metrics.epoch)
                .description("the epoch of this replica's last term; 0 if it was never leader")
                .register(registry);
        Gauge.builder(
                        "nightdesk.clock.difference.seconds",
                        clock,
                        one -> one.difference().toMillis() / 1e3)
                .description("by how much this replica's clock is ahead of the database's")
                .register(registry);
    }

    /** The elector is not injected: it depends on its listeners, so that would be a cycle. */
    void register(@Observes StartupEvent event, LeaderElector elector) {
        Gauge.builder("nightdesk.leader", elector, one -> one.isLeader() ? 1 : 0)
                .description("1 if this replica is the leader, which consumes frames; 0 for a standby")
                .register(registry);
        Gauge.builder("nightdesk.database.reachable", elector, one -> one.isDatabaseReachable() ? 1 : 0)
                .description("1 if the database answered within the last seconds")
                .register(registry);
    }

    @Override
    public void termBegan(LeaderTerm term) {
        epoch = term.epoch();
        changes.increment();
    }
}
