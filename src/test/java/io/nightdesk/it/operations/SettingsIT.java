package io.nightdesk.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.it.harness.App;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the service says of settings that it cannot work with. Neither database nor broker is needed for it. */
class SettingsIT {

    private static final int NOWHERE = 1;

    private final App app = new App("settings", "jdbc:postgresql://127.0.0.1:" + NOWHERE + "/none", NOWHERE);

    @AfterEach
    void stop() throws Exception {
        app.close();
    }

    @Test
    void namesEveryWrongSettingAndRefusesToStart() throws Exception {
        // Given
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("NIGHTDESK_CUSTOMER_ID", "not/a/uid");
        wrong.put("NIGHTDESK_TOPIC_OUT", "PTP/#");
        wrong.put("NIGHTDESK_REPLY_QOS", "0");
        wrong.put("NIGHTDESK_BROKER_MAX_INFLIGHT", "0");
        wrong.put("NIGHTDESK_BROKER_HOST", "broker:1883");
        wrong.put("NIGHTDESK_BROKER_PORT", "0");
        wrong.put("NIGHTDESK_BROKER_KEEP_ALIVE", "0s");
        wrong.put("NIGHTDESK_BROKER_MAX_PACKET_BYTES", "1000");
        wrong.put("NIGHTDESK_BROKER_PASSWORD", "secret");
        wrong.put("NIGHTDESK_BROKER_CERTIFICATE_FILE", "/tls/desk.pem");
        wrong.put("NIGHTDESK_CLIENT_ID", "with a space");
        wrong.put("NIGHTDESK_FALLBACK_COOLDOWN", "8d");
        wrong.put("NIGHTDESK_BACKLOG_REPLY_INTERVAL", "2h");
        wrong.put("NIGHTDESK_REPLIES_PER_HOUR", "201");
        wrong.put("NIGHTDESK_REPEAT_WITHIN", "2h");
        wrong.put("NIGHTDESK_STALE_AFTER", "1s");
        wrong.put("NIGHTDESK_TAKEOVER_SILENCE", "0s");
        wrong.put("NIGHTDESK_TAKEOVER_HAND_OFF", "8d");
        wrong.put("NIGHTDESK_TEXTS_FALLBACK_ZH", "长".repeat(2_001));
        wrong.put("NIGHTDESK_TEXTS_ORDER_UNKNOWN_EN", "x".repeat(2_001));
        wrong.put("NIGHTDESK_LEASE_DURATION", "11m");
        wrong.put("NIGHTDESK_LEASE_RENEW_INTERVAL", "10ms");
        wrong.put("NIGHTDESK_SHUTDOWN_TIMEOUT", "0s");
        wrong.put("NIGHTDESK_OUTBOX_REPLY_DEADLINE", "31d");
        wrong.put("NIGHTDESK_INBOX_FRAMES_PER_MINUTE", "0");
        wrong.put("NIGHTDESK_REJECTED_MAX_STORED", "-1");
        wrong.put("NIGHTDESK_REJECTED_MAX_PER_MINUTE", "100001");
        wrong.put("NIGHTDESK_FAQ_SIMILARITY_ANSWER_THRESHOLD", "2.1");
        wrong.put("NIGHTDESK_FAQ_SIMILARITY_SUGGEST_THRESHOLD", "-0.1");
        wrong.put("NIGHTDESK_CONTENT_TEXT_KEYS", "a,b,c,d,e,f,g,h,i,j,k");
        wrong.put("NIGHTDESK_CONTENT_IMAGE_KEYS", "a,b,c,d,e,f,g,h,i,j,k");
        wrong.put("NIGHTDESK_CONTENT_NETWORK_PROVIDER", "x".repeat(65));
        wrong.put("NIGHTDESK_RETENTION_EXCHANGES", "36501d");
        wrong.put("NIGHTDESK_RETENTION_SESSIONS", "36501d");
        wrong.put("NIGHTDESK_RETENTION_ORDERS", "36501d");
        wrong.put("NIGHTDESK_RETENTION_REVISIONS", "36501d");
        wrong.put("NIGHTDESK_RETENTION_INTERVAL", "8d");
        wrong.put("NIGHTDESK_RETENTION_BATCH", "0");
        wrong.put("NIGHTDESK_CHAT_WEB_SOCKET_URL", "mqtt://broker:1883");
        wrong.forEach(app::with);
        app.with("NIGHTDESK_BROKER_PASSWORD_FILE", "/secrets/password");

        // When
        app.start();

        // Then
        assertThat(app.exitCode()).isEqualTo(1);
        assertThat(app.logText()).contains("NIGHTDESK_BROKER_USERNAME must ", "NIGHTDESK_BROKER_TLS must ");
        assertThat(app.logText())
                .contains(wrong.keySet().stream().map(name -> name + " must ").toList());
    }

    @Test
    void refusesToForgetWhatItMayStillAnswer() throws Exception {
        // Given
        app.with("NIGHTDESK_STALE_AFTER", "10d").with("NIGHTDESK_RETENTION_EXCHANGES", "9d");

        // When
        app.start();

        // Then
        assertThat(app.exitCode()).isEqualTo(1);
        assertThat(app.logText())
                .contains("NIGHTDESK_RETENTION_EXCHANGES must not be below NIGHTDESK_STALE_AFTER (240h)")
                .contains("NIGHTDESK_RETENTION_SESSIONS must not be above NIGHTDESK_RETENTION_EXCHANGES");
    }
}
