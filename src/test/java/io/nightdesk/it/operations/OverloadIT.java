package io.nightdesk.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.api.Api;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Concurrently;
import io.nightdesk.it.harness.Deployment;
import io.nightdesk.it.harness.RawHttp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A replica with few threads that gets more requests than it can serve. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OverloadIT {

    private static final int THREADS = 16;
    private static final int CLIENTS = 3 * THREADS;

    @RegisterExtension
    private static final Deployment deployment = Deployment.withEmbeddedBroker();

    private final App app = deployment
            .replica("overload")
            .with("QUARKUS_THREAD_POOL_MAX_THREADS", String.valueOf(THREADS))
            .with("NIGHTDESK_HTTP_BODY_TIMEOUT", "3s");

    @BeforeAll
    void start() throws Exception {
        deployment.start(app);
        assertThat(Api.admin(app).get("/api/v1/accounts").status()).isEqualTo(200);
    }

    @Test
    void servesOthersWhileManyClientsSendTheirBodiesSlowly() throws Exception {
        // Given for each path as many clients as there are threads, authenticated, which have sent a part of their body
        List<String> paths = List.of("/api/v1/try", "/api/v1/rules", "/api/v1/accounts");
        List<RawHttp> clients = new ArrayList<>();
        for (int i = 0; i < paths.size() * THREADS; i++) {
            String path = paths.get(i % paths.size());
            RawHttp client = deployment.closing(new RawHttp(app.httpPort()));
            client.send("POST " + path + " HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\nAuthorization: "
                    + Api.basic("admin", App.ADMIN_PASSWORD)
                    + "\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.readHead().status()).isEqualTo(100);
            clients.add(client.send("{\"text\":"));
        }

        // When
        int status = Api.admin(app).get("/api/v1/accounts").status();

        // Then
        assertThat(status).isEqualTo(200);
        assertThat(app.health("live")).isEqualTo(200);
        for (RawHttp client : clients) {
            assertThat(client.readHead().status()).isEqualTo(408);
            client.awaitClose();
        }
    }

    @Test
    void admitsFewUploadsAtATime() throws Exception {
        // Given
        String head = "POST /api/v1/orders/bulk HTTP/1.1\r\nHost: desk\r\nContent-Type: application/x-ndjson\r\n"
                + "Authorization: " + Api.basic("admin", App.ADMIN_PASSWORD)
                + "\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n";

        // When
        List<Integer> statuses = Concurrently.call(
                6,
                client -> deployment
                        .closing(new RawHttp(app.httpPort()))
                        .send(head)
                        .readHead()
                        .status());

        // Then two are admitted, two wait in vain for their turn, and two are rejected at once
        assertThat(statuses).containsExactlyInAnyOrder(100, 100, 503, 503, 503, 503);
    }

    @Test
    void answersProbesAndMetricsWhileAllRequestsWaitForTheDatabase() throws Exception {
        // Given
        Connection lock = deployment.database().holding("lock table account in access exclusive mode");
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.url() + "api/v1/accounts/me"))
                .header("Authorization", Api.basic("admin", App.ADMIN_PASSWORD))
                .build();
        List<CompletableFuture<HttpResponse<String>>> requests = Stream.generate(
                        () -> http.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .limit(CLIENTS)
                .toList();
        await("some are rejected").until(() -> requests.stream().anyMatch(CompletableFuture::isDone));

        // When
        List<Integer> statuses = List.of(app.health("ready"), app.health("live"), app.managementStatus("/q/metrics"));

        // Then
        lock.close();
        assertThat(statuses).containsExactly(200, 200, 200);
        assertThat(requests)
                .extracting(answer -> answer.join().statusCode())
                .contains(503)
                .containsOnly(200, 503);
        assertThat(requests)
                .map(CompletableFuture::join)
                .filteredOn(answer -> answer.statusCode() == 503)
                .allMatch(answer -> answer.headers().firstValue("Retry-After").isPresent());
    }
}
