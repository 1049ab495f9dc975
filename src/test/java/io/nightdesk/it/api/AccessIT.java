package io.nightdesk.it.api;

import static io.nightdesk.it.api.Requests.anonymous;
import static io.nightdesk.it.api.Requests.as;
import static io.nightdesk.it.api.Requests.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends every documented operation without credentials, with unknown credentials, and as each role. Operations that are added
 * later are covered by being documented; one that is not documented has no role and is denied.
 */
@QuarkusIntegrationTest
@WithTestResource(DeskResource.class)
final class AccessIT {

    private static final String PASSWORD = "password-of-the-tests";
    private static final String PROBLEM = "application/problem+json";

    /** Each may do what the one before it may. */
    private static final List<String> ROLES = List.of("viewer", "editor", "admin");

    private static final AtomicInteger STRANGERS = new AtomicInteger();

    static Stream<Operation> operations() {
        return Contract.ofRunningApp().operations().stream();
    }

    static Stream<Operation> protectedOperations() {
        return operations().filter(operation -> !operation.isPublic());
    }

    @BeforeEach
    void createAnAccountOfEachRole() {
        for (String role : ROLES) {
            if (asAdmin().get("/api/v1/accounts/{name}", "a-" + role).statusCode() == 404) {
                asAdmin()
                        .body("""
                        {"name": "a-%s", "password": "%s", "role": "%s"}""".formatted(role, PASSWORD, role))
                        .post("/api/v1/accounts")
                        .then()
                        .statusCode(201);
            }
        }
    }

    @Test
    void everyOperationButTheLoginNeedsOneOfTheRoles() {
        // When
        List<Operation> operations = protectedOperations().toList();

        // Then
        assertThat(operations()).filteredOn(Operation::isPublic).hasToString("[POST /api/v1/session]");
        assertThat(operations)
                .hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(operation -> assertThat(ROLES).contains(operation.role()));
    }

    @ParameterizedTest
    @MethodSource("protectedOperations")
    void asksForCredentials(Operation operation) {
        // When
        Response response = send(anonymous(), operation);

        // Then
        response.then()
                .statusCode(401)
                .header("WWW-Authenticate", "Basic realm=\"nightdesk\", charset=\"UTF-8\"")
                .contentType(startsWith(PROBLEM));
    }

    @ParameterizedTest
    @MethodSource("protectedOperations")
    void rejectsAnUnknownAccount(Operation operation) {
        // Given an account and an address of its own each time: failed logins slow down both
        int number = STRANGERS.incrementAndGet();
        RequestSpecification stranger =
                as("stranger-" + number, PASSWORD).header("X-Forwarded-For", "192.0.2." + number);

        // When
        Response response = send(stranger, operation);

        // Then
        response.then().statusCode(401).contentType(startsWith(PROBLEM));
    }

    @ParameterizedTest
    @MethodSource("protectedOperations")
    void admitsTheRoleOrAHigherOneAndNobodyElse(Operation operation) {
        // Given
        int required = ROLES.indexOf(operation.role());

        for (String role : ROLES) {
            // When
            Response response = send(as("a-" + role, PASSWORD), operation);

            // Then
            if (ROLES.indexOf(role) < required) {
                assertThat(response.statusCode()).as(role).isEqualTo(403);
            } else {
                assertThat(response.statusCode())
                        .as(role)
                        .isNotIn(401, 403, 429)
                        .isLessThan(500);
            }
            if (response.statusCode() >= 400) {
                response.then().contentType(startsWith(PROBLEM));
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
    void everyOperationHasAnIdOfItsOwn() {
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

    /** Names things that do not exist and sends a body that does not fit, so that nothing changes where it is allowed. */
    private static Response send(RequestSpecification request, Operation operation) {
        String path = operation.path().replaceAll("\\{[^}]*}", "nothing");
        JsonNode bodies = operation.bodies();
        if (!bodies.isMissingNode()) {
            request.contentType(bodies.fieldNames().next()).body("{\"nothing\": 1}");
        }
        return request.request(operation.method(), path);
    }
}
