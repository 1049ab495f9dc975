package io.nightdesk.it.api;

import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Ports;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A PostgreSQL and a broker for the app under test, and clients of both for the tests. All classes that name it share one
 * instance, so that the app starts once: each test makes what it needs under keys of its own.
 */
public final class DeskResource implements QuarkusTestResourceLifecycleManager {

    /** The same for every app of a test run: Quarkus goes on using the first that it was given. */
    private static final int HTTP_PORT = Ports.free();

    private final int managementPort = Ports.free();
    private final RunningApp app = new RunningApp(HTTP_PORT, managementPort);
    private Path home;
    private Database database;
    private Broker broker;
    private Customers customers;

    @Override
    public Map<String, String> start() {
        try {
            home = Files.createTempDirectory("nightdesk-api");
            database = new Database(home.resolve("postgres"));
            broker = new Broker.Embedded();
            customers = new Customers(broker.port());
        } catch (Exception e) {
            stop();
            throw new IllegalStateException("PostgreSQL or the broker did not start", e);
        }
        // Quarkus sets the port for the time of a test only; sources of arguments and @BeforeAll methods send requests
        // too.
        RestAssured.port = HTTP_PORT;
        return Map.ofEntries(
                Map.entry("quarkus.http.test-port", String.valueOf(HTTP_PORT)),
                Map.entry("quarkus.management.port", String.valueOf(managementPort)),
                Map.entry("quarkus.management.test-port", String.valueOf(managementPort)),
                Map.entry("quarkus.log.console.enabled", "false"),
                Map.entry("quarkus.log.file.json.enabled", "false"),
                Map.entry("quarkus.datasource.jdbc.url", database.jdbcUrl()),
                Map.entry("quarkus.datasource.username", "postgres"),
                // A test is a client with an address of its own where it says so.
                Map.entry("quarkus.http.proxy.proxy-address-forwarding", "true"),
                Map.entry("quarkus.http.proxy.allow-x-forwarded", "true"),
                Map.entry("nightdesk.customer-id", App.DESK),
                Map.entry("nightdesk.broker.port", String.valueOf(broker.port())),
                Map.entry("nightdesk.topic-out", "PTP/{receiver_uid}"),
                Map.entry("nightdesk.admin-password", App.ADMIN_PASSWORD),
                // A customer may get the fallback as often as a test asks something that no rule answers.
                Map.entry("nightdesk.fallback-cooldown", "0s"));
    }

    @Override
    public void inject(TestInjector injector) {
        // For each test instance, so without a delay before the first poll.
        await("the app is ready")
                .pollDelay(Duration.ZERO)
                .atMost(Duration.ofSeconds(60))
                .until(app::isReady);
        customers.replies().clear();
        Stream.of(app, database, customers)
                .forEach(part -> injector.injectIntoFields(part, new TestInjector.MatchesType(part.getClass())));
    }

    @Override
    public void stop() {
        RestAssured.reset();
        List<Exception> failures = new ArrayList<>();
        for (AutoCloseable part : Arrays.asList(customers, broker, database, (AutoCloseable) this::deleteHome)) {
            try {
                if (part != null) {
                    part.close();
                }
            } catch (Exception e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            IllegalStateException failure = new IllegalStateException("PostgreSQL or the broker did not stop");
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private void deleteHome() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(home)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
