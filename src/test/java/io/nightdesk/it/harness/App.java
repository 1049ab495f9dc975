package io.nightdesk.it.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One replica of the packaged app as a process: the native binary if this build made one, otherwise the jar. */
public final class App implements AutoCloseable {

    public static final String DESK = "88888";
    public static final String ADMIN_PASSWORD = "admin-of-the-tests";

    /** What {@code deploy/base/deployment.yaml} gives the native binary. */
    public static final List<String> NATIVE_OPTIONS = List.of("-Xmx192m", "-Xmn16m");

    private static final List<String> SMALL_JVM = List.of("-Xmx192m", "-XX:+ExitOnOutOfMemoryError");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final String name;
    private final Map<String, String> environment = new HashMap<>();
    private final int httpPort = Ports.free();
    private final int managementPort = Ports.free();
    private List<String> command =
            isNative() ? nativeCommand(NATIVE_OPTIONS) : jvmCommand(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1"));
    private boolean inherits = true;
    private Supplier<String> logPrefix = () -> "";
    private @Nullable ProcessLog log;
    private @Nullable Process process;

    private App(String name) {
        this.name = name;
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(httpPort));
        environment.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
    }

    /** Runs the command with nothing in its environment but the given variables and its ports. */
    public static App ofCommand(String name, Map<String, String> environment, List<String> command) {
        App app = new App(name);
        app.environment.putAll(environment);
        app.inherits = false;
        app.command = command;
        return app;
    }

    public App(String name, Database database, Broker broker) {
        this(name, database.jdbcUrl(), broker.port());
    }

    public App(String name, String jdbcUrl, int brokerPort) {
        this(name);
        environment.put("NIGHTDESK_CUSTOMER_ID", DESK);
        environment.put("NIGHTDESK_BROKER_PORT", String.valueOf(brokerPort));
        environment.put("NIGHTDESK_TOPIC_OUT", "PTP/{receiver_uid}");
        environment.put("NIGHTDESK_ADMIN_PASSWORD", ADMIN_PASSWORD);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl);
        environment.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
    }

    public App with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs the given build of the app, whichever build the test run is for. */
    public App as(boolean nativeBinary, List<String> options) {
        command = nativeBinary ? nativeCommand(options) : jvmCommand(options);
        return this;
    }

    /** Runs the app with the memory of the native binary in a pod, whichever build the test run is for. */
    public App withMemoryOfAPod() {
        return as(isNative(), isNative() ? NATIVE_OPTIONS : SMALL_JVM);
    }

    public App start() throws IOException {
        if (log == null) {
            log = ProcessLog.create(logPrefix.get() + name);
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (!inherits) {
            builder.environment().keySet().retainAll(Set.of("PATH"));
        }
        builder.environment().putAll(environment);
        builder.redirectOutput(log.redirect());
        process = ChildProcesses.start(builder);
        return this;
    }

    public static boolean isNative() {
        return Boolean.getBoolean("nightdesk.native");
    }

    private static List<String> nativeCommand(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("nightdesk.binary"));
        command.addAll(options);
        return command;
    }

    private static List<String> jvmCommand(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", System.getProperty("nightdesk.jar")));
        return command;
    }

    public App awaitReady() {
        await(name + " ready")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(this::isReady);
        return this;
    }

    /** Waits until the rules of {@link Database#loadSamples} are in force. */
    public void awaitSampleRules() throws IOException {
        awaitRules(Database.sample("rules").size());
    }

    /** Waits until that many enabled rules are in force. */
    public void awaitRules(int count) {
        await(count + " rules at " + name).until(() -> metric("nightdesk_rules{state=\"enabled\"}") == count);
    }

    public boolean isReady() {
        return health("ready") == 200;
    }

    /** Whether this replica reports itself as the leader. */
    public boolean isLeader() {
        return body("/q/health/ready").replace(" ", "").contains("\"leader\":true");
    }

    public int health(String kind) {
        return managementStatus("/q/health/" + kind);
    }

    public int managementStatus(String path) {
        return get(managementPort, path).map(HttpResponse::statusCode).orElse(0);
    }

    public String body(String path) {
        return get(managementPort, path).map(HttpResponse::body).orElse("");
    }

    /** The base URL of the main port, with a trailing slash. */
    public String url() {
        return "http://127.0.0.1:" + httpPort + "/";
    }

    public int httpPort() {
        return httpPort;
    }

    public HttpResponse<String> http(String path) {
        return get(httpPort, path).orElseThrow();
    }

    /** The value of a counter or gauge; 0 if it is not registered yet. */
    public double metric(String series) {
        return body("/q/metrics")
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    public double frames(String outcome) {
        return metric("nightdesk_frames_total{outcome=\"" + outcome + "\"}");
    }

    /** Its output since the first start. */
    public String logText() {
        return log().map(ProcessLog::text).orElse("");
    }

    /** The log; empty before the first start. */
    Optional<ProcessLog> log() {
        return Optional.ofNullable(log);
    }

    /** Prefixes the name of the log with that of the test which first starts the app. */
    void logUnder(Supplier<String> test) {
        logPrefix = () -> test.get() + ".";
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public int exitCode() throws InterruptedException {
        return exitCode(Duration.ofSeconds(30));
    }

    public int exitCode(Duration timeout) throws InterruptedException {
        if (!process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(name + " did not exit within " + timeout);
        }
        return process.exitValue();
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        exitCode();
    }

    /** SIGTERM. */
    public void stop() throws InterruptedException {
        process.destroy();
        exitCode();
    }

    /** SIGTERM, without waiting for the exit. */
    public void requestStop() {
        process.destroy();
    }

    private static Optional<HttpResponse<String>> get(int port, String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return Optional.of(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (isAlive()) {
            kill();
        }
    }
}
