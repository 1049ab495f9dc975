package io.nightdesk.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Deployment;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chat page is served only where it is enabled; ChatPageBrowserIT tests what it does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChatPageIT {

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
    @CsvSource({
        "/, text/html",
        "/index.html, text/html",
        "/chat/chat.js, text/javascript",
        "/chat/connection.js, text/javascript",
        "/chat/memory-only.js, text/javascript",
        "/chat/wire.js, text/javascript",
        "/chat/words.js, text/javascript",
        "/chat/chat.css, text/css",
        "/chat/icon.svg, image/svg+xml",
        "/chat/lib/vue.global.prod.js, text/javascript",
        "/chat/lib/paho-mqtt-min.js, text/javascript",
        "/chat/lib/protobuf.min.js, text/javascript",
    })
    void servesThePageAndItsLibraries(String path, String type) {
        // When
        HttpResponse<String> response = with.http(path);

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith(type);
        assertThat(response.body()).isNotBlank();
        assertThat(response.headers().firstValue("content-security-policy"))
                .hasValue("default-src 'self'; script-src 'self' 'unsafe-eval'; img-src 'self' http: https:;"
                        + " connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
        assertThat(response.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("referrer-policy")).hasValue("no-referrer");
        assertThat(response.headers().firstValue("cache-control")).hasValue("no-cache");
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
                "/chat/chat.js",
                "/chat/lib/vue.global.prod.js",
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
                "/x/../chat/chat.js",
                "//chat//chat.js",
                "/%63hat/chat.css"
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
