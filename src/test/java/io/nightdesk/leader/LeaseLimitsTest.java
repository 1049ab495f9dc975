package io.nightdesk.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.agroal.api.AgroalDataSource;
import io.nightdesk.database.ConfiguredDataSource;
import io.nightdesk.database.DataSources;
import io.nightdesk.database.SqlErrors;
import io.nightdesk.it.harness.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long the election waits for the lease in a real PostgreSQL, with the settings of the service. */
final class LeaseLimitsTest {

    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    private static Database database;
    private static AgroalDataSource connections;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        connections = ConfiguredDataSource.of(DataSources.LEADER, database);
        Flyway.configure().dataSource(connections).load().migrate();
    }

    @AfterAll
    static void stop() throws Exception {
        connections.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"lock table leader_lease in access exclusive mode", "select 1 from leader_lease for update"})
    void givesUpSoonWhenSomebodyElseLocksTheLease(String lock) throws Exception {
        // Given
        database.update("update leader_lease set expires_at = '-infinity'");
        LeaseRepository lease = new LeaseRepository(connections, "88888", Duration.ofSeconds(6), System::nanoTime);
        Throwable failure;
        Duration waited;
        try (Connection locked = database.holding(lock)) {
            long startedAt = System.nanoTime();

            // When
            failure = catchThrowable(lease::acquire);

            // Then
            waited = Duration.ofNanos(System.nanoTime() - startedAt);
            locked.rollback();
        }
        assertThat(SqlErrors.sqlState(failure)).contains("55P03");
        assertThat(waited).isLessThan(MAX_WAIT);
        assertThat(lease.acquire()).isPresent();
    }
}
