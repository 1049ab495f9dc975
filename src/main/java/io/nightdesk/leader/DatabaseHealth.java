package io.nightdesk.leader;

import io.nightdesk.database.SnapshotRefresher;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Whether the database side is fit to serve. Reads states that the beat keeps, so a probe costs and blocks nothing. */
@Singleton
class DatabaseHealth {

    private final LeaderElector duty;
    private final SnapshotRefresher watch;

    @Inject
    DatabaseHealth(LeaderElector duty, SnapshotRefresher watch) {
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
                .withData("leader", duty.isOnDuty())
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
