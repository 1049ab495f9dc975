package io.nightdesk.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.ConsoleExamples;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Deployment;
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

/**
 * Runs the console examples of the documents on the sample data and compares the output with what they show. The tests run in
 * the order of the documents, because later examples change the data.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConsoleExamplesIT {

    @RegisterExtension
    private static final Deployment deployment = Deployment.withEmbeddedBroker();

    private final App app = deployment
            .replica("examples")
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
    void answersSampleQuestionsAsShown() throws Exception {
        // Given
        List<String> lines = ConsoleExamples.steps("./mvnw -q -Pask").stream()
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
    void respondsToCurlCommandsAsShown(@TempDir Path folder) throws Exception {
        // Given
        Terminal terminal = new Terminal(app, folder);
        List<ConsoleExamples.Step> steps = ConsoleExamples.steps("curl", "api=");
        assertThat(steps).hasSizeGreaterThan(8);

        for (ConsoleExamples.Step step : steps) {
            boolean disables = step.command().contains("member-day/disable");
            if (disables) {
                awaitMemberDay(true);
            }
            if (step.command().contains("/try ") || step.command().contains("/explain")) {
                // A change takes effect within a second.
                await().until(() -> step.shows(terminal.run(step.command())));
                continue;
            }

            // When
            String printed = terminal.run(step.command());

            // Then
            if (!step.shown().isBlank()) {
                assertThat(step).as(printed).matches(shown -> shown.shows(printed));
            }
            if (disables) {
                awaitMemberDay(false);
            }
        }
    }

    /**
     * Waits until the rule of the example is used or no longer used. Each time another customer asks, because a repeated
     * question is not answered.
     */
    private void awaitMemberDay(boolean used) {
        await().until(() -> customers.ask(Customers.somebody(), "会员日").equals("每月 8 日是会员日，全场九折。") == used);
    }
}
