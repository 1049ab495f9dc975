package io.nightdesk.it.brokers;

import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.ChildProcesses;
import io.nightdesk.it.harness.Ports;
import io.nightdesk.it.harness.ProcessLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A broker that is a process of its own, with all its files in one folder. */
abstract class BrokerProcess implements Broker {

    private final Path home;
    private final int port = Ports.free();
    private final ProcessLog log;
    private @Nullable Process process;

    BrokerProcess(String name, Path home) {
        this.home = home;
        this.log = ProcessLog.create(name);
    }

    /** Writes the configuration, and returns what starts the broker with it. */
    abstract ProcessBuilder prepare() throws IOException;

    final Path home() {
        return home;
    }

    @Override
    public final int port() {
        return port;
    }

    @Override
    public final Optional<Long> pid() {
        return Optional.ofNullable(process).map(Process::pid);
    }

    @Override
    public void start() throws IOException {
        Files.createDirectories(home);
        process = launch(prepare());
        Ports.awaitOpen(port);
    }

    final Process launch(ProcessBuilder builder) throws IOException {
        return ChildProcesses.start(builder.redirectErrorStream(true).redirectOutput(log.redirect()));
    }

    @Override
    public void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor();
        }
    }

    @Override
    public final void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Nothing is kept, so the broker need not take its time. */
    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }
}
