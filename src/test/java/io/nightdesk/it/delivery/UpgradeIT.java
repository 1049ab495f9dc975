package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The version before, on a schema that the next one has extended already. */
final class UpgradeIT {

    private static final String RETURNS = "怎么退货";

    private Database database;
    private Broker broker;
    private App app;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = new Broker.Embedded();
        app = new App("upgrade", database, broker);
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        broker.close();
        database.close();
    }

    @Test
    void goesOnAndStartsOnTheSchemaOfTheNextVersion() throws Exception {
        // Given
        app.start().awaitReady();
        database.loadSamples();
        app.awaitSampleRules();
        try (Customers customers = new Customers(broker.port())) {
            String answer = customers.ask(Customers.somebody(), RETURNS);

            // When
            migrateFurther();
            String goingOn = customers.ask(Customers.somebody(), RETURNS);
            app.stop();
            app.start().awaitReady();
            String startedAgain = customers.ask(Customers.somebody(), RETURNS);

            // Then
            assertThat(goingOn).isEqualTo(answer);
            assertThat(startedAgain).isEqualTo(answer);
        }
    }

    /** As a later version would: further columns, a further table, and its migration in Flyway's history. */
    private void migrateFurther() {
        for (String table : database.query("select table_name from information_schema.tables"
                + " where table_schema = 'public' and table_type = 'BASE TABLE'"
                + " and table_name <> 'flyway_schema_history'")) {
            database.update("alter table " + table + " add column later text not null default ''");
        }
        database.update("create table later (id bigint primary key)");
        database.update(
                "insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success) select max(installed_rank) + 1, '99', 'later', 'SQL',"
                        + " 'V99__later.sql', 1, 'later', 1, true from flyway_schema_history");
    }
}
