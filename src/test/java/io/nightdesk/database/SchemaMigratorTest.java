package io.nightdesk.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.nightdesk.it.harness.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations of a real PostgreSQL that others use meanwhile, with the settings of the service. */
final class SchemaMigratorTest {

    private static final Duration DESK_MAX_WAIT = Duration.ofSeconds(2);
    private static final String LATER = "V99__later.sql";
    private static final String ALTER = "alter table customer_order add column later text";
    private static final String BUILD_INDEX = """
            set lock_timeout = 0;
            drop index concurrently if exists later;
            create unique index concurrently later on customer_order (tracking);
            reset lock_timeout;""";
    private static final String IS_VALID = "select indisvalid from pg_index where indexrelid = 'later'::regclass";

    private static Database database;
    private static AgroalDataSource connections;

    @TempDir
    private Path migrations;

    private final List<MigrateResult> results = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        connections = ConfiguredDataSource.of(DataSources.MIGRATION, database);
    }

    @AfterAll
    static void stop() throws Exception {
        connections.close();
        database.close();
    }

    @BeforeEach
    void createSchema() {
        database.update("drop schema public cascade");
        database.update("create schema public");
        migrator().attempt();
        results.clear();
    }

    @Test
    void migratesAndClosesItsConnections() throws Exception {
        // Given
        write(LATER, ALTER);
        SchemaMigrator migrator = migrator();

        // When
        Optional<RuntimeException> failed = migrator.attempt();

        // Then
        assertThat(failed).isEmpty();
        assertThat(migrator.isMigrated()).isTrue();
        assertThat(migrator.failure()).isEmpty();
        assertThat(results).extracting(result -> result.migrationsExecuted).containsExactly(1);
        assertThat(openConnections()).isZero();
    }

    @Test
    void leavesNoConnectionsOpenWhenTheyBreakInEveryAttempt() throws Exception {
        // Given
        write(LATER, "select pg_terminate_backend(pg_backend_pid())");
        SchemaMigrator migrator = migrator();
        for (int i = 0; i < 10; i++) {
            migrator.attempt();
        }
        boolean before = migrator.isMigrated();
        write(LATER, ALTER);

        // When
        Optional<RuntimeException> failed = migrator.attempt();

        // Then
        assertThat(before).isFalse();
        assertThat(failed).isEmpty();
        assertThat(openConnections()).isZero();
    }

    @Test
    void doesNotDelayTheDeskForLongWhenADumpHoldsTheTable() throws Exception {
        // Given
        write(LATER, ALTER);
        SchemaMigrator migrator = migrator();
        Optional<RuntimeException> failed;
        Duration waited;
        try (Connection dump = database.holding("lock table customer_order in access share mode")) {
            CompletableFuture<Optional<RuntimeException>> attempt = CompletableFuture.supplyAsync(migrator::attempt);
            await().until(() -> database.count("select count(*) from pg_locks where not granted") == 1);
            long startedAt = System.nanoTime();

            // When
            database.count("select count(*) from customer_order");

            // Then
            waited = Duration.ofNanos(System.nanoTime() - startedAt);
            failed = attempt.join();
        }
        assertThat(waited).isLessThan(DESK_MAX_WAIT);
        assertThat(failed.flatMap(SqlErrors::sqlState)).contains("55P03");
        assertThat(migrator.failure()).contains("FlywayMigrateException SQLSTATE 55P03 script=V99__later.sql");
        assertThat(migrator.attempt()).isEmpty();
    }

    @Test
    void buildsAnIndexConcurrentlyWhileTransactionsRun() throws Exception {
        // Given an open transaction, for which a concurrent build waits longer than for a lock
        writeConcurrentIndex();
        SchemaMigrator migrator = migrator();
        CompletableFuture<Optional<RuntimeException>> attempt;
        try (Connection running =
                database.holding("insert into customer_order (number, customer_uid, status, placed_at)"
                        + " values ('1', 'c', 'PAID', now())")) {
            attempt = CompletableFuture.supplyAsync(migrator::attempt);
            await().until(() -> database.count("select count(*) from pg_locks"
                            + " where not granted and waitstart < clock_timestamp() - interval '1500 ms'")
                    == 1);
            long startedAt = System.nanoTime();

            // When
            database.update("insert into customer_order (number, customer_uid, status, placed_at)"
                    + " values ('2', 'c', 'PAID', now())");

            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(DESK_MAX_WAIT);
            running.commit();
        }
        assertThat(attempt.join()).isEmpty();
        assertThat(database.query(IS_VALID)).containsExactly("t");
    }

    @Test
    void letsAScriptRunLongerThanTheTimeoutOfItsConnection() throws Exception {
        // Given
        write(LATER, "select pg_sleep(2)");
        Optional<RuntimeException> failed;
        try (AgroalDataSource impatient =
                ConfiguredDataSource.of(DataSources.MIGRATION, database, Map.of("socketTimeout", "1"))) {
            SchemaMigrator migrator =
                    new SchemaMigrator(configuration(impatient).load(), impatient, results::add);

            // When
            failed = migrator.attempt();
        }

        // Then
        assertThat(failed).isEmpty();
    }

    @Test
    void repeatsAnIndexBuildThatFailed() throws Exception {
        // Given
        writeConcurrentIndex();
        database.update("insert into customer_order (number, customer_uid, status, placed_at, tracking)"
                + " values ('1', 'c', 'PAID', now(), 'same'), ('2', 'c', 'PAID', now(), 'same')");
        SchemaMigrator migrator = migrator();
        Optional<RuntimeException> failed = migrator.attempt();
        List<String> left = database.query(IS_VALID);
        database.update("delete from customer_order where number = '2'");

        // When
        Optional<RuntimeException> repeated = migrator.attempt();

        // Then
        assertThat(failed.flatMap(SqlErrors::sqlState)).contains("23505");
        assertThat(left).containsExactly("f");
        assertThat(repeated).isEmpty();
        assertThat(database.query(IS_VALID)).containsExactly("t");
    }

    private SchemaMigrator migrator() {
        return new SchemaMigrator(configuration(connections).load(), connections, results::add);
    }

    private FluentConfiguration configuration(AgroalDataSource dataSource) {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration", "filesystem:" + migrations);
        new ConcurrentIndexBuilds().customize(configuration);
        return configuration;
    }

    private void writeConcurrentIndex() throws IOException {
        write(LATER, BUILD_INDEX);
        write(LATER + ".conf", "executeInTransaction=false");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(migrations.resolve(name), text);
    }

    private static long openConnections() {
        return database.count("select count(*) from pg_stat_activity where backend_type = 'client backend'"
                + " and pid <> pg_backend_pid()");
    }
}
