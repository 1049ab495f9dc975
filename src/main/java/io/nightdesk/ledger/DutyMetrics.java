package io.nightdesk.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What the duty tells monitoring: who is the consumer, and whether the database and the ledger do their part. */
@Singleton
class DutyMetrics {

    private final Counter takeovers;
    private volatile long epoch;

    @Inject
    DutyMetrics(MeterRegistry registry, Duty duty, Ledger ledger) {
        takeovers = Counter.builder("nightdesk.takeovers")
                .description("how often this replica came on duty")
                .register(registry);
        Gauge.builder("nightdesk.lease.epoch", this, metrics -> metrics.epoch)
                .description("the number of the last shift that this replica had, over all replicas; 0 if none yet")
                .register(registry);
        Gauge.builder("nightdesk.on.duty", duty, one -> one.isOnDuty() ? 1 : 0)
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

    void changed(@Observes DutyChange change) {
        if (change instanceof DutyChange.Began began) {
            epoch = began.shift().epoch();
            takeovers.increment();
        }
    }
}
