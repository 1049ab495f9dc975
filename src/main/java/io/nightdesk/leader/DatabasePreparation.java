package io.nightdesk.leader;

import io.nightdesk.database.SchemaMigrator;
import io.nightdesk.database.SnapshotRefresher;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The schema is migrated and every snapshot is loaded. Both are the work of other threads, so nothing here waits for them. */
@Singleton
final class DatabasePreparation implements Preparation {

    private final SchemaMigrator migrator;
    private final SnapshotRefresher snapshots;

    @Inject
    DatabasePreparation(SchemaMigrator migrator, SnapshotRefresher snapshots) {
        this.migrator = migrator;
        this.snapshots = snapshots;
    }

    @Override
    public boolean isComplete() {
        return migrator.isMigrated() && snapshots.isLoaded();
    }

    @Override
    public boolean isAlive() {
        return migrator.isAlive() && snapshots.isAlive();
    }

    @Override
    public Optional<String> obstacle() {
        return migrator.failure().map(failure -> "schema not migrated, retrying: " + failure);
    }
}
