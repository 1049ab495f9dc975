package io.nightdesk.it.api;

import static io.nightdesk.it.api.Requests.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.RawHttp;
import io.nightdesk.it.harness.RawHttp.Head;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that clients of the API do not send, but attackers do. */
@QuarkusIntegrationTest
@WithTestResource(DeskResource.class)
final class HttpEdgesIT {

    private static final String AUTHORIZATION = "Authorization: " + RunningApp.basic("admin", App.ADMIN_PASSWORD);
    private static final String PROBLEM = "application/problem+json";

    private RunningApp app;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api;x/v1/rejected/replay",
                "GET /api;x/v1/rules",
                "GET /api/v1;x/rules",
                "GET /api%3bx/v1/rules",
                "GET /api%2fv1/rules",
                "GET /%61pi/v1/rules",
                "GET //api/v1/rules",
                "GET /x/../api/v1/rules",
                "GET /x/%2e%2e/api/v1/rules",
                "GET /api/v1/rules/a%00b",
                "GET /api/v1/openapi;x",
                "GET /chat;x/settings",
                "GET /chat/settings;x",
                "GET /chat%2fchat.js",
                "GET /;x",
                "GET /im/js/IM.proto;x",
                "FOO /api;x/v1/rules",
                "OPTIONS /api;x/v1/rules",
            })
    void refusesAnAmbiguousPathBeforeAuthentication(String request) throws Exception {
        // When
        Head response = RawHttp.exchange(app.httpPort(), request + " HTTP/1.1", "Host: desk", "Content-Length: 0");

        // Then
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.header("Content-Type")).contains(PROBLEM);
        assertThat(response.header("Cache-Control")).contains("no-store");
        assertThat(response.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.header("WWW-Authenticate")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/q/health;x", "/q/health/live;x", "/q//health", "/q%2fhealth", "/x/../q/metrics", "/q/metrics;x"
            })
    void refusesAnAmbiguousPathOnTheManagementPort(String path) throws Exception {
        // When
        Head response = RawHttp.exchange(app.managementPort(), "GET " + path + " HTTP/1.1", "Host: desk");

        // Then
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.header("Content-Type")).contains(PROBLEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/ready", "/q/health/live", "/q/metrics", "/q/nothing"})
    void forbidsCachingAndSniffingOnTheManagementPort(String path) throws Exception {
        // When
        Head response = RawHttp.exchange(app.managementPort(), "GET " + path + " HTTP/1.1", "Host: desk");

        // Then
        assertThat(response.header("Cache-Control")).contains("no-store");
        assertThat(response.header("X-Content-Type-Options")).contains("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/rules/%zz", "/api/v1/rules/%", "/api/v1/rules/a\\b"})
    void refusesAPathThatIsNoUri(String path) throws Exception {
        // When
        Head response = RawHttp.exchange(app.httpPort(), "GET " + path + " HTTP/1.1", "Host: desk", AUTHORIZATION);

        // Then
        assertThat(response.status()).isEqualTo(400);
    }

    @Test
    void findsARuleByAChineseKeyInThePath() {
        // When
        Response response = asAdmin().get("/api/v1/rules/{key}", "退款");

        // Then
        response.then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, https://evil.example, 403",
        "POST, null, 403",
        "POST, https://desk.example, 403",
        "POST, http://desk.example:81, 403",
        "POST, http://desk.example, 200",
        "PUT, https://evil.example, 403",
        "DELETE, https://evil.example, 403",
        "PATCH, https://evil.example, 403",
        "FOO, https://evil.example, 403",
    })
    void acceptsChangesFromItsOwnOriginOnly(String method, String origin, int status) throws Exception {
        // When
        Head response = RawHttp.exchange(
                app.httpPort(),
                method + " /api/v1/try HTTP/1.1",
                "Host: desk.example",
                "Origin: " + origin,
                AUTHORIZATION,
                "Content-Type: application/json",
                "Content-Length: 18",
                "",
                "{\"text\": \"退款\"}");

        // Then
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.header("Cache-Control")).contains("no-store");
    }

    @Test
    void takesTheOriginThatTheReverseProxyForwards() throws Exception {
        // When
        Head response = RawHttp.exchange(
                app.httpPort(),
                "POST /api/v1/try HTTP/1.1",
                "Host: desk.example",
                "X-Forwarded-Proto: https",
                "Origin: https://desk.example",
                AUTHORIZATION,
                "Content-Type: application/json",
                "Content-Length: 18",
                "",
                "{\"text\": \"退款\"}");

        // Then
        assertThat(response.status()).isEqualTo(200);
    }

    @Test
    void doesNotRepeatTheHostInTheLocation() throws Exception {
        // When
        String account = "{\"name\": \"edge\", \"password\": \"password-of-the-tests\", \"role\": \"viewer\"}";
        Head response = RawHttp.exchange(
                app.httpPort(),
                "POST /api/v1/accounts HTTP/1.1",
                "Host: evil.example",
                AUTHORIZATION,
                "Content-Type: application/json",
                "Content-Length: " + account.length(),
                "",
                account);

        // Then
        assertThat(response.status()).isEqualTo(201);
        assertThat(response.header("Location")).contains("/api/v1/accounts/edge");
        assertThat(response.text()).doesNotContain("evil.example");
    }

    static Stream<Arguments> bodiesWithoutAType() {
        return Contract.ofRunningApp().operations().stream()
                .filter(operation -> !operation.bodies().isMissingNode())
                .flatMap(operation -> Stream.of(
                                "X-Nothing: 1",
                                "Content-Type:",
                                "Content-Type: */*",
                                "Content-Type: application/*",
                                "Content-Type: json",
                                "Content-Type: text/plain",
                                "Content-Type: application/x-www-form-urlencoded",
                                "Content-Type: application/json\r\nContent-Type: text/plain")
                        .map(type -> Arguments.of(operation, type)));
    }

    @ParameterizedTest
    @MethodSource("bodiesWithoutAType")
    void refusesABodyWithoutOneSupportedType(Operation operation, String type) throws Exception {
        // When
        Head response = RawHttp.exchange(
                app.httpPort(),
                operation.method() + " " + operation.path().replaceAll("\\{[^}]*}", "nothing") + " HTTP/1.1",
                "Host: desk",
                AUTHORIZATION,
                type,
                "Content-Length: 2",
                "",
                "{}");

        // Then
        assertThat(response.status()).isEqualTo(415);
        assertThat(response.header("Content-Type")).contains(PROBLEM);
    }

    @Test
    void refusesABodyWithoutATypeOverHttp2() throws Exception {
        // Given a body of unknown length, which HTTP/2 announces with no header
        HttpRequest request = app.request("/api/v1/accounts")
                .version(HttpClient.Version.HTTP_2)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[] {'{', '}'})))
                .build();

        // When
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        // Then
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.statusCode()).isEqualTo(415);
    }
}
