package io.nightdesk.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Database;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation that the running app documents is asked by nobody, by a stranger and by each role, and must answer as the
 * document says. Operations that are added later are covered by being documented; one that is not has no role and is denied.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessIT {

    private static final String PASSWORD = "password-of-the-tests";

    /** In the order of their rights. */
    private static final List<String> ROLES = List.of("viewer", "editor", "admin");

    private Database database;
    private Broker broker;
    private App app;
    private Contract contract;
    private int strangers;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = new Broker.Embedded();
        app = new App("access", database, broker)
                .with("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true")
                .with("QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED", "true")
                .start()
                .awaitReady();
        for (String role : ROLES) {
            assertThat(Api.admin(app)
                            .post("/api/v1/accounts", """
                                    {"name": "a-%s", "password": "%s", "role": "%s"}""".formatted(role, PASSWORD, role))
                            .status())
                    .isEqualTo(201);
        }
        contract = Contract.of(app);
        assertThat(contract.operations())
                .hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(operation -> assertThat(ROLES).contains(operation.role()));
    }

    @AfterAll
    void stop() throws Exception {
        app.close();
        broker.close();
        database.close();
    }

    Stream<Operation> operations() {
        return contract.operations().stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void asksForCredentials(Operation operation) throws Exception {
        // When
        Api.Answer answer = ask(Api.nobody(app), operation);

        // Then
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).isEqualTo("Basic realm=\"nightdesk\", charset=\"UTF-8\"");
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesStrangers(Operation operation) throws Exception {
        // Given
        strangers++;
        Api stranger = Api.as(app, "stranger-" + strangers, PASSWORD).with("X-Forwarded-For", "192.0.2." + strangers);

        // When
        Api.Answer answer = ask(stranger, operation);

        // Then
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void letsInWhoHasTheRoleOrAHigherOneAndNobodyElse(Operation operation) throws Exception {
        // Given
        int needed = ROLES.indexOf(operation.role());

        for (String role : ROLES) {
            // When
            Api.Answer answer = ask(Api.as(app, "a-" + role, PASSWORD), operation);

            // Then
            if (ROLES.indexOf(role) < needed) {
                assertThat(answer.status()).as(role).isEqualTo(403);
            } else {
                assertThat(answer.status()).as(role).isNotIn(401, 403, 429).isLessThan(500);
            }
            if (answer.status() >= 400) {
                assertThat(answer.header("content-type")).startsWith("application/problem+json");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void isDescribedInFull(Operation operation) {
        // When
        JsonNode definition = operation.definition();

        // Then
        assertThat(definition.path("summary").asText()).as("summary").isNotBlank();
        assertThat(definition.path("responses").fieldNames())
                .toIterable()
                .contains("401", "429", "500", "503")
                .anyMatch(status -> status.startsWith("2"));
        definition.path("responses").properties().forEach(response -> {
            assertThat(response.getValue().path("description").asText())
                    .as(response.getKey())
                    .isNotBlank();
            if (!List.of("201", "202", "204", "304").contains(response.getKey())) {
                assertThat(schemas(response.getValue())).as(response.getKey()).isNotEmpty();
            }
        });
        if (definition.has("requestBody")) {
            assertThat(schemas(definition.get("requestBody"))).as("body").isNotEmpty();
        }
        definition
                .path("parameters")
                .forEach(parameter -> assertThat(parameter.has("schema"))
                        .as(parameter.path("name").asText())
                        .isTrue());
    }

    @Test
    void givesEveryOperationAnIdOfItsOwn() {
        // When
        List<String> ids = operations()
                .map(operation -> operation.definition().path("operationId").asText())
                .toList();

        // Then
        assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
    }

    private static List<JsonNode> schemas(JsonNode part) {
        List<JsonNode> schemas = new ArrayList<>();
        part.path("content").forEach(type -> {
            assertThat(type.path("schema").isEmpty()).isFalse();
            schemas.add(type.get("schema"));
        });
        return schemas;
    }

    /** With things that do not exist and a body that fits nothing, so that nothing comes of it where it is allowed. */
    private Api.Answer ask(Api api, Operation operation) throws Exception {
        String path = operation.path().replaceAll("\\{[^}]*}", "nothing");
        JsonNode body = operation.bodies();
        if (body.isMissingNode()) {
            return api.send(operation.method(), path, HttpRequest.BodyPublishers.noBody());
        }
        return api.with("Content-Type", body.fieldNames().next())
                .send(operation.method(), path, HttpRequest.BodyPublishers.ofString("{\"nothing\": 1}"));
    }
}
