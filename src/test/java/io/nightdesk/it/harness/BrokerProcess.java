package io.nightdesk.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A broker that is a process of its own, with all its files in one folder. */
public abstract class BrokerProcess implements Broker {

    private final String name;
    private final Path home;
    private final int port;
    private final ProcessLog log;
    private @Nullable Process process;

    protected BrokerProcess(String name, Path home, int port) {
        this.name = name;
        this.home = home;
        this.port = port;
        this.log = ProcessLog.create(name);
    }

    /** Writes the configuration, and returns what starts the broker with it. */
    protected abstract ProcessBuilder prepare() throws IOException;

    protected final Path home() {
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

    /** Starts a process that writes to the log of the broker. */
    protected final Process launch(ProcessBuilder builder) throws IOException {
        return ChildProcesses.start(builder.redirectErrorStream(true).redirectOutput(log.redirect()));
    }

    @Override
    public final void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " did not stop");
            }
            process = null;
        }
    }

    @Override
    public final void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly();
            stop();
        }
    }
}
