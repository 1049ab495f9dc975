package io.nightdesk.database;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/** Migrates the schema once the database is reachable; the start order of service and database does not matter. */
@Singleton
public class SchemaMigrator {

    private final Flyway flyway;
    private final Event<MigrateResult> migrations;
    private volatile boolean migrated;

    @Inject
    SchemaMigrator(Flyway flyway, Event<MigrateResult> migrations) {
        this.flyway = flyway;
        this.migrations = migrations;
    }

    public boolean isMigrated() {
        return migrated;
    }

    /**
     * Migrates the schema unless this process did so before, and fires the result as an event.
     *
     * @return whether it was migrated by this call
     */
    public boolean migrate() {
        if (migrated) {
            return false;
        }
        migrations.fire(flyway.migrate());
        migrated = true;
        return true;
    }
}
