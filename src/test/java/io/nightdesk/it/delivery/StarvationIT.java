package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What others do with the database does not cost the desk its lease. */
final class StarvationIT {

    private static final String RETURNS = "怎么退货";
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);
    private static final int CLIENTS = 24;

    @RegisterExtension
    private final Deployment deployment = Deployment.withEmbeddedBroker();

    private final Database database = deployment.database();
    private final App app = deployment.replica("starvation").with("NIGHTDESK_LEASE_DURATION", LEASE.toSeconds() + "s");

    @Test
    void answersCustomersWhileTheApiHoldsAllItsConnections() throws Exception {
        // Given requests that hold every connection of the API, because they wait for a table that somebody locks
        deployment.startWithSamples(app);
        Customers customers = deployment.customers();
        String answer = customers.ask("before", RETURNS);
        AtomicBoolean done = new AtomicBoolean();
        List<Thread> clients;
        Duration slowest = Duration.ZERO;
        try (Connection locked = database.holding("lock table faq_rule_revision in access exclusive mode")) {
            clients = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> new Thread(() -> request(done)))
                    .toList();
            clients.forEach(Thread::start);
            await().until(() -> app.metric("agroal_awaiting_count{datasource=\"default\"}") > 0);
            long endsAt = System.nanoTime() + LEASE.multipliedBy(2).toNanos();

            // When
            for (int i = 0; System.nanoTime() < endsAt; i++) {
                long askedAt = System.nanoTime();
                assertThat(customers.ask("customer-" + i, RETURNS)).isEqualTo(answer);
                Duration waited = Duration.ofNanos(System.nanoTime() - askedAt);
                slowest = waited.compareTo(slowest) > 0 ? waited : slowest;
            }
            done.set(true);
        }

        // Then
        for (Thread client : clients) {
            client.join();
        }
        assertThat(slowest).isLessThan(ANSWER_MAX);
        assertThat(app.metric("nightdesk_leader_changes_total")).isEqualTo(1);
    }

    private void request(AtomicBoolean done) {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest revisions = HttpRequest.newBuilder(URI.create(app.url() + "api/v1/rules/greeting/revisions"))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                ("admin:" + App.ADMIN_PASSWORD).getBytes(StandardCharsets.UTF_8)))
                .build();
        while (!done.get()) {
            try {
                http.send(revisions, HttpResponse.BodyHandlers.discarding());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
