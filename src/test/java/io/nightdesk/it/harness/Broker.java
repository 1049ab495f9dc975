package io.nightdesk.it.harness;

import static org.awaitility.Awaitility.await;

import io.nightdesk.dev.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real broker on a loopback port. */
public interface Broker extends AutoCloseable {

    int port();

    /** For browsers; the path is {@code /mqtt}, which Mosquitto does not look at. */
    int webSocketPort();

    /** The broker's process, where it is one of its own. */
    default Optional<Long> pid() {
        return Optional.empty();
    }

    /** Starts again what {@link #stop} ended, with the sessions it had if it keeps them. */
    void start() throws IOException;

    void stop() throws IOException, InterruptedException;

    @Override
    default void close() throws IOException, InterruptedException {
        stop();
    }

    /** The one of dev mode; forgets everything when it stops. */
    public final class Embedded implements Broker {
        private final int port = Ports.free();
        private final int webSocketPort = Ports.free();
        private EmbeddedBroker broker;

        public Embedded() throws IOException {
            start();
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public int webSocketPort() {
            return webSocketPort;
        }

        @Override
        public void start() throws IOException {
            broker = EmbeddedBroker.start(port, webSocketPort);
        }

        @Override
        public void stop() {
            if (broker != null) {
                broker.close();
                broker = null;
            }
        }
    }

    /** Debian's Mosquitto with the settings that the README demands. */
    public final class Mosquitto implements Broker {
        private final Path home;
        private final int port;
        private final int webSocketPort;
        private Process process;

        private Mosquitto(Path home, int port, int webSocketPort, String settings) throws IOException {
            this.home = home;
            this.port = port;
            this.webSocketPort = webSocketPort;
            Files.createDirectories(home);
            Files.writeString(home.resolve("mosquitto.conf"), settings);
            start();
        }

        /** For clients over TCP only: a listener for WebSockets slows this broker down for all. */
        public static Mosquitto forTcp(Path home) throws IOException {
            return open(home, Ports.free(), Ports.free(), "");
        }

        public static Mosquitto withWebSocket(Path home) throws IOException {
            int webSocketPort = Ports.free();
            return open(
                    home,
                    Ports.free(),
                    webSocketPort,
                    "listener %d 127.0.0.1\nprotocol websockets".formatted(webSocketPort));
        }

        /** With settings of the caller's, who says where they let it listen; its log is added to them. */
        public static Mosquitto with(Path home, int port, int webSocketPort, String settings) throws IOException {
            return new Mosquitto(home, port, webSocketPort, settings + "\nuser root\nlog_dest file " + log() + "\n");
        }

        private static Mosquitto open(Path home, int port, int webSocketPort, String listeners) throws IOException {
            return with(home, port, webSocketPort, """
                    listener %d 127.0.0.1
                    %s
                    allow_anonymous true
                    persistence true
                    persistence_location %s/
                    max_queued_messages 0
                    max_queued_bytes 0
                    max_inflight_messages 256
                    set_tcp_nodelay true
                    """.formatted(port, listeners, home));
        }

        /** Makes a file of passwords in which all users have the same one. */
        public static void writePasswords(Path file, String password, List<String> users) throws Exception {
            Files.createFile(file);
            for (String user : users) {
                int code = new ProcessBuilder("mosquitto_passwd", "-b", file.toString(), user, password)
                        .start()
                        .waitFor();
                if (code != 0) {
                    throw new IllegalStateException("mosquitto_passwd failed for " + user);
                }
            }
        }

        private static Path log() throws IOException {
            return Files.createDirectories(Path.of("target", "it-logs"))
                    .resolve("mosquitto.log")
                    .toAbsolutePath();
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public int webSocketPort() {
            return webSocketPort;
        }

        @Override
        public Optional<Long> pid() {
            return Optional.of(process.pid());
        }

        @Override
        public void start() throws IOException {
            process = new ProcessBuilder(
                            "mosquitto", "-c", home.resolve("mosquitto.conf").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("mosquitto.out").toFile())
                    .start();
            Ports.awaitOpen(port);
        }

        /** Saves what it knows of sessions by now, which a {@link #kill} then leaves it. */
        public void save() throws Exception {
            Path saved = home.resolve("mosquitto.db");
            Files.deleteIfExists(saved);
            new ProcessBuilder("kill", "-USR1", String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            await().until(() -> Files.exists(saved));
        }

        /** Ends it with nothing saved: what it knew of sessions since it started is gone. */
        public void kill() throws InterruptedException {
            process.destroyForcibly();
            stop();
        }

        @Override
        public void stop() throws InterruptedException {
            if (process != null) {
                process.destroy();
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    throw new AssertionError("Mosquitto does not stop");
                }
                process = null;
            }
        }
    }
}
