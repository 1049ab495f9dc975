package io.nightdesk.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * The service as it is deployed: a real database, a real broker, and replicas of the packaged app as processes. Registered in a
 * static field it lasts for all tests of the class, in an instance field for one test.
 *
 * <p>Database and broker are started before the test's own {@code @BeforeAll} and {@code @BeforeEach} methods, replicas when the
 * test starts them. Everything is closed in reverse order, whatever fails: what a test adds when that test ends, the rest with
 * the deployment. When a test fails, the last lines of each replica's log are printed.
 */
public final class Deployment implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    /** Longer than Awaitility's own default, so that tests pass on a busy machine. */
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    static {
        Awaitility.setDefaultTimeout(DEFAULT_TIMEOUT);
    }

    private final Path folder;
    private final Database database;
    private final Optional<Broker> broker;
    private final List<App> replicas = new ArrayList<>();
    private final Resources resources = new Resources();
    private final Resources testResources = new Resources();
    private boolean isClassScoped;
    private boolean isInTest;
    private String testName = "";

    private Deployment(Function<Path, Optional<Broker>> broker) {
        try {
            folder = Files.createTempDirectory("nightdesk-it-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.database = Database.stopped(folder.resolve("postgres"));
        this.broker = broker.apply(folder.resolve("broker"));
        resources.add(this::deleteFolder);
        resources.add(database);
        this.broker.ifPresent(resources::add);
    }

    public static Deployment withEmbeddedBroker() {
        return new Deployment(folder -> Optional.of(Broker.Embedded.stopped()));
    }

    /** For clients over TCP only. */
    public static Deployment withMosquitto() {
        return new Deployment(folder -> Optional.of(Broker.Mosquitto.stopped(folder)));
    }

    public static Deployment withMosquittoAndWebSocket() {
        return new Deployment(folder -> Optional.of(Broker.Mosquitto.stoppedWithWebSocket(folder)));
    }

    /**
     * With a broker of the test's.
     *
     * @param broker creates the broker, which is not started yet, with its files in the given folder
     */
    public static Deployment with(Function<Path, Broker> broker) {
        return new Deployment(folder -> Optional.of(broker.apply(folder)));
    }

    /** For tests that use no broker, or start their own. */
    public static Deployment withoutBroker() {
        return new Deployment(folder -> Optional.empty());
    }

    public Database database() {
        return database;
    }

    public Broker broker() {
        return broker.orElseThrow(() -> new IllegalStateException("this deployment has no broker"));
    }

    /** For the test's own files; deleted with the deployment. */
    public Path folder() {
        return folder;
    }

    /** A replica that is not started yet. */
    public App replica(String name) {
        return replica(name, broker());
    }

    public App replica(String name, Broker at) {
        return add(new App(name, database, at));
    }

    /** Makes the app one of the replicas, which are closed with the deployment and whose logs are printed on a failure. */
    public App add(App app) {
        app.logUnder(() -> testName);
        replicas.add(app);
        return closing(app);
    }

    public Customers customers() throws Exception {
        return closing(new Customers(broker().port()));
    }

    /** Closes the resource when the current test ends, or with the deployment if no test is running. */
    public <T extends AutoCloseable> T closing(T resource) {
        (isClassScoped && isInTest ? testResources : resources).add(resource);
        return resource;
    }

    /** Starts one after the other, so that the first becomes leader, and awaits that each is ready. */
    public void start(App... started) throws IOException {
        for (App replica : started) {
            replica.start().awaitReady();
        }
    }

    /** As {@link #start}, and then loads the sample rules and orders of dev mode. */
    public void startWithSamples(App... started) throws IOException, SQLException {
        start(started);
        database.loadSamples();
        for (App replica : started) {
            replica.awaitSampleRules();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        isClassScoped = true;
        testName = context.getRequiredTestClass().getSimpleName();
        startDatabaseAndBroker();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        isInTest = true;
        testName = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
        logs().forEach(ProcessLog::beginTest);
        if (!isClassScoped) {
            startDatabaseAndBroker();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        printLogsIfFailed(context);
        isInTest = false;
        (isClassScoped ? testResources : resources).close();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        printLogsIfFailed(context);
        resources.close();
    }

    private void startDatabaseAndBroker() throws IOException {
        database.start();
        if (broker.isPresent()) {
            broker.get().start();
        }
    }

    private void printLogsIfFailed(ExtensionContext context) {
        boolean hasFailed = context.getExecutionException()
                .filter(failure -> !(failure instanceof TestAbortedException))
                .isPresent();
        if (hasFailed) {
            System.out.printf("%n%s failed. Its processes printed:%n%n", testName);
            logs().forEach(log -> System.out.println(log.lastLines()));
        }
    }

    private Stream<ProcessLog> logs() {
        return replicas.stream().flatMap(replica -> replica.log().stream());
    }

    private void deleteFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
