package io.nightdesk.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that answers frames: a build of the app, or the echo. */
interface Contender extends AutoCloseable {

    String name();

    /** Starts it and waits until it takes frames; how long that took. */
    Duration start() throws Exception;

    long pid();

    /** Whether it needs some time under load before it is as fast as it gets. */
    boolean warmsUp();

    /** The app as packaged: what {@code java -jar} runs, or the native binary. */
    final class Desk implements Contender {
        private final boolean nativeBinary;
        private final App app;

        Desk(boolean nativeBinary, List<String> jvmOptions, Database database, Broker broker, int replyQos) {
            this.nativeBinary = nativeBinary;
            this.app = new App("bench-" + (nativeBinary ? "native" : "jvm"), database, broker)
                    .as(nativeBinary, jvmOptions)
                    .with("NIGHTDESK_REPLY_QOS", String.valueOf(replyQos));
        }

        @Override
        public String name() {
            return nativeBinary ? "desk, native" : "desk, JVM";
        }

        @Override
        public Duration start() throws IOException, InterruptedException {
            long began = System.nanoTime();
            app.start();
            while (!app.isReady()) {
                if (!app.isAlive() || System.nanoTime() - began > 60_000_000_000L) {
                    throw new IllegalStateException(name() + " does not get ready: " + app.logText());
                }
                TimeUnit.MILLISECONDS.sleep(2);
            }
            return Duration.ofNanos(System.nanoTime() - began);
        }

        @Override
        public long pid() {
            return app.pid();
        }

        @Override
        public boolean warmsUp() {
            return !nativeBinary;
        }

        @Override
        public void close() throws InterruptedException {
            app.stop();
        }
    }

    /** {@link Echo} on the class path of this process. */
    final class Yardstick implements Contender {
        private final List<String> command;
        private Process process;

        Yardstick(List<String> jvmOptions, Broker broker, int replyQos) {
            command = new java.util.ArrayList<>(
                    List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(jvmOptions);
            command.addAll(List.of(
                    "-cp",
                    System.getProperty("java.class.path"),
                    Echo.class.getName(),
                    String.valueOf(broker.port()),
                    String.valueOf(replyQos)));
        }

        @Override
        public String name() {
            return "echo";
        }

        @Override
        public Duration start() throws IOException, InterruptedException {
            Path log = Files.createDirectories(Path.of("target", "it-logs")).resolve("bench-echo.log");
            Files.deleteIfExists(log);
            long began = System.nanoTime();
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            while (!Files.exists(log) || !Files.readString(log).contains("echo is ready")) {
                if (!process.isAlive() || System.nanoTime() - began > 60_000_000_000L) {
                    throw new IllegalStateException("the echo does not get ready, see " + log);
                }
                TimeUnit.MILLISECONDS.sleep(2);
            }
            return Duration.ofNanos(System.nanoTime() - began);
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public boolean warmsUp() {
            return true;
        }

        @Override
        public void close() throws InterruptedException {
            process.destroy();
            process.waitFor();
        }
    }
}
