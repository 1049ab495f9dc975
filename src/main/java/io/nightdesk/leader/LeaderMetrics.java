package io.nightdesk.leader;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nightdesk.inbox.FrameProcessor;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What the duty tells monitoring: who is the consumer, and whether the database and the ledger do their part. */
@Singleton
class LeaderMetrics {

    private final Counter takeovers;
    private volatile long epoch;

    @Inject
    LeaderMetrics(MeterRegistry registry, LeaderElector duty, FrameProcessor ledger) {
        takeovers = Counter.builder("nightdesk.leader.changes")
                .description("how often this replica came on duty")
                .register(registry);
        Gauge.builder("nightdesk.lease.epoch", this, metrics -> metrics.epoch)
                .description("the number of the last shift that this replica had, over all replicas; 0 if none yet")
                .register(registry);
        Gauge.builder("nightdesk.leader", duty, one -> one.isOnDuty() ? 1 : 0)
                .description("whether this replica is the consumer")
                .register(registry);
        Gauge.builder("nightdesk.database.reachable", duty, one -> one.isDatabaseReachable() ? 1 : 0)
                .description("whether the database answered within the last seconds")
                .register(registry);
        Gauge.builder(
                        "nightdesk.stalled.seconds",
                        ledger,
                        one -> one.hasWork() ? one.sinceProgress().toMillis() / 1e3 : 0)
                .description("how long the ledger has had work and finished nothing")
                .register(registry);
    }

    void start(@Observes StartupEvent event) {
        // Being there is enough.
    }

    void changed(@Observes LeadershipEvent change) {
        if (change instanceof LeadershipEvent.Began began) {
            epoch = began.shift().epoch();
            takeovers.increment();
        }
    }
}
