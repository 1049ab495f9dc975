package io.nightdesk.it.api;

import static io.nightdesk.it.api.Requests.NDJSON;
import static io.nightdesk.it.api.Requests.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.nightdesk.it.harness.Database;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.Response;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What a client of the API is told while the database is down. The last to use the app that the API tests share. */
@QuarkusIntegrationTest
@WithTestResource(DeskResource.class)
@Order(Integer.MAX_VALUE - 1)
final class DatabaseOutageIT {

    private static final String BULK = "/api/v1/orders/bulk";

    private Database database;
    private RunningApp app;

    @AfterEach
    void awaitRecovery() {
        await().atMost(Duration.ofSeconds(60)).until(() -> app.isReady() && app.isLeader());
    }

    @Test
    void respondsServiceUnavailable() throws Exception {
        // Given
        database.crash();

        // When
        Response response = asAdmin().get("/api/v1/accounts");

        // Then
        database.start();
        response.then()
                .statusCode(503)
                .header("Retry-After", "2")
                .body("detail", equalTo("The database is unavailable. Try again later."));
    }

    @Test
    void saysUpToWhichLineABulkWasStoredWhenTheDatabaseFailsInTheMiddle() throws Exception {
        // Given a client that has sent more than half of its lines
        List<String> lines = IntStream.range(0, 3_000)
                .mapToObj(i -> OrdersIT.order("AWAY-" + i, "away", "SHIPPED") + "\n")
                .toList();
        PipedInputStream body = new PipedInputStream();
        OutputStream sending = new PipedOutputStream(body);
        HttpRequest request = app.request(BULK)
                .header("Content-Type", NDJSON)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body))
                .build();
        CompletableFuture<HttpResponse<String>> bulk =
                HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
        send(lines.subList(0, 1_800), sending);
        await().until(() -> countOrders() == 1_500);

        // When
        database.crash();

        // Then
        send(lines.subList(1_800, 3_000), sending);
        sending.close();
        HttpResponse<String> response = bulk.join();
        database.start();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body().lines()).hasSize(1_501);
        assertThat(response.body())
                .startsWith("{\"line\":1,\"status\":\"stored\"}\n")
                .endsWith("{\"line\":1500,\"status\":\"stored\"}\n"
                        + "{\"lines\":3000,\"stored\":1500,\"rejected\":0,\"processedUpTo\":1500,\"detail\":"
                        + "\"The database is unavailable. Send the lines after line 1500 again later.\"}\n");
        assertThat(countOrders()).isEqualTo(1_500);
        // The pool finds its broken connections one by one.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(asAdmin()
                                .contentType(NDJSON)
                                .body(String.join("", lines))
                                .post(BULK)
                                .asString())
                        .endsWith("{\"lines\":3000,\"stored\":3000,\"rejected\":0,\"processedUpTo\":3000}\n"));
        assertThat(countOrders()).isEqualTo(3_000);
    }

    private long countOrders() {
        return database.count("select count(*) from customer_order where customer_uid = 'away'");
    }

    private static void send(List<String> lines, OutputStream out) throws Exception {
        out.write(String.join("", lines).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
