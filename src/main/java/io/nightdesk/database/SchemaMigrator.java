package io.nightdesk.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.nightdesk.OutOfMemory;
import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.jboss.logging.Logger;

/**
 * Migrates the schema once the database is reachable; the start order of service and database does not matter. It has its own
 * thread and its own connections, because a migration may take long, and a replica that migrates must not keep another one
 * from leading.
 *
 * <p>A statement of a migration gives up a lock that it does not get within a second, because the statements of the desk queue
 * behind it. The migration is then tried again later.
 */
@Singleton
public class SchemaMigrator {

    private static final Logger LOG = Logger.getLogger(SchemaMigrator.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    /** While others hold a lock, each attempt delays the desk by up to a second. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /**
     * Flyway records that a migration outside a transaction failed, and then refuses to run it again. Such migrations can be
     * repeated, see ARCHITECTURE.md.
     */
    private static final String FORGET_FAILURES = """
            do $$ begin
                if to_regclass('flyway_schema_history') is not null then
                    delete from flyway_schema_history where not success;
                end if;
            end $$""";

    private final Flyway flyway;
    private final AgroalDataSource connections;
    private final Consumer<MigrateResult> listener;
    private final Thread thread = new Thread(this::run, "nightdesk-schema-migrator");

    private volatile boolean migrated;
    private volatile Optional<String> failure = Optional.empty();

    @Inject
    SchemaMigrator(
            @FlywayDataSource(DataSources.MIGRATION) Flyway flyway,
            @Named(DataSources.MIGRATION) AgroalDataSource connections,
            Event<MigrateResult> migrations) {
        this(flyway, connections, migrations::fire);
    }

    /** @param listener called after the migration and before {@link #isMigrated}; again if it fails */
    SchemaMigrator(Flyway flyway, AgroalDataSource connections, Consumer<MigrateResult> listener) {
        this.flyway = flyway;
        this.connections = connections;
        this.listener = listener;
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        thread.interrupt();
    }

    /** Whether the schema is migrated or the thread that migrates it still runs. */
    public boolean isAlive() {
        return migrated || thread.isAlive();
    }

    public boolean isMigrated() {
        return migrated;
    }

    /** Why the last attempt failed; empty if there was none or it succeeded. */
    public Optional<String> failure() {
        return failure;
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!thread.isInterrupted()) {
                Optional<RuntimeException> failed = attempt();
                if (failed.isEmpty()) {
                    return;
                }
                Thread.sleep(pause.toMillis());
                pause = failed.filter(SchemaMigrator::isUnreachable).isPresent() ? FIRST_PAUSE : longer(pause);
            }
        } catch (InterruptedException e) {
            // The service is stopping.
        }
    }

    /** Tries to migrate, and returns what went wrong. */
    Optional<RuntimeException> attempt() {
        try {
            MigrateResult result = migrate();
            LOG.infof("Schema migrated: executed=%d", result.migrationsExecuted);
            listener.accept(result);
            migrated = true;
            failure = Optional.empty();
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            OutOfMemory.exitIfCauseOf(e);
            report(e);
            return Optional.of(
                    e instanceof RuntimeException failed
                            ? failed
                            : new IllegalStateException("failed to migrate the schema", e));
        }
    }

    private MigrateResult migrate() {
        try {
            forgetFailures();
            return flyway.migrate();
        } finally {
            // Flyway does not close a connection that broke, and nothing else closes it either.
            connections.flush(FlushMode.ALL);
        }
    }

    private void forgetFailures() {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(FORGET_FAILURES);
        } catch (SQLException e) {
            throw new IllegalStateException("failed to prepare the migration", e);
        }
    }

    /** Logs a failure when it changes, not at every attempt. */
    private void report(Throwable e) {
        String script = e instanceof FlywayMigrateException failed
                ? " script=" + failed.getMigration().getScript()
                : "";
        Optional<String> found = Optional.of(SqlErrors.describe(e) + script);
        if (!found.equals(failure)) {
            LOG.warnf("Schema migration failed, retrying: error=%s", found.get());
            failure = found;
        }
        LOG.debugf(e, "Schema migration failed");
    }

    /** Whether the attempt failed before it could lock anything. */
    private static boolean isUnreachable(RuntimeException e) {
        return SqlErrors.sqlState(e)
                .map(state -> state.startsWith("08") || state.startsWith("57P"))
                .orElse(true);
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
