package io.nightdesk.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.it.harness.App;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The service does not start with invalid settings and names them all. Needs neither database nor broker. */
class SettingsIT {

    private static final int NOWHERE = 1;

    private final App app = new App("settings", "jdbc:postgresql://127.0.0.1:" + NOWHERE + "/none", NOWHERE);

    @AfterEach
    void stop() throws Exception {
        app.close();
    }

    @Test
    void namesEveryInvalidSettingAndDoesNotStart() throws Exception {
        // Given values that are out of range
        Map<String, String> invalid = new LinkedHashMap<>();
        invalid.put("NIGHTDESK_CUSTOMER_ID", "not/a/uid");
        invalid.put("NIGHTDESK_TOPIC_OUT", "PTP/#");
        invalid.put("NIGHTDESK_REPLY_QOS", "0");
        invalid.put("NIGHTDESK_BROKER_MAX_INFLIGHT", "0");
        invalid.put("NIGHTDESK_BROKER_HOST", "broker:1883");
        invalid.put("NIGHTDESK_BROKER_PORT", "0");
        invalid.put("NIGHTDESK_BROKER_KEEP_ALIVE", "0s");
        invalid.put("NIGHTDESK_BROKER_MAX_PACKET_BYTES", "1000");
        invalid.put("NIGHTDESK_CLIENT_ID", "with a space");
        invalid.put("NIGHTDESK_FALLBACK_COOLDOWN", "8d");
        invalid.put("NIGHTDESK_BACKLOG_REPLY_INTERVAL", "2h");
        invalid.put("NIGHTDESK_REPLIES_PER_HOUR", "201");
        invalid.put("NIGHTDESK_REPEAT_WITHIN", "2h");
        invalid.put("NIGHTDESK_STALE_AFTER", "1s");
        invalid.put("NIGHTDESK_TAKEOVER_SILENCE", "0s");
        invalid.put("NIGHTDESK_TAKEOVER_HAND_OFF", "8d");
        invalid.put("NIGHTDESK_TEXTS_FALLBACK_ZH", "长".repeat(2_001));
        invalid.put("NIGHTDESK_TEXTS_ORDER_UNKNOWN_EN", "x".repeat(2_001));
        invalid.put("NIGHTDESK_LEASE_DURATION", "11m");
        invalid.put("NIGHTDESK_LEASE_RENEW_INTERVAL", "10m");
        invalid.put("NIGHTDESK_SHUTDOWN_TIMEOUT", "0s");
        invalid.put("NIGHTDESK_OUTBOX_REPLY_DEADLINE", "31d");
        invalid.put("NIGHTDESK_INBOX_FRAMES_PER_MINUTE", "0");
        invalid.put("NIGHTDESK_REJECTED_MAX_STORED", "-1");
        invalid.put("NIGHTDESK_REJECTED_MAX_PER_MINUTE", "100001");
        invalid.put("NIGHTDESK_FAQ_SIMILARITY_ANSWER_THRESHOLD", "2.1");
        invalid.put("NIGHTDESK_FAQ_SIMILARITY_SUGGEST_THRESHOLD", "-0.1");
        invalid.put("NIGHTDESK_CONTENT_TEXT_KEYS", "a,b,c,d,e,f,g,h,i,j,k");
        invalid.put("NIGHTDESK_CONTENT_IMAGE_KEYS", "a,b,c,d,e,f,g,h,i,j,k");
        invalid.put("NIGHTDESK_CONTENT_NETWORK_PROVIDER", "x".repeat(65));
        invalid.put("NIGHTDESK_RETENTION_EXCHANGES", "23h");
        invalid.put("NIGHTDESK_RETENTION_SESSIONS", "36501d");
        invalid.put("NIGHTDESK_RETENTION_ORDERS", "36501d");
        invalid.put("NIGHTDESK_RETENTION_REVISIONS", "36501d");
        invalid.put("NIGHTDESK_RETENTION_AUDIT", "36501d");
        invalid.put("NIGHTDESK_RETENTION_INTERVAL", "8d");
        invalid.put("NIGHTDESK_RETENTION_BATCH", "0");
        invalid.put("NIGHTDESK_CHAT_WEB_SOCKET_URL", "mqtt://broker:1883");
        invalid.put("NIGHTDESK_ADMIN_PASSWORD", "short");
        // And values that do not fit together
        invalid.put("NIGHTDESK_BROKER_PASSWORD", "secret");
        invalid.put("NIGHTDESK_BROKER_CERTIFICATE_FILE", "/tls/desk.pem");
        invalid.forEach(app::with);
        app.with("NIGHTDESK_BROKER_PASSWORD_FILE", "/secrets/password");
        // And one that is no value of its type
        app.with("NIGHTDESK_MODE", "sometimes");

        // When
        app.start();

        // Then
        assertThat(app.exitCode()).isEqualTo(1);
        assertThat(app.logText())
                .contains(invalid.keySet().stream().map(name -> name + " must ").toList());
        assertThat(app.logText())
                .contains(
                        "NIGHTDESK_BROKER_USERNAME must ",
                        "NIGHTDESK_BROKER_TLS must ",
                        "NIGHTDESK_LEASE_RENEW_INTERVAL must be at most a third of NIGHTDESK_LEASE_DURATION",
                        "NIGHTDESK_LEASE_RENEW_INTERVAL must be from ",
                        "NIGHTDESK_RETENTION_EXCHANGES must be 0 to keep data forever",
                        "NIGHTDESK_RETENTION_EXCHANGES must not be below NIGHTDESK_OUTBOX_REPLY_DEADLINE (744h)",
                        "NIGHTDESK_RETENTION_SESSIONS must not be above NIGHTDESK_RETENTION_EXCHANGES",
                        "nightdesk.mode with the config value \"sometimes\"");
        assertThat(app.logText()).as("no secret is repeated").doesNotContain("secret\"", "short");
        assertThat(app.logText().lines()).as("no stack trace").noneMatch(line -> line.startsWith("\tat "));
    }

    @Test
    void doesNotStartWhenExchangesAreDeletedThatMayStillBeAnswered() throws Exception {
        // Given
        app.with("NIGHTDESK_STALE_AFTER", "10d").with("NIGHTDESK_RETENTION_EXCHANGES", "9d");

        // When
        app.start();

        // Then
        assertThat(app.exitCode()).isEqualTo(1);
        assertThat(app.logText())
                .contains("NIGHTDESK_RETENTION_EXCHANGES must not be below NIGHTDESK_STALE_AFTER (240h)")
                .contains("NIGHTDESK_RETENTION_SESSIONS must not be above NIGHTDESK_RETENTION_EXCHANGES");
        assertThat(app.logText().lines()).as("no stack trace").noneMatch(line -> line.startsWith("\tat "));
    }

    @Test
    void doesNotStartWithValuesBelowTheirRanges() throws Exception {
        // Given
        app.with("NIGHTDESK_LEASE_RENEW_INTERVAL", "10ms").with("NIGHTDESK_RETENTION_EXCHANGES", "-1d");

        // When
        app.start();

        // Then
        assertThat(app.exitCode()).isEqualTo(1);
        assertThat(app.logText())
                .contains("NIGHTDESK_LEASE_RENEW_INTERVAL must be from 50 ms to 1 minute")
                .contains("NIGHTDESK_RETENTION_EXCHANGES must be 0 to keep data forever, or from 1 to 36500 days");
    }
}
