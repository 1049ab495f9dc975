package io.nightdesk.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.nightdesk.SecretFile;
import io.nightdesk.it.harness.Database;
import io.quarkus.agroal.runtime.AgroalVaultCredentialsProviderPassword;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;

/** The password in a connection pool and at a PostgreSQL that requires it. */
final class DatabasePasswordTest {

    private static final String ROLE = "rotated";

    private static Database database;

    @TempDir
    private Path home;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        database.update("create role " + ROLE + " login");
        database.requirePassword(ROLE);
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void setPassword() {
        alterPassword("first");
    }

    @Test
    void connectsWithTheCurrentPasswordOfTheFileAndKeepsOpenConnections() throws Exception {
        // Given
        Path file = Files.writeString(home.resolve("password"), "first\n");
        try (AgroalDataSource pool = pool(provider(file), "unused");
                Connection open = pool.getConnection()) {
            alterPassword("second");
            Files.writeString(file, "second\n");

            // When
            try (Connection next = pool.getConnection()) {

                // Then
                assertThat(user(next)).isEqualTo(ROLE);
                assertThat(user(open)).isEqualTo(ROLE);
            }
        }
    }

    @Test
    void connectsAgainOnceAMissingFileIsThere() throws Exception {
        // Given
        Path file = home.resolve("password");
        try (AgroalDataSource pool = pool(provider(file), "")) {
            assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);
            Files.writeString(file, "first");

            // When
            try (Connection connection = pool.getConnection()) {

                // Then
                assertThat(user(connection)).isEqualTo(ROLE);
            }
        }
    }

    @Test
    void leavesThePasswordToTheDatasourceWithoutAFile() throws Exception {
        // Given
        try (AgroalDataSource pool = pool(new DatabasePassword(Optional.empty()), "first")) {

            // When
            try (Connection connection = pool.getConnection()) {

                // Then
                assertThat(user(connection)).isEqualTo(ROLE);
            }
        }
    }

    @Test
    void readsTheFileInTheThreadThatConnects() throws Exception {
        // Given
        DatabasePassword password = provider(Files.writeString(home.resolve("password"), "first"));
        AtomicReference<Thread> reader = new AtomicReference<>();

        // When
        Map<String, String> credentials = password.getCredentialsAsync("database")
                .invoke(() -> reader.set(Thread.currentThread()))
                .await()
                .indefinitely();

        // Then
        assertThat(credentials).isEqualTo(Map.of("password", "first"));
        assertThat(reader.get()).isEqualTo(Thread.currentThread());
    }

    @Test
    void everyDatasourceUsesIt() throws Exception {
        // Given
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            settings.load(file);
        }

        // When
        List<String> datasources = settings.stringPropertyNames().stream()
                .filter(name -> name.matches("quarkus\\.datasource\\..*db-kind"))
                .map(name -> name.replaceFirst("db-kind$", ""))
                .toList();

        // Then
        assertThat(datasources)
                .isNotEmpty()
                .allSatisfy(datasource -> assertThat(settings.getProperty(datasource + "credentials-provider"))
                        .as(datasource)
                        .isEqualTo("database"));
    }

    private static DatabasePassword provider(Path file) {
        return new DatabasePassword(Optional.of(new SecretFile("X", file)));
    }

    /** A pool with the credentials that Quarkus gives it: the password of the datasource, then the provider. */
    private static AgroalDataSource pool(DatabasePassword provider, String datasourcePassword) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(2)
                        .acquisitionTimeout(Duration.ofSeconds(10))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(database.jdbcUrl())
                                .connectionProviderClass(Driver.class)
                                .principal(new NamePrincipal(ROLE))
                                .credential(new SimplePassword(datasourcePassword))
                                .credential(new AgroalVaultCredentialsProviderPassword("database", provider)))));
    }

    private static void alterPassword(String password) {
        database.update("alter role " + ROLE + " password '" + password + "'");
    }

    private static String user(Connection connection) throws SQLException {
        try (ResultSet row = connection.createStatement().executeQuery("select session_user")) {
            row.next();
            return row.getString(1);
        }
    }
}
