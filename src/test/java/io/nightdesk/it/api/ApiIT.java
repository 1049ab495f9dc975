package io.nightdesk.it.api;

import static io.nightdesk.it.api.Requests.anonymous;
import static io.nightdesk.it.api.Requests.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for everything on the main port: errors, headers, and the OpenAPI document. */
@QuarkusIntegrationTest
@WithTestResource(DeskResource.class)
final class ApiIT {

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/api/v1", "/api/v1/nothing", "/api/v1/openapi/x"})
    void respondsToAnUnknownPathWithAProblem(String path) throws Exception {
        // When
        Response response = anonymous().urlEncodingEnabled(false).get(path);

        // Then
        response.then().statusCode(404).contentType(startsWith("application/problem+json"));
        assertThat(new ObjectMapper().readTree(response.asString()))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                                + "\"detail\":\"There is nothing at this path.\",\"problems\":[]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing", "/api/v1/openapi", "/im/js/IM.proto", "/nothing", "/"})
    void forbidsFramingSniffingAndExecutingAnyResponse(String path) {
        // When
        Response response = anonymous().get(path);

        // Then
        response.then()
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing", "/api/v1/openapi", "/api/v1/accounts"})
    void forbidsCachingOfApiResponses(String path) {
        // When
        Response response = anonymous().get(path);

        // Then
        response.then().header("Cache-Control", "no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/openapi", "/q/swagger-ui", "/q/health", "/q/metrics", "/q/dev"})
    void servesNoFrameworkPagesOnTheMainPort(String path) {
        // When
        Response response = anonymous().get(path);

        // Then
        response.then().statusCode(404);
    }

    @Test
    void describesItselfAsJson() {
        // When
        Response document = anonymous().get("/api/v1/openapi?format=json");

        // Then
        document.then()
                .statusCode(200)
                .body("info.title", equalTo("Nightdesk"))
                .body("components.securitySchemes.account.scheme", equalTo("basic"))
                .body(
                        "components.schemas.Problem.properties.problems.items.$ref",
                        equalTo("#/components/schemas/FieldError"))
                .body("paths.keySet()", everyItem(startsWith("/api/v1/")));
    }

    @Test
    void describesItselfAsYaml() {
        // When
        Response document = anonymous().get("/api/v1/openapi");

        // Then
        document.then().statusCode(200);
        assertThat(document.asString()).startsWith("---\nopenapi: 3.1");
    }

    @Test
    void letsNobodyWriteTheDocument() {
        // When
        Response response = asAdmin().body("{}").put("/api/v1/openapi");

        // Then
        response.then().statusCode(405).header("Allow", "GET, HEAD");
    }
}
