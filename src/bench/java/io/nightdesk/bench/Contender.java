package io.nightdesk.bench;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process that answers frames: a build of the app, or the echo. */
interface Contender extends AutoCloseable {

    Duration PATIENCE = Duration.ofSeconds(60);

    String name();

    /** Starts it and waits until it takes frames; how long that took. */
    Duration start() throws Exception;

    long pid();

    /** Whether it needs some time under load before it is as fast as it gets. */
    boolean warmsUp();

    /** How long after {@code began} it was ready; asks often, because a native start takes milliseconds. */
    private static Duration awaitReady(String name, long began, Callable<Boolean> ready, BooleanSupplier alive)
            throws Exception {
        while (!ready.call()) {
            if (!alive.getAsBoolean() || System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new IllegalStateException(name + " does not get ready, see target/apps");
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** The app as packaged: what {@code java -jar} runs, or the native binary. */
    final class Desk implements Contender {
        private final boolean nativeBinary;
        private final App app;

        Desk(boolean nativeBinary, List<String> jvmOptions, Database database, Broker broker, int replyQos) {
            this.nativeBinary = nativeBinary;
            this.app = new App("bench-" + (nativeBinary ? "native" : "jvm"), database, broker)
                    .as(nativeBinary, jvmOptions)
                    .with("NIGHTDESK_REPLY_QOS", String.valueOf(replyQos))
                    // Each question is to be answered, and a customer's are few and may be the same.
                    .with("NIGHTDESK_REPEAT_WITHIN", "0s");
        }

        @Override
        public String name() {
            return nativeBinary ? "desk, native" : "desk, JVM";
        }

        @Override
        public Duration start() throws Exception {
            Duration ready = startReady();
            // Until nothing comes for a while it takes every frame for one that waited at the broker, and looks it up.
            Contender.awaitReady(name(), System.nanoTime(), () -> app.metric("nightdesk_backlog") == 0, app::isAlive);
            return ready;
        }

        /** Starts it and waits until it is ready, whether or not something still waits at the broker. */
        Duration startReady() throws Exception {
            long began = System.nanoTime();
            app.start();
            return Contender.awaitReady(name(), began, app::isReady, app::isAlive);
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
            command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString()));
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
        public Duration start() throws Exception {
            Path log = Files.createDirectories(Path.of("target", "apps")).resolve("bench-echo.log");
            Files.deleteIfExists(log);
            long began = System.nanoTime();
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return Contender.awaitReady(
                    name(), began, () -> Files.readString(log).contains("echo is ready"), process::isAlive);
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
