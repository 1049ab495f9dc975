package io.nightdesk.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.frame.Content;
import io.nightdesk.it.api.Api;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Customers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients of the broker and users of the API do what they can do. None of it may change the leader. */
@Tag("faults")
final class ClientFaultsIT extends FaultTest {

    private static final int MANY = 40;
    private static final Duration MAX_GAP = LEASE;

    private Customers others;

    ClientFaultsIT() {
        super(Traffic.Load.STEADY);
    }

    @BeforeAll
    void connectOthers() throws Exception {
        others = deployment.customers();
    }

    @Test
    void answersDuringAFloodOfUndecodableFrames() throws Exception {
        // Given
        long epoch = epoch();
        byte[] undecodable = new byte[600];
        random.nextBytes(undecodable);

        // When
        for (int i = 0; i < 5_000; i++) {
            others.send(undecodable);
        }

        // Then
        awaitUndisturbed(epoch);
    }

    @Test
    void answersDuringAFloodOfOneSender() throws Exception {
        // Given
        long epoch = epoch();

        // When
        for (int i = 0; i < 5_000; i++) {
            others.send(Customers.question("flood", "hello " + i));
        }

        // Then
        awaitUndisturbed(epoch);
    }

    @Test
    void answersDuringAFloodOfLargeFrames() throws Exception {
        // Given
        long epoch = epoch();
        String large = "x".repeat(55_000);

        // When
        for (int i = 0; i < 2_000; i++) {
            others.send(Customers.frame(Customers.somebody(), App.DESK, new Content.Text("content", large, "")));
        }

        // Then
        awaitUndisturbed(epoch);
    }

    @Test
    void answersAfterPacketsAboveTheLimit() throws Exception {
        // When
        for (int i = 0; i < 3; i++) {
            others.send(new byte[8 * 1024 * 1024]).join();
        }

        // Then
        awaitRepliesNow();
    }

    /** It acknowledges nothing: what it acknowledged would be lost, and only the broker can prevent that. */
    @Test
    void losesNothingWhenAnotherClientTakesOverTheSession() throws Exception {
        // When
        for (int i = 0; i < 5; i++) {
            try (Socket other = new Socket(InetAddress.getLoopbackAddress(), broker.port())) {
                other.getOutputStream().write(connect("nightdesk-" + App.DESK));
                last(Duration.ofMillis(300));
            }
        }

        // Then
        awaitRepliesNow();
    }

    @Test
    void answersWhileAHostilePatternMeetsAHostileText() throws Exception {
        // Given
        long epoch = epoch();

        // When
        database.update(
                "insert into faq_rule (key, title, triggers, answers) values ('hostile', 'Hostile', ?::jsonb, ?::jsonb)",
                "{\"regexes\":[\"(?:(?:.?){900}zzz)?\\\\b\"]}",
                "{\"variants\":[{\"en\":\"never\"}]}");
        leader().app().awaitRules(2);
        for (int i = 0; i < 3; i++) {
            others.send(Customers.question(Customers.somebody(), "z ".repeat(2_000)));
        }

        // Then
        awaitUndisturbed(epoch);
        database.update("delete from faq_rule where key = 'hostile'");
        leader().app().awaitRules(1);
    }

    @Test
    void answersWhileManyUsersChangeTheirPasswordsWrongly() throws Exception {
        // Given
        App app = leader().app();

        // When
        for (int i = 0; i < MANY; i++) {
            Api.admin(app)
                    .post(
                            "/api/v1/accounts",
                            "{\"name\":\"viewer-%d\",\"password\":\"password-of-a-viewer\",\"role\":\"viewer\"}"
                                    .formatted(i));
        }
        long epoch = epoch();

        load(
                MANY,
                i -> Api.as(app, "viewer-" + i, "password-of-a-viewer")
                        .put(
                                "/api/v1/accounts/me/password",
                                "{\"current\":\"wrong-password\",\"replacement\":\"another-password\"}"));

        // Then
        awaitUndisturbed(epoch);
    }

    @Test
    void answersWhileManyUsersExportAndTryRules() throws Exception {
        // Given
        App app = leader().app();

        // When
        database.update("insert into faq_rule (key, title, triggers, answers) select 'many-' || n, 'Many ' || n,"
                + " jsonb_build_object('keywords', jsonb_build_array(jsonb_build_object('any', jsonb_build_array('word' || n)))),"
                + " '{\"variants\":[{\"en\":\"answer\"}]}'::jsonb from generate_series(1, 8000) n");
        app.awaitRules(8_001);
        long epoch = epoch();

        load(8, i -> Api.admin(app).get("/api/v1/rules/export"));

        // Then
        awaitUndisturbed(epoch);
        database.update("delete from faq_rule where key like 'many-%'");
        app.awaitRules(1);
    }

    @Test
    void answersWhileUploadsAreSlow() throws Exception {
        // Given
        App app = leader().app();
        long epoch = epoch();
        List<Socket> uploads = new ArrayList<>();

        // When
        for (int i = 0; i < 60; i++) {
            uploads.add(slowUpload(app));
        }

        last(LEASE);

        // Then
        assertThat(app.isReady()).isTrue();
        assertThat(Api.admin(app).get("/api/v1/rules").status()).isEqualTo(200);
        for (Socket upload : uploads) {
            upload.close();
        }
        awaitUndisturbed(epoch);
    }

    private void awaitUndisturbed(long epoch) {
        awaitRepliesNow();
        assertThat(epoch()).as("epoch: the leader kept its lease").isEqualTo(epoch);
        assertThat(gap()).as("longest time without a reply").isLessThan(MAX_GAP);
    }

    private interface Request {
        void send(int client) throws Exception;
    }

    /** Sends requests from many clients at once for as long as a fault lasts. */
    private static void load(int clients, Request request) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        long end = System.nanoTime() + LONGER_THAN_LEASE.toNanos();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int client = i;
            running.add(CompletableFuture.runAsync(
                    () -> {
                        while (System.nanoTime() < end) {
                            try {
                                request.send(client);
                            } catch (IOException e) {
                                // A refused request is no fault of the desk.
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        }
                    },
                    threads));
        }
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        threads.shutdown();
    }

    /** The MQTT 3.1.1 packet CONNECT for a persistent session. */
    private static byte[] connect(String clientId) {
        byte[] id = clientId.getBytes(StandardCharsets.US_ASCII);
        byte[] header = {0x10, (byte) (12 + id.length), 0, 4, 'M', 'Q', 'T', 'T', 4, 0, 0, 60, 0, (byte) id.length};
        return ByteBuffer.allocate(header.length + id.length)
                .put(header)
                .put(id)
                .array();
    }

    /** Announces a file and sends a few bytes of it. */
    private static Socket slowUpload(App app) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.httpPort());
        String request = """
                POST /api/v1/orders/bulk HTTP/1.1\r
                Host: localhost\r
                Authorization: %s\r
                Content-Type: application/x-ndjson\r
                Content-Length: 1000000\r
                \r
                {""".formatted(Api.basic("admin", App.ADMIN_PASSWORD));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
