package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** During an upgrade the old version runs on the schema of the next version. */
final class UpgradeIT {

    private static final String RETURNS = "怎么退货";

    @RegisterExtension
    private final Deployment deployment = Deployment.withEmbeddedBroker();

    private final Database database = deployment.database();
    private final Broker broker = deployment.broker();
    private final App app = deployment.replica("upgrade");

    @Test
    void runsAndStartsOnTheSchemaOfTheNextVersion() throws Exception {
        // Given
        deployment.startWithSamples(app);
        try (Customers customers = new Customers(broker.port())) {
            String answer = customers.ask(Customers.somebody(), RETURNS);

            // When
            migrateToNextVersion();
            String goingOn = customers.ask(Customers.somebody(), RETURNS);
            app.stop();
            app.start().awaitReady();
            String startedAgain = customers.ask(Customers.somebody(), RETURNS);

            // Then
            assertThat(goingOn).isEqualTo(answer);
            assertThat(startedAgain).isEqualTo(answer);
        }
    }

    /** Adds columns, a table and an entry in Flyway's history, as a later version would. */
    private void migrateToNextVersion() {
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
