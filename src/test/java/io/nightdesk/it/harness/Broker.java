package io.nightdesk.it.harness;

import static org.awaitility.Awaitility.await;

import io.nightdesk.dev.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A real broker on a loopback port. */
public interface Broker extends AutoCloseable {

    int port();

    /** For browsers; the path is {@code /mqtt}, which Mosquitto ignores. */
    default int webSocketPort() {
        throw new UnsupportedOperationException("this broker serves clients over TCP only");
    }

    /** The process id, if the broker is a process of its own. */
    default Optional<Long> pid() {
        return Optional.empty();
    }

    /** Starts the broker, after {@link #stop} with its former sessions if it persists them. */
    void start() throws IOException;

    void stop() throws IOException, InterruptedException;

    /** Ends the broker as a crash does. */
    void kill() throws IOException, InterruptedException;

    @Override
    default void close() throws IOException, InterruptedException {
        stop();
    }

    /** The broker of dev mode; it loses its sessions when it stops. */
    final class Embedded implements Broker {
        private final int port;
        private final int webSocketPort;
        private @Nullable EmbeddedBroker broker;

        private Embedded(int port, int webSocketPort) {
            this.port = port;
            this.webSocketPort = webSocketPort;
        }

        /** Starts at once. */
        public Embedded() throws IOException {
            this(Ports.free(), Ports.free());
            start();
        }

        public static Embedded stopped() {
            return new Embedded(Ports.free(), Ports.free());
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

        /** It has nothing on disk that a crash could spare. */
        @Override
        public void kill() {
            stop();
        }
    }

    /** Debian's Mosquitto with the settings that the broker set-up demands. */
    final class Mosquitto extends BrokerProcess {
        private final int webSocketPort;
        private final String settings;

        private Mosquitto(Path home, int port, int webSocketPort, String settings) {
            super("mosquitto", home, port);
            this.webSocketPort = webSocketPort;
            this.settings = settings + "\nuser root\nlog_dest stdout\n";
        }

        /** For clients over TCP only: a WebSocket listener slows this broker down for all. Starts at once. */
        public static Mosquitto forTcp(Path home) throws IOException {
            Mosquitto broker = stopped(home);
            broker.start();
            return broker;
        }

        /** With settings of the test's, listeners included. Starts at once. */
        public static Mosquitto with(Path home, int port, int webSocketPort, String settings) throws IOException {
            Mosquitto broker = new Mosquitto(home, port, webSocketPort, settings);
            broker.start();
            return broker;
        }

        public static Mosquitto stopped(Path home) {
            return stopped(home, Ports.free(), "");
        }

        static Mosquitto stoppedWithWebSocket(Path home) {
            int webSocketPort = Ports.free();
            return stopped(home, webSocketPort, "listener %d 127.0.0.1\nprotocol websockets".formatted(webSocketPort));
        }

        private static Mosquitto stopped(Path home, int webSocketPort, String webSocketListener) {
            int port = Ports.free();
            return new Mosquitto(home, port, webSocketPort, """
                listener %d 127.0.0.1
                %s
                allow_anonymous true
                persistence true
                persistence_location %s/
                max_queued_messages 1000000
                max_queued_bytes 0
                max_inflight_messages 256
                set_tcp_nodelay true
                """.formatted(port, webSocketListener, home));
        }

        /** Writes a password file in which all users have the same password. */
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

        @Override
        public int webSocketPort() {
            return webSocketPort;
        }

        @Override
        protected ProcessBuilder prepare() throws IOException {
            Path file = Files.writeString(home().resolve("mosquitto.conf"), settings);
            return new ProcessBuilder("mosquitto", "-c", file.toString());
        }

        /** Persists the sessions: a {@link #kill} loses those since the last time. */
        public void save() throws Exception {
            Path saved = home().resolve("mosquitto.db");
            Files.deleteIfExists(saved);
            Signals.send("-USR1", pid().orElseThrow());
            await().until(() -> Files.exists(saved));
        }
    }
}
