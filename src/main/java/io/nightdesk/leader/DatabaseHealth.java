package io.nightdesk.leader;

import io.nightdesk.database.SchemaMigrator;
import io.nightdesk.database.SnapshotRefresher;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** Readiness of the database side. Reads states that the elector keeps, so a probe neither costs anything nor blocks. */
@Singleton
class DatabaseHealth {

    private final LeaderElector elector;
    private final SchemaMigrator migrator;
    private final SnapshotRefresher snapshots;

    @Inject
    DatabaseHealth(LeaderElector elector, SchemaMigrator migrator, SnapshotRefresher snapshots) {
        this.elector = elector;
        this.migrator = migrator;
        this.snapshots = snapshots;
    }

    @Produces
    @Readiness
    HealthCheck database() {
        return () -> HealthCheckResponse.named("database")
                .withData("reachable", elector.isDatabaseReachable())
                .withData("migrated", migrator.isMigrated())
                .withData("rules_loaded", snapshots.isLoaded())
                .withData("leader", elector.isLeader())
                .withData("reason", elector.obstacle().orElse(""))
                .status(elector.isDatabaseReachable()
                        && migrator.isMigrated()
                        && snapshots.isLoaded()
                        && elector.isDecided()
                        && elector.obstacle().isEmpty())
                .build();
    }

    /** The start order does not matter: a process that waits for its database has started. */
    @Produces
    @Startup
    HealthCheck started() {
        return () -> HealthCheckResponse.up("started");
    }
}
