package io.nightdesk.bench;

import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the packaged app takes of a machine, as a native binary and on the JVM, in one run: its size, the time until it is
 * ready with a migrated database, and its resident memory once it has answered many frames. Prints a table.
 *
 * <p>System properties: {@code footprint.starts} (7), {@code footprint.replies} (100000), {@code footprint.builds} (jvm,native),
 * {@code bench.native} (options of the native binary).
 */
public final class Footprint {

    /** What a small pod would be given. */
    private static final List<String> JVM = List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC");

    private static final Duration TIME_OF_A_RUN = Duration.ofSeconds(5);
    private static final Setting SETTING = new Setting(Topology.INBOUND_TOPIC, 2);

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final int starts = Integer.getInteger("footprint.starts", 7);
    private final String builds = System.getProperty("footprint.builds", "jvm,native");
    private final int replies = Integer.getInteger("footprint.replies", 100_000);

    private Footprint() {}

    public static void main(String[] args) throws Exception {
        new Footprint().run();
    }

    private void run() throws Exception {
        Path home = Files.createTempDirectory(Path.of("target"), "footprint").toAbsolutePath();
        Path jar = Path.of(System.getProperty("nightdesk.jar")).getParent();
        Path binary = Path.of(System.getProperty("nightdesk.binary"));
        StringBuilder table = new StringBuilder();
        try (Database database = new Database(home.resolve("postgres"))) {
            // So that what is measured as a start includes no migration.
            Benchmark.prepare(database, home.resolve("prepare"));
            try (Broker broker = Broker.Mosquitto.forTcp(home.resolve("broker"))) {
                if (builds.contains("jvm")) {
                    table.append(row("JVM", mib(jar), false, database, broker));
                }
                if (builds.contains("native") && Files.exists(binary)) {
                    table.append(row("native", mib(binary), true, database, broker));
                }
            }
        } finally {
            Benchmark.delete(home);
        }
        out.printf(
                "%s: %d processors, Java %s, median of %d starts, memory after %d replies%n%n",
                Instant.now(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                starts,
                replies);
        out.println("| | size on disk | ready after | resident when ready | after the replies | of that no pages of"
                + " files |");
        out.println("|---|---|---|---|---|---|");
        out.print(table);
    }

    private String row(String name, double size, boolean nativeBinary, Database database, Broker broker)
            throws Exception {
        double[] millis = new double[starts];
        double ready = 0;
        for (int i = 0; i < starts; i++) {
            try (Desk desk = desk(nativeBinary, database, broker)) {
                millis[i] = desk.startReady().toNanos() / 1e6;
                ready = Costs.residentMib(desk.pid());
            }
        }
        Arrays.sort(millis);
        return String.format(
                Locale.ROOT,
                "| %s | %.0f MiB | %.0f ms | %.0f MiB | %s |%n",
                name,
                size,
                millis[starts / 2],
                ready,
                residentAfterReplies(nativeBinary, database, broker));
    }

    private String residentAfterReplies(boolean nativeBinary, Database database, Broker broker) throws Exception {
        try (Desk desk = desk(nativeBinary, database, broker);
                Load load = new Load(broker.port(), SETTING.qos(), SETTING.topology())) {
            desk.start();
            for (long answered = 0; answered < replies; ) {
                answered += load.measure(Pressure.HALF, TIME_OF_A_RUN).nanos().length;
            }
            return "%.0f MiB | %.0f MiB".formatted(Costs.residentMib(desk.pid()), Costs.ownMib(desk.pid()));
        }
    }

    private static Desk desk(boolean nativeBinary, Database database, Broker broker) {
        List<String> options = nativeBinary ? BenchmarkOptions.nativeOptions() : JVM;
        return new Desk(nativeBinary, options, database.jdbcUrl(), broker.port(), SETTING, Map.of());
    }

    private static double mib(Path fileOrFolder) throws IOException {
        try (Stream<Path> files = Files.walk(fileOrFolder)) {
            return files.filter(Files::isRegularFile)
                            .mapToLong(Footprint::bytes)
                            .sum()
                    / 1024.0
                    / 1024;
        }
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
