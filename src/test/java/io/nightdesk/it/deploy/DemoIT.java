package io.nightdesk.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightdesk.it.api.Api;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import io.nightdesk.it.harness.Sandbox;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The demo as {@code kubectl} builds it, run without a cluster: with its broker configuration, settings, files, passwords, user,
 * read-only root and the command of the image. Only hosts and ports differ.
 */
@Tag("deploy")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DemoIT {

    private static final String CUSTOMER = "10001";
    private static final String CUSTOMERS_PASSWORD = "customer-of-the-demo";
    private static final String ADMINS_PASSWORD = "admin-of-the-demo";

    @RegisterExtension
    private static final Deployment deployment = Deployment.withoutBroker();

    private final Database database = deployment.database();
    private Path home;
    private Pod pod;
    private DemoBroker broker;
    private Sandbox sandbox;
    private App app;

    @BeforeAll
    void start() throws Exception {
        assumeTrue(
                new ProcessBuilder("setpriv", "--reuid=1001", "true").start().waitFor() == 0,
                "only root can run it as another user");
        Manifests demo = Manifests.of(Manifests.DEPLOY.resolve("overlays/demo"));
        pod = new Pod(demo, "Deployment", "nightdesk");
        home = Sandbox.createFolder("nightdesk-demo-");
        prepare(new Pod(demo, "StatefulSet", "postgres"));
        broker = deployment.closing(new DemoBroker(
                Files.createDirectory(home.resolve("mosquitto")), new Pod(demo, "StatefulSet", "mosquitto")));
        sandbox = new Sandbox(home);
        for (Map.Entry<String, String> file : pod.files().entrySet()) {
            sandbox.write(file.getKey(), file.getValue());
        }
        app = deployment
                .add(App.ofCommand("demo", sandbox.seen(environment()), command()))
                .start();
    }

    /** Creates the user and the database, as the PostgreSQL image does on an empty volume. */
    private void prepare(Pod postgres) throws Exception {
        Map<String, String> environment = postgres.plainEnvironment();
        String user = environment.get("POSTGRES_USER");
        String password = postgres.files().get(environment.get("POSTGRES_PASSWORD_FILE"));
        database.update("create role " + user + " superuser login password '" + password + "'");
        database.update("create database " + environment.get("POSTGRES_DB") + " owner " + user);
        database.requirePassword(user);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(pod.plainEnvironment());
        assertThat(environment)
                .containsEntry("NIGHTDESK_BROKER_HOST", "mosquitto")
                .containsEntry("NIGHTDESK_BROKER_PORT", "1883")
                .containsEntry("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://postgres:5432/nightdesk");
        environment.put("NIGHTDESK_BROKER_HOST", "127.0.0.1");
        environment.put("NIGHTDESK_BROKER_PORT", String.valueOf(broker.port()));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl().replace("/postgres", "/nightdesk"));
        return environment;
    }

    /** The entrypoint of the image with the arguments of the manifest. */
    private List<String> command() throws Exception {
        Dockerfile image = Dockerfile.read(Manifests.DEPLOY.resolve(App.isNative() ? "Dockerfile" : "Dockerfile.jvm"));
        List<String> command =
                new ArrayList<>(image.ofImage("ENTRYPOINT").get(0).exec().orElseThrow());
        if (App.isNative()) {
            sandbox.copy(Path.of(System.getProperty("nightdesk.binary")), command.get(0));
        } else {
            command.set(
                    0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
            sandbox.copy(Path.of(System.getProperty("nightdesk.jar")).getParent(), "/work");
        }
        Manifests.elements(pod.container().path("args")).forEach(word -> command.add(word.asText()));
        JsonNode user = pod.spec().path("securityContext");
        return sandbox.command(
                user.path("runAsUser").asText(), user.path("runAsGroup").asText(), "/work", command);
    }

    @Test
    @Order(1)
    void becomesReadyByItsProbes() {
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            // When
            String path =
                    pod.container().path(probe).path("httpGet").path("path").asText();

            // Then
            await(probe).atMost(Duration.ofSeconds(60)).until(() -> app.managementStatus(path) == 200);
        }
    }

    @Test
    @Order(2)
    void runsAsItsUserWithoutAnyRights() throws Exception {
        // When
        Map<String, String> status = new TreeMap<>();
        Files.readAllLines(Path.of("/proc", String.valueOf(app.pid()), "status"))
                .forEach(line -> status.put(line.split(":", 2)[0], line.split(":", 2)[1].strip()));

        // Then
        assertThat(status.get("Uid").split("\\s+", -1)).containsOnly("1001");
        assertThat(status.get("Gid").split("\\s+", -1)).containsOnly("1001");
        assertThat(status.get("CapBnd")).matches("0+");
        assertThat(status).containsEntry("NoNewPrivs", "1");
    }

    @Test
    @Order(3)
    void runsOnAReadOnlyRoot() throws Exception {
        // Given
        assumeTrue(sandbox.hasOwnRoot(), "mounts are forbidden here, so the app runs on the root of this machine");

        // When
        List<String> mounts = Files.readAllLines(Path.of("/proc", String.valueOf(app.pid()), "mountinfo"));

        // Then
        assertThat(mounts).anyMatch(mount -> mount.matches(".* / / .* - overlay overlay ro,.*"));
    }

    @Test
    @Order(4)
    void answersACustomerByARuleThatTheAdminMade() throws Exception {
        // Given
        Api admin = Api.as(app, "admin", ADMINS_PASSWORD);
        assertThat(admin.post("/api/v1/rules", """
                        {"key": "returns", "title": "退货", "triggers": {"keywords": [{"all": ["退货"]}]},
                         "answers": {"variants": [{"zh": "签收后 7 天内可退。", "en": "Within 7 days."}]}}""").status()).isEqualTo(201);
        await().until(() -> admin.post("/api/v1/try", "{\"text\": \"怎么退货\"}")
                .json()
                .path("outcome")
                .asText()
                .equals("ANSWERED"));
        try (DemoBroker.Customer customer = broker.connect(CUSTOMER, CUSTOMERS_PASSWORD)) {

            // When
            String answer = customer.ask("怎么退货");

            // Then
            assertThat(answer).isEqualTo("签收后 7 天内可退。");
        }
    }

    @Test
    @Order(5)
    void servesTheChatPage() {
        // When
        HttpResponse<String> page = app.http("/");
        HttpResponse<String> settings = app.http("/chat/settings");

        // Then
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<html");
        assertThat(settings.body()).contains("\"webSocketUrl\":\"ws://{host}:8083/mqtt\"");
    }

    @Test
    @Order(6)
    void logsNoWarning() throws Exception {
        assertThat(app.logText().lines()).noneMatch(line -> line.matches(".* (WARN|ERROR) .*"));
    }

    @Test
    @Order(7)
    void exitsWithinItsGracePeriod() throws Exception {
        // When
        app.requestStop();

        // Then
        app.exitCode(pod.gracePeriod());
    }
}
