package io.nightdesk.bench;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.ChildProcesses;
import io.nightdesk.it.harness.ProcessLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An echo as a process of its own, which connects and disconnects in turn, once for each line on its input. */
final class EchoProcess implements Contender {

    /** What an echo prints each time that its subscription was granted, or that it has disconnected. */
    static final String READY = "echo is ready";

    static final String DISCONNECTED = "echo is disconnected";

    /** An echo has so much less code to compile than Nightdesk. */
    private static final int JAVA_SHARE = 3;

    private static final Duration MIN_WARMUP = Duration.ofSeconds(1);

    private final String name;
    private final boolean isJava;
    private final List<String> command;
    private final ProcessLog log;
    private Process process;

    private EchoProcess(String name, boolean isJava, List<String> command) {
        this.name = name;
        this.isJava = isJava;
        this.command = command;
        this.log = ProcessLog.create("bench-" + name.replaceAll("[^a-zA-Z]+", "-"));
    }

    /** {@link Echo}, which commits to a database if there is one. */
    static EchoProcess ofJava(List<String> jvmOptions, int brokerPort, Setting setting, Optional<String> jdbcUrl) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Echo.class.getName()));
        command.addAll(arguments(brokerPort, setting));
        jdbcUrl.ifPresent(command::add);
        return new EchoProcess(jdbcUrl.isPresent() ? "echo + commit" : "echo", true, command);
    }

    /** The compiled {@code echo.c}. */
    static EchoProcess ofC(Path binary, int brokerPort, Setting setting) {
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(arguments(brokerPort, setting));
        return new EchoProcess("echo in C", false, command);
    }

    private static List<String> arguments(int brokerPort, Setting setting) {
        return List.of(
                String.valueOf(brokerPort),
                String.valueOf(setting.qos()),
                setting.topology().replyTopic(),
                App.DESK);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() throws Exception {
        process = ChildProcesses.start(
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.redirect()));
        reconnect();
    }

    @Override
    public void disconnect() throws Exception {
        command(DISCONNECTED);
    }

    @Override
    public void reconnect() throws Exception {
        command(READY);
    }

    /** Sends a line, which makes the echo connect or disconnect, and waits for the answer. */
    private void command(String answer) throws Exception {
        long before = count(answer);
        process.getOutputStream().write("\n".getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        Contender.await(name + ": " + answer, System.nanoTime(), () -> count(answer) > before, process::isAlive);
    }

    private long count(String line) {
        return log.text().lines().filter(line::equals).count();
    }

    @Override
    public void settle() {
        // An echo keeps no state.
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Duration warmup(Duration jvm) {
        return isJava ? jvm.dividedBy(JAVA_SHARE) : MIN_WARMUP;
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor();
        }
    }
}
