package io.nightdesk.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Deployment;
import io.nightdesk.it.harness.Readme;
import io.nightdesk.it.harness.Terminal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the README give the results it shows, on the data of dev mode and in its order, as later ones change data. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReadmeIT {

    @RegisterExtension
    private static final Deployment deployment = Deployment.withEmbeddedBroker();

    private final App app = deployment
            .replica("readme")
            .with("NIGHTDESK_ADMIN_PASSWORD", "admin-on-a-laptop")
            .with("NIGHTDESK_FALLBACK_COOLDOWN", "0s");
    private Customers customers;

    @BeforeAll
    void start() throws Exception {
        deployment.startWithSamples(app);
        customers = deployment.customers();
    }

    @Test
    @Order(1)
    void answersTheQuestionsAsTheReadmeShows() throws Exception {
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
    void answersTheCurlCommandsAsTheReadmeShows(@TempDir Path folder) throws Exception {
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

    /** Waits until the rule that the README adds answers, or no longer does; a new customer asks each time. */
    private void awaitMemberDay(boolean known) {
        await().until(() -> customers.ask(Customers.somebody(), "会员日").equals("每月 8 日是会员日，全场九折。") == known);
    }
}
