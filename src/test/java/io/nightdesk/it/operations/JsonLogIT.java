package io.nightdesk.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.frame.Frame;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The log where it is gathered: a JSON object for each line, which tells of which frame it is, and never what that says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JsonLogIT {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String text = "my secret is " + UUID.randomUUID();
    private Database database;
    private Broker broker;
    private App app;
    private Customers customers;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = new Broker.Embedded();
        app = new App("json-log", database, broker)
                .with("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true")
                .start()
                .awaitReady();
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
    void tellsInJsonWhichFrameWasRefusedAndNotWhatItSaid() throws Exception {
        // Given
        database.update("alter table exchange add constraint test_only check (customer_uid <> 'refused')");
        Frame refused = Customers.question("refused", text);
        customers.send(Customers.question("answered", text));
        customers.nextReply();

        // When
        customers.send(refused);
        await().until(() -> app.frames("rejected_not_storable") == 1);
        app.stop();

        // Then
        List<JsonNode> lines = new ArrayList<>();
        for (String line : app.logText().lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        assertThat(lines)
                .hasSizeGreaterThan(10)
                .allMatch(JsonNode::isObject)
                .allMatch(line -> line.hasNonNull("message"));
        List<JsonNode> about = lines.stream()
                .filter(line -> line.get("message").asText().startsWith("a frame is refused"))
                .toList();
        assertThat(about).hasSize(1);
        assertThat(about.get(0).at("/mdc/messageId").asText())
                .isEqualTo(refused.messageId().toString());
        assertThat(about.get(0).at("/mdc/session").asText()).isEqualTo("refused");
        assertThat(about.get(0).get("level").asText()).isEqualTo("ERROR");
        // The fields hold for that line alone.
        assertThat(lines)
                .filteredOn(line -> line.at("/mdc/messageId").isTextual())
                .hasSize(1);
        assertThat(app.logText()).doesNotContain(text);
    }
}
