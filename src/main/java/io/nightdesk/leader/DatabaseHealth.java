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

/**
 * The readiness and startup checks of the database and the election. They read state in memory, so a probe never
 * blocks.
 */
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
                        && !elector.isPrevented())
                .build();
    }

    /** The start order does not matter: a process that waits for its database has started. */
    @Produces
    @Startup
    HealthCheck started() {
        return () -> HealthCheckResponse.up("started");
    }
}
