package io.nightdesk.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that are not ours, each with its own libraries: their tests are in {@code src/test/js} and run under Node. */
@Tag("clients")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NodeClientsIT {

    private static final Path SOURCE = Path.of("src", "test", "js");
    /** A copy, so that what npm installs stays out of the source tree. */
    private static final Path HOME = Path.of("target", "js");
    /** Generates code for google-protobuf. */
    private static final Path PROTOC = Path.of("target", "protoc", "protoc");

    private Database database;
    private Broker broker;
    private App app;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        install();
        database = new Database(home.resolve("postgres"));
        broker = Broker.Mosquitto.withWebSocket(home.resolve("mosquitto"));
        Ports.awaitOpen(broker.webSocketPort());
        // The clients ask the same questions as the same customers, one client after the other.
        app = new App("clients", database, broker)
                .with("NIGHTDESK_REPEAT_WITHIN", "0s")
                .with("NIGHTDESK_REPLIES_PER_HOUR", "200")
                .start()
                .awaitReady();
        database.loadSamples();
        app.awaitSampleRules();
    }

    @AfterAll
    void stop() throws Exception {
        app.close();
        broker.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"paho", "google-protobuf", "mqttjs"})
    void answers(String client) throws Exception {
        // Given
        String tests = client + ".test.js";

        // When
        int exitCode = run(client, surroundings(), "node", "--test", "--test-reporter=spec", tests);

        // Then
        assertThat(exitCode).as("%s, see above", tests).isZero();
    }

    private static void install() throws Exception {
        copy();
        Path lock = HOME.resolve("package-lock.json");
        Path installed = HOME.resolve("node_modules").resolve("installed-lock.json");
        if (Files.exists(installed) && Files.mismatch(lock, installed) < 0) {
            return;
        }
        assertThat(run("npm", Map.of(), "npm", "ci"))
                .as("npm ci in %s, see above; it needs a package registry", HOME)
                .isZero();
        Files.copy(lock, installed);
    }

    private static void copy() throws IOException {
        Files.createDirectories(HOME);
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, HOME.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        assertThat(PROTOC.toFile().setExecutable(true))
                .as("%s is there; -Pclients fetches it in the phase generate-test-resources", PROTOC)
                .isTrue();
    }

    private Map<String, String> surroundings() {
        return Map.of(
                "NIGHTDESK_DESK", App.DESK,
                "NIGHTDESK_HTTP", "http://127.0.0.1:" + app.httpPort(),
                "NIGHTDESK_MQTT_PORT", String.valueOf(broker.port()),
                "NIGHTDESK_WEB_SOCKET_PORT", String.valueOf(broker.webSocketPort()),
                "NIGHTDESK_SAMPLES", absolute(Path.of("src", "main", "resources", "sample")),
                "NIGHTDESK_PROTO", absolute(Path.of("proto")),
                "NIGHTDESK_PROTOC", absolute(PROTOC));
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().toString();
    }

    /** The exit code; what the program said is on the console, by way of a file, for a program may hang. */
    private static int run(String name, Map<String, String> environment, String... command) throws Exception {
        Path log = Files.createDirectories(Path.of("target", "it-logs")).resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = start(builder);
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        Files.copy(log, System.out);
        assertThat(ended).as("%s ends", String.join(" ", command)).isTrue();
        return process.exitValue();
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError("the clients need node (20 or later) and npm on the path", e);
        }
    }
}
