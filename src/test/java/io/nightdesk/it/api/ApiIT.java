package io.nightdesk.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Database;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the same for everything on the main port: problems, headers, the document of the API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ApiIT {

    private Database database;
    private Broker broker;
    private App app;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = new Broker.Embedded();
        app = new App("admin", database, broker).start().awaitReady();
    }

    @AfterAll
    void stop() throws Exception {
        app.close();
        broker.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/api/v1", "/api/v1/nothing", "//api//v1//nothing", "/api/v1/openapi/x"})
    void answersUnknownPathsWithAProblem(String path) throws Exception {
        // When
        HttpResponse<String> response = app.http(path);

        // Then
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        assertThat(new ObjectMapper().readTree(response.body()))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                                + "\"detail\":\"There is nothing at this path.\",\"problems\":[]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing", "/api/v1/openapi", "/im/js/IM.proto", "/nothing", "/"})
    void forbidsEveryAnswerToBeFramedGuessedOrRun(String path) {
        // When
        HttpResponse<String> response = app.http(path);

        // Then
        assertThat(response.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("x-frame-options")).hasValue("DENY");
        assertThat(response.headers().firstValue("referrer-policy")).hasValue("no-referrer");
        assertThat(response.headers().firstValue("content-security-policy"))
                .hasValue("default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing", "/api/v1/openapi", "/api/v1/accounts"})
    void keepsTheAnswersOfTheApiOutOfCaches(String path) {
        // When
        HttpResponse<String> response = app.http(path);

        // Then
        assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/openapi", "/q/swagger-ui", "/q/health", "/q/metrics", "/q/dev"})
    void showsNothingOfTheFrameworkOnTheMainPort(String path) {
        // When
        HttpResponse<String> response = app.http(path);

        // Then
        assertThat(response.statusCode()).isEqualTo(404);
    }

    @Test
    void describesItself() throws Exception {
        // When
        HttpResponse<String> response = app.http("/api/v1/openapi?format=json");

        // Then
        JsonNode document = new ObjectMapper().readTree(response.body());
        assertThat(document.at("/info/title").asText()).isEqualTo("Nightdesk");
        assertThat(document.at("/components/securitySchemes/account/scheme").asText())
                .isEqualTo("basic");
        assertThat(document.at("/components/schemas/Problem/properties/problems/items/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/FieldError");
        assertThat(document.get("paths").fieldNames()).toIterable().allMatch(path -> path.startsWith("/api/v1/"));
    }

    @Test
    void letsNobodyWriteTheDocument() throws Exception {
        // When
        Api.Answer answer = Api.admin(app).put("/api/v1/openapi", "{}");

        // Then
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void describesItselfInYamlToo() {
        // When
        HttpResponse<String> response = app.http("/api/v1/openapi");

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("---\nopenapi: 3.1");
    }
}
