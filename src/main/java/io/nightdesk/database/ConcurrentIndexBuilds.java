package io.nightdesk.database;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import io.quarkus.flyway.FlywayDataSource;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Allows migrations that build an index concurrently. Flyway's lock, which keeps replicas from migrating at the same time, is
 * held outside a transaction: a concurrent build waits for all older transactions, so it would wait for Flyway's own for ever.
 * And a script may run for long.
 */
@Singleton
@FlywayDataSource(DataSources.MIGRATION)
final class ConcurrentIndexBuilds implements FlywayConfigurationCustomizer {

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration
                .getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        configuration.callbacks(new ScriptTimeout());
    }
}
