package io.nightdesk.ledger;

import io.nightdesk.database.SnapshotWatch;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Whether the database side is fit to serve. Reads states that the beat keeps, so a probe costs and blocks nothing. */
@Singleton
class LedgerHealth {

    private final Duty duty;
    private final SnapshotWatch watch;

    @Inject
    LedgerHealth(Duty duty, SnapshotWatch watch) {
        this.duty = duty;
        this.watch = watch;
    }

    @Produces
    @Readiness
    HealthCheck database() {
        return () -> HealthCheckResponse.named("database")
                .withData("reachable", duty.isDatabaseReachable())
                .withData("migrated", duty.isMigrated())
                .withData("rules_loaded", watch.isComplete())
                .withData("on_duty", duty.isOnDuty())
                .withData("complaint", duty.complaint().orElse(""))
                .status(duty.isDatabaseReachable()
                        && duty.isMigrated()
                        && watch.isComplete()
                        && duty.hasSought()
                        && duty.complaint().isEmpty())
                .build();
    }

    /** Start order is free: a process that waits for its database has started well. */
    @Produces
    @Startup
    HealthCheck started() {
        return () -> HealthCheckResponse.up("started");
    }
}
