package io.nightdesk.it.api;

import static io.nightdesk.it.api.Requests.unchecked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Database;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts where there are several replicas, and at the start of one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccountReplicasIT {

    private static final String ACCOUNTS = "/api/v1/accounts";
    private static final String PASSWORD = "password-of-the-tests";

    private Database database;
    private Broker broker;
    private App leader;
    private App standby;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = new Broker.Embedded();
        leader = new App("accounts", database, broker);
        standby = new App("accounts-standby", database, broker)
                .with("QUARKUS_HTTP_CORS_ENABLED", "true")
                .with("QUARKUS_HTTP_CORS_ORIGINS", "https://admin.example");
        leader.start();
        standby.start();
        leader.awaitReady();
        standby.awaitReady();
    }

    @AfterAll
    void stop() throws Exception {
        leader.close();
        standby.close();
        broker.close();
        database.close();
    }

    private static RequestSpecification asAdmin(App app) {
        return as(app, "admin", App.ADMIN_PASSWORD);
    }

    private static RequestSpecification as(App app, String account, String password) {
        return unchecked().port(app.httpPort()).auth().preemptive().basic(account, password);
    }

    @Test
    void createsTheFirstAccountOnceWhenReplicasStartTogether() throws Exception {
        // When
        String logs = leader.logText() + standby.logText();

        // Then
        assertThat(logs)
                .containsOnlyOnce("First account created with the configured password: name=admin")
                .doesNotContain(App.ADMIN_PASSWORD);
    }

    @Test
    void appliesAChangeOfAnAccountAtOnceOnEveryReplica() {
        // Given
        asAdmin(leader)
                .body("{\"name\": \"moved\", \"password\": \"%s\", \"role\": \"admin\"}".formatted(PASSWORD))
                .post(ACCOUNTS);
        as(standby, "moved", PASSWORD).get(ACCOUNTS).then().statusCode(200);

        // When
        asAdmin(leader)
                .header("If-Match", "*")
                .body("{\"role\": \"viewer\", \"enabled\": true}")
                .put(ACCOUNTS + "/moved");

        // Then
        as(standby, "moved", PASSWORD).get(ACCOUNTS).then().statusCode(403);
        asAdmin(leader)
                .header("If-Match", "*")
                .body("{\"role\": \"viewer\", \"enabled\": true, \"password\": \"another-password\"}")
                .put(ACCOUNTS + "/moved");
        as(standby, "moved", PASSWORD).get(ACCOUNTS + "/me").then().statusCode(401);
    }

    @Test
    void knowsALoginOnEveryReplicaAndEndsItOnEveryReplica() {
        // Given
        asAdmin(leader)
                .body("{\"name\": \"roaming\", \"password\": \"%s\", \"role\": \"viewer\"}".formatted(PASSWORD))
                .post(ACCOUNTS);
        String cookie = unchecked()
                .port(leader.httpPort())
                .body("{\"username\": \"roaming\", \"password\": \"%s\"}".formatted(PASSWORD))
                .post("/api/v1/session")
                .cookie("nightdesk_session");
        RequestSpecification browser = unchecked().port(standby.httpPort()).cookie("nightdesk_session", cookie);
        browser.get(ACCOUNTS + "/me").then().statusCode(200);

        // When
        as(leader, "roaming", PASSWORD)
                .body("{\"current\": \"%s\", \"replacement\": \"another-password\"}".formatted(PASSWORD))
                .put(ACCOUNTS + "/me/password")
                .then()
                .statusCode(204);

        // Then
        browser.get(ACCOUNTS + "/me").then().statusCode(401);
    }

    @ParameterizedTest
    @CsvSource({"admin.example, https://admin.example, 200", "elsewhere.example,, 403"})
    void servesPagesOfTheOriginsThatAreConfigured(String host, String allowed, int status) {
        // When
        Response response = asAdmin(standby)
                .header("Origin", "https://" + host)
                .header("Sec-Fetch-Site", "cross-site")
                .get(ACCOUNTS + "/me");

        // Then
        response.then().statusCode(status);
        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(allowed);
    }

    @Test
    void answersCustomersWithoutAnAccountAndSaysHowToCreateOne(@TempDir Path home) throws Exception {
        // Given
        try (Database empty = new Database(home.resolve("postgres"));
                App fresh = new App("no-account", empty, broker).with("NIGHTDESK_ADMIN_PASSWORD", "")) {

            // When
            fresh.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> fresh.metric("nightdesk_leader") == 1);

            // Then
            assertThat(fresh.logText()).containsOnlyOnce("set NIGHTDESK_ADMIN_PASSWORD");
            for (RequestSpecification anybody : List.of(unchecked().port(fresh.httpPort()), asAdmin(fresh))) {
                anybody.get(ACCOUNTS)
                        .then()
                        .statusCode(503)
                        .body("detail", containsString("set NIGHTDESK_ADMIN_PASSWORD"));
            }
        }
    }

    @Test
    void exitsWhenTheConfiguredPasswordIsPoor() throws Exception {
        // Given
        try (App poor = new App("poor-password", database, broker).with("NIGHTDESK_ADMIN_PASSWORD", "short")) {

            // When
            poor.start();

            // Then
            assertThat(poor.exitCode()).isEqualTo(1);
            assertThat(poor.logText()).contains("NIGHTDESK_ADMIN_PASSWORD must have 12 to 72 bytes in UTF-8");
        }
    }
}
