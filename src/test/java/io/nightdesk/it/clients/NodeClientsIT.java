package io.nightdesk.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.ChildProcesses;
import io.nightdesk.it.harness.Deployment;
import io.nightdesk.it.harness.Ports;
import io.nightdesk.it.harness.ProcessLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Independent clients with libraries of their own; their tests are in {@code src/test/js} and run under Node. */
@Tag("clients")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NodeClientsIT {

    private static final Path SOURCE = Path.of("src", "test", "js");
    /** A copy, so that npm installs nothing in the source tree. */
    private static final Path HOME = Path.of("target", "js");
    /** Generates code for google-protobuf. */
    private static final Path PROTOC = Path.of("target", "protoc", "protoc");

    @RegisterExtension
    private static final Deployment deployment = Deployment.withMosquittoAndWebSocket();

    private final Broker broker = deployment.broker();
    // The clients ask the same questions as the same customers, one client after the other.
    private final App app =
            deployment.replica("desk").with("NIGHTDESK_REPEAT_WITHIN", "0s").with("NIGHTDESK_REPLIES_PER_HOUR", "200");

    @BeforeAll
    void start() throws Exception {
        install();
        Ports.awaitOpen(broker.webSocketPort());
        deployment.startWithSamples(app);
    }

    @ParameterizedTest
    @ValueSource(strings = {"paho", "google-protobuf", "mqttjs"})
    void answers(String client) throws Exception {
        // Given
        String tests = client + ".test.js";

        // When
        int exitCode = run(client, environment(), "node", "--test", "--test-reporter=spec", tests);

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

    private Map<String, String> environment() {
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

    /** Returns the exit code and prints the output at the end, from a file because the program may hang. */
    private static int run(String name, Map<String, String> environment, String... command) throws Exception {
        ProcessLog log = ProcessLog.create("NodeClientsIT." + name);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.redirect());
        builder.environment().putAll(environment);
        Process process = start(builder);
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        System.out.println(log.text());
        assertThat(ended).as("%s ends", String.join(" ", command)).isTrue();
        return process.exitValue();
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return ChildProcesses.start(builder);
        } catch (IOException e) {
            throw new AssertionError("the clients need node (20 or later) and npm on the path", e);
        }
    }
}
