package io.nightdesk.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Readme;
import io.nightdesk.it.harness.Terminal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what comes, on the data of dev mode; in the README's order, as later lines change that data. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReadmeIT {

    private Database database;
    private Broker broker;
    private App app;
    private Customers customers;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = new Broker.Embedded();
        app = new App("readme", database, broker)
                .with("NIGHTDESK_ADMIN_PASSWORD", "admin-on-a-laptop")
                .with("NIGHTDESK_FALLBACK_COOLDOWN", "0s")
                .start()
                .awaitReady();
        database.loadSamples();
        app.awaitSampleRules();
        customers = new Customers(broker.port());
    }

    @AfterAll
    void stop() throws Exception {
        customers.close();
        app.close();
        broker.close();
        database.close();
    }

    @Test
    @Order(1)
    void answersTheQuestionsAsShown() throws Exception {
        // Given
        List<String> lines = Readme.steps("./mvnw -q -Pask").stream()
                .flatMap(step -> step.shown().lines())
                .filter(line -> !line.isBlank())
                .toList();
        assertThat(lines).hasSize(4);

        for (int i = 0; i < lines.size(); i += 2) {
            String[] question = lines.get(i).split("> ", 2);

            // When
            String answer = customers.ask(question[0], question[1]);

            // Then
            assertThat(App.DESK + "> " + answer).isEqualTo(lines.get(i + 1));
        }
    }

    @Test
    @Order(2)
    void doesWhatTheCurlLinesShow(@TempDir Path folder) throws Exception {
        // Given
        Terminal terminal = new Terminal(app, folder);
        List<Readme.Step> steps = Readme.steps("curl");
        assertThat(steps).hasSizeGreaterThan(8);

        for (Readme.Step step : steps) {
            boolean silences = step.command().contains("member-day/disable");
            if (silences) {
                awaitMemberDay(true);
            }
            if (step.command().contains("/try ") || step.command().contains("/explain")) {
                // It takes a change up to a second to be in force.
                await().until(() -> step.shows(terminal.run(step.command())));
                continue;
            }

            // When
            String printed = terminal.run(step.command());

            // Then
            if (!step.shown().isBlank()) {
                assertThat(step).as(printed).matches(shown -> shown.shows(printed));
            }
            if (silences) {
                awaitMemberDay(false);
            }
        }
    }

    /** Whether customers hear of the rule that the README adds; each asks once, as the second time is not answered. */
    private void awaitMemberDay(boolean known) {
        await().until(() -> customers.ask(Customers.somebody(), "会员日").equals("每月 8 日是会员日，全场九折。") == known);
    }
}
