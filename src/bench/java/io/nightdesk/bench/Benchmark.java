package io.nightdesk.bench;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The packaged app against {@link Echo} on one broker, in turn and several times over, so that a machine whose speed drifts
 * is as slow for both. Prints every measurement and at last the medians with their ratio to the echo's.
 *
 * <p>System properties: {@code bench.rounds} (2), {@code bench.seconds} of each measurement (6), {@code bench.warmup}
 * seconds of a JVM (60, half of it with one in flight), {@code bench.qos} of questions and replies (2), {@code bench.only}
 * with the names of contenders ({@code echo,jvm,native}), {@code bench.home} for the data of broker and database
 * ({@code target}): on another disk a commit costs another time, and with one frame in flight that is much of the whole.
 */
public final class Benchmark {

    /** What a small pod would be given; {@code bench.jvm} adds to it, a profiler say. */
    private static final List<String> JVM = Stream.concat(
                    Stream.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC"),
                    Stream.of(System.getProperty("bench.jvm", "").split(" ")).filter(option -> !option.isEmpty()))
            .toList();

    private static final int FOREIGN = 9;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final int rounds = Integer.getInteger("bench.rounds", 2);
    private final int seconds = Integer.getInteger("bench.seconds", 6);
    private final int warmup = Integer.getInteger("bench.warmup", 60);
    private final int qos = Integer.getInteger("bench.qos", 2);
    private final String only = System.getProperty("bench.only", "echo,jvm,native");

    /** What is measured, in this order. */
    private enum Scenario {
        ONE("1 in flight", 1, 0),
        SOME("64 in flight", 64, 0),
        MANY("256 in flight", 256, 0),
        FOREIGN_FRAMES("250 in flight, 90 % foreign", 25, FOREIGN);

        private final String title;
        private final int customers;
        private final int foreignPerQuestion;

        Scenario(String title, int customers, int foreignPerQuestion) {
            this.title = title;
            this.customers = customers;
            this.foreignPerQuestion = foreignPerQuestion;
        }
    }

    /** One measurement: frames a second with the foreign ones, latencies in ms, CPU µs per frame by process, memory. */
    private record Figures(double rate, double p50, double p99, Map<String, Double> micros, double mib) {}

    private final Map<String, Map<Scenario, List<Figures>>> figures = new LinkedHashMap<>();
    private final Map<String, List<Duration>> starts = new LinkedHashMap<>();

    private Benchmark() {}

    public static void main(String[] args) throws Exception {
        new Benchmark().run();
    }

    private void run() throws Exception {
        Path home = Files.createTempDirectory(Path.of(System.getProperty("bench.home", "target")), "bench")
                .toAbsolutePath();
        try (Database database = new Database(home.resolve("postgres"))) {
            boolean hasBinary = Files.exists(Path.of(System.getProperty("nightdesk.binary")));
            try (Broker broker = broker(home.resolve("broker"))) {
                out.printf(
                        "%s: %s, %d processors, Java %s, %s, QoS %d both ways, fdatasync %.2f ms, native binary: %s%n",
                        Instant.now(),
                        processor(),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.version"),
                        broker.getClass().getSimpleName(),
                        qos,
                        syncMillis(home),
                        hasBinary ? "yes" : "none");
                prepare(database, broker);
            }
            for (int round = 1; round <= rounds; round++) {
                out.printf("%nround %d of %d%n", round, rounds);
                for (String name : contenders(hasBinary)) {
                    // One each: what a broker keeps for a contender that is gone would slow down, or wake up, another.
                    try (Broker broker = broker(home.resolve(name + round));
                            Contender contender = contender(name, database, broker)) {
                        measure(contender, broker, database);
                    }
                }
            }
        }
        summarize();
        delete(home);
    }

    /** In memory the data would stay there. */
    private static void delete(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Broker broker(Path home) throws IOException {
        try {
            return Broker.Mosquitto.forTcp(home);
        } catch (IOException e) {
            return new Broker.Embedded();
        }
    }

    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("processor unknown");
    }

    /** The median time that a page takes to the disk, which every commit waits for. */
    private static double syncMillis(Path home) throws IOException {
        List<Double> millis = new ArrayList<>();
        try (FileChannel file = FileChannel.open(home.resolve("sync"), CREATE, WRITE)) {
            for (int i = 0; i < 500; i++) {
                long began = System.nanoTime();
                file.write(ByteBuffer.allocate(8 * 1024), 0);
                file.force(false);
                millis.add((System.nanoTime() - began) / 1e6);
            }
        }
        return median(millis);
    }

    /** The schema and the rules must be there, so that what is measured as start is a start and no migration. */
    private static void prepare(Database database, Broker broker) throws Exception {
        try (App app = new App("bench-prepare", database, broker).start().awaitReady()) {
            database.loadSamples();
            app.stop();
        }
    }

