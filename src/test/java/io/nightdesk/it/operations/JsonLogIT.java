package io.nightdesk.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.frame.Frame;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With JSON logging each line is a JSON object that identifies the frame and never contains its text. */
final class JsonLogIT {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String text = "my secret is " + UUID.randomUUID();

    @RegisterExtension
    private final Deployment deployment = Deployment.withEmbeddedBroker();

    private final Database database = deployment.database();
    private final App app = deployment.replica("json-log").with("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");

    @Test
    void logsTheIdsOfARejectedFrameAndNotItsText() throws Exception {
        // Given
        deployment.start(app);
        Customers customers = deployment.customers();
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
                .filter(line -> line.at("/mdc/messageId").isTextual())
                .toList();
        assertThat(about).hasSize(1);
        assertThat(about.get(0).at("/mdc/messageId").asText())
                .isEqualTo(refused.messageId().toString());
        assertThat(about.get(0).at("/mdc/session").asText()).isEqualTo("refused");
        assertThat(about.get(0).get("level").asText()).isEqualTo("ERROR");
        assertThat(app.logText()).doesNotContain(text);
    }
}
