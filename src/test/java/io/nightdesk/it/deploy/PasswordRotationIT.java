package io.nightdesk.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database password changes while the desk runs. */
@Tag("deploy")
final class PasswordRotationIT {

    private static final String ROLE = "nightdesk";

    @RegisterExtension
    private final Deployment deployment = Deployment.withEmbeddedBroker();

    @Test
    void answersOverNewConnectionsAfterThePasswordIsRotated() throws Exception {
        // Given
        Database database = deployment.database();
        database.update("create role " + ROLE + " superuser login password 'first'");
        database.requirePassword(ROLE);
        Path file = Files.writeString(deployment.folder().resolve("password"), "first");
        App app = deployment
                .replica("rotated")
                .with("QUARKUS_DATASOURCE_USERNAME", ROLE)
                .with("NIGHTDESK_DATABASE_PASSWORD_FILE", file.toString())
                .with("NIGHTDESK_MODE", "always");
        deployment.start(app);
        Customers customers = deployment.customers();
        customers.ask(Customers.somebody(), "hello");
        database.update("alter role " + ROLE + " password 'second'");
        Files.writeString(file, "second");
        database.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = ?", ROLE);

        // When
        String answer = customers.ask(Customers.somebody(), "hello");

        // Then
        assertThat(answer).isNotBlank();
        assertThat(app.isAlive()).isTrue();
        assertThat(database.count("select count(*) from pg_stat_activity where usename = ?", ROLE))
                .isPositive();
    }
}