    private List<String> contenders(boolean hasBinary) {
        return Stream.of("echo", "jvm", "native")
                .filter(name -> only.contains(name) && (hasBinary || !name.equals("native")))
                .toList();
    }

    private Contender contender(String name, Database database, Broker broker) {
        return name.equals("echo")
                ? new Contender.Yardstick(JVM, broker, qos)
                : new Contender.Desk(name.equals("native"), JVM, database, broker, qos);
    }

    private void measure(Contender contender, Broker broker, Database database) throws Exception {
        Duration start = contender.start();
        starts.computeIfAbsent(contender.name(), n -> new ArrayList<>()).add(start);
        Map<String, Long> processes = new LinkedHashMap<>();
        processes.put("itself", contender.pid());
        broker.pid().ifPresent(pid -> processes.put("broker", pid));
        processes.put("database", database.pid());
        try (Load load = new Load(broker.port(), qos)) {
            for (int customers : new int[] {256, 1}) {
                load.measure(contender.name() + ": warm-up", customers, 0, contender.warmsUp() ? warmup / 2 : 2);
            }
            for (Scenario scenario : Scenario.values()) {
                Map<String, Double> before = cpu(processes);
                Load.Result result = load.measure(
                        contender.name() + ": " + scenario.title,
                        scenario.customers,
                        scenario.foreignPerQuestion,
                        seconds);
                Map<String, Double> micros = new LinkedHashMap<>();
                cpu(processes)
                        .forEach((name, after) ->
                                micros.put(name, (after - before.getOrDefault(name, 0.0)) * 1e6 / result.replies()));
                Figures measured = new Figures(
                        result.perSecond() * (1 + scenario.foreignPerQuestion),
                        result.millis(0.5),
                        result.millis(0.99),
                        micros,
                        Costs.residentMib(contender.pid()));
                figures.computeIfAbsent(contender.name(), n -> new TreeMap<>())
                        .computeIfAbsent(scenario, s -> new ArrayList<>())
                        .add(measured);
                print(contender.name(), scenario, measured, start);
            }
        }
    }

    private static Map<String, Double> cpu(Map<String, Long> processes) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        processes.forEach((name, pid) -> seconds.put(name, Costs.cpuSeconds(pid)));
        seconds.put("load", Costs.ownCpuSeconds());
        return seconds;
    }

    private void print(String name, Scenario scenario, Figures measured, Duration start) {
        StringBuilder micros = new StringBuilder();
        measured.micros().forEach((process, cost) -> micros.append("%s %.0f ".formatted(process, cost)));
        out.printf(
                Locale.ROOT,
                "%-13s %-28s %7.0f frames/s  p50 %6.2f ms  p99 %6.2f ms  %4.0f MiB  ready after %d ms  CPU µs a reply: %s%n",
                name,
                scenario.title,
                measured.rate(),
                measured.p50(),
                measured.p99(),
                measured.mib(),
                start.toMillis(),
                micros);
    }

    private void summarize() {
        out.printf("%nmedians of %d rounds; in brackets the ratio to the echo of the same run%n%n", rounds);
        out.println("| | ready after | resident | " + titles() + " |");
        out.println("|---|---|---|" + "---|".repeat(Scenario.values().length));
        figures.forEach((name, byScenario) -> {
            StringBuilder row = new StringBuilder("| %s | %.0f ms | %.0f MiB |"
                    .formatted(
                            name,
                            median(starts.getOrDefault(name, List.of()).stream()
                                    .map(d -> d.toNanos() / 1e6)
                                    .toList()),
                            median(all(name, Scenario.FOREIGN_FRAMES, Figures::mib))));
            for (Scenario scenario : Scenario.values()) {
                row.append(cell(name, scenario));
            }
            out.println(row);
        });
    }

    private String cell(String name, Scenario scenario) {
        double p50 = median(all(name, scenario, Figures::p50));
        double p99 = median(all(name, scenario, Figures::p99));
        if (scenario == Scenario.ONE) {
            return " p50 %.2f ms, p99 %.2f ms |".formatted(p50, p99);
        }
        double rate = median(all(name, scenario, Figures::rate));
        double yardstick = median(all("echo", scenario, Figures::rate));
        return yardstick == 0
                ? " %.0f/s, p99 %.0f ms |".formatted(rate, p99)
                : " %.0f/s (%.2f), p99 %.0f ms |".formatted(rate, rate / yardstick, p99);
    }

    private List<Double> all(String name, Scenario scenario, ToDoubleFunction<Figures> value) {
        return figures.getOrDefault(name, Map.of()).getOrDefault(scenario, List.of()).stream()
                .map(value::applyAsDouble)
                .toList();
    }

    private static String titles() {
        return String.join(
                " | ",
                Arrays.stream(Scenario.values()).map(scenario -> scenario.title).toList());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return 0;
        }
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
