package io.nightdesk.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Deployment;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the files of the chat page and the console are served; ChatPageBrowserIT and ConsoleIT test what the pages do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PagesIT {

    private static final String CHAT_POLICY =
            "default-src 'self'; img-src 'self' http: https:; connect-src 'self' ws: wss:;"
                    + " object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    private static final String CONSOLE_POLICY = "default-src 'self'; img-src 'self' https: data:; object-src 'none';"
            + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    private static final Pattern ASSET = Pattern.compile("\"(/(?:chat|console)/assets/[^\"]+)\"");

    @RegisterExtension
    private static final Deployment deployment = Deployment.withEmbeddedBroker();

    private final App with = deployment
            .replica("with-chat")
            .with("NIGHTDESK_CHAT_ENABLED", "true")
            .with("NIGHTDESK_CHAT_WEB_SOCKET_URL", "wss://im.example/mqtt");
    private final App without = deployment.replica("without-chat");

    @BeforeAll
    void start() throws Exception {
        deployment.start(with, without);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html"})
    void servesTheChatPage(String path) {
        // When
        HttpResponse<String> response = with.http(path);

        // Then
        assertIsPage(response, CHAT_POLICY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/console/", "/console/index.html", "/console/rules", "/console/rules/returns.policy?page=2"})
    void servesTheConsoleAtThePathsOfItsViews(String path) {
        // When
        HttpResponse<String> response = without.http(path);

        // Then
        assertIsPage(response, CONSOLE_POLICY);
    }

    private static void assertIsPage(HttpResponse<String> response, String policy) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("<div id=\"app\">").doesNotContain("<style", "style=");
        assertThat(header(response, "content-type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(header(response, "content-security-policy")).isEqualTo(policy);
        assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(response, "referrer-policy")).isEqualTo("no-referrer");
        assertThat(header(response, "cache-control")).isEqualTo("no-cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/console/"})
    void servesTheAssetsOfAPageForAYear(String page) {
        // Given
        List<String> assets = ASSET.matcher(with.http(page).body())
                .results()
                .map(found -> found.group(1))
                .toList();

        // When
        List<HttpResponse<String>> responses = assets.stream().map(with::http).toList();

        // Then
        assertThat(responses).hasSizeGreaterThan(1).allSatisfy(response -> {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isNotBlank();
            assertThat(header(response, "content-type")).matches("text/(javascript|css);charset=UTF-8|image/svg\\+xml");
            assertThat(header(response, "cache-control")).isEqualTo("public, max-age=31536000, immutable");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"gzip, deflate, br, zstd | br", "gzip;q=1.0, *;q=0.5 | gzip", "br;q=0, gzip | gzip", "zstd | ''"})
    void compressesAsTheClientAccepts(String accepted, String coding) throws Exception {
        // Given
        HttpRequest request = HttpRequest.newBuilder(URI.create(with.url() + "console/"))
                .header("Accept-Encoding", accepted)
                .build();

        // When
        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "content-encoding")).isEqualTo(coding);
        assertThat(header(response, "content-type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(header(response, "vary")).isEqualTo("Accept-Encoding");
        if (coding.equals("gzip")) {
            String body = new String(
                    new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(body).isEqualTo(with.http("/console/").body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/assets/missing.js", "/chat/assets/missing.js"})
    void doesNotLetBrowsersKeepThatAnAssetIsMissing(String path) {
        // When
        HttpResponse<String> response = with.http(path);

        // Then
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(header(response, "cache-control")).isEqualTo("no-cache");
    }

    @Test
    void redirectsToTheConsole() {
        // When
        HttpResponse<String> response = with.http("/console");

        // Then
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(header(response, "location")).isEqualTo("/console/");
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void servesTheSettingsOfThePage() {
        // When
        HttpResponse<String> response = with.http("/chat/settings");

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"deskUid\":\"88888\",\"webSocketUrl\":\"wss://im.example/mqtt\",\"topicIn\":\"PTP\","
                        + "\"topicOut\":\"PTP/{receiver_uid}\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/chat",
                "/chat/",
                "/chat/index.html",
                "/chat/icon.svg",
                "/chat/settings",
                "/chat/settings/"
            })
    void respondsNotFoundWhenThePageIsDisabled(String path) {
        // When
        HttpResponse<String> response = without.http(path);

        // Then
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEmpty();
    }

    /** They could mean a path of the page. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//index.html",
                "/./index.html",
                "/%69ndex.html",
                "/x/../chat/icon.svg",
                "//chat//icon.svg",
                "/%63hat/icon.svg"
            })
    void rejectsAmbiguousPathsWhenThePageIsDisabled(String path) {
        // When
        HttpResponse<String> response = without.http(path);

        // Then
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void servesTheSchemaEverywhere() {
        // When
        HttpResponse<String> response = without.http("/im/js/IM.proto");

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("package IMpackage;");
    }

    @Test
    void doesNotStartWithAnInvalidWebSocketUrl() throws Exception {
        // Given
        App wrong = deployment.replica("wrong-chat").with("NIGHTDESK_CHAT_WEB_SOCKET_URL", "mqtt://broker:1883");

        // When
        wrong.start();

        // Then
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.logText())
                .contains("NIGHTDESK_CHAT_WEB_SOCKET_URL must be a ws:// or wss:// URL with a path, such as"
                        + " wss://im.example/mqtt");
    }
}
