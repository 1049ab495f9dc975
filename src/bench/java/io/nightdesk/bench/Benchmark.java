package io.nightdesk.bench;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Compares the packaged service with echoes: processes that answer the same frames without rules and guarantees. All run at
 * once and are measured in turn, several times over, so that a machine whose speed changes is as slow for all. Prints the
 * results as Markdown; docs/benchmarks.md describes the options and what the columns mean.
 */
public final class Benchmark {

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final BenchmarkOptions options = BenchmarkOptions.read();

    private Benchmark() {}

    public static void main(String[] args) throws Exception {
        new Benchmark().run();
    }

    private void run() throws Exception {
        Path home = Files.createTempDirectory(options.home(), "bench").toAbsolutePath();
        try (Database database = new Database(home.resolve("postgres"))) {
            prepare(database, home.resolve("prepare"));
            Contenders contenders = new Contenders(options, database);
            Report report = new Report(options, Floor.measure(contenders.copy("floor")));
            for (Setting setting : options.settings()) {
                out.println(setting.title());
                measure(setting, contenders, database.pid(), home, report);
            }
            out.println();
            out.print(report.markdown(Machine.describe(home, database)));
        } finally {
            delete(home);
        }
    }

    /** Creates the schema and the rules that every contender starts with. */
    static void prepare(Database database, Path home) throws Exception {
        try (Broker broker = Broker.Mosquitto.forTcp(home);
                App app = new App("bench-prepare", database, broker).start().awaitReady()) {
            database.loadSamples();
            app.stop();
        }
    }

    private void measure(Setting setting, Contenders contenders, long databasePid, Path home, Report report)
            throws Exception {
        List<TestBed> beds = new ArrayList<>();
        try {
            for (String name : contenders.available()) {
                Path broker = home.resolve(name + "-" + setting.topology() + "-" + setting.qos());
                TestBed bed = new TestBed(name, contenders, setting, broker, databasePid);
                beds.add(bed);
                bed.warmUp(options.warmup());
            }
            for (int round = 1; round <= options.rounds(); round++) {
                out.printf("round %d of %d%n", round, options.rounds());
                measureRound(setting, beds, report);
            }
        } finally {
            for (TestBed bed : beds) {
                bed.close();
            }
        }
    }

    private void measureRound(Setting setting, List<TestBed> beds, Report report) throws Exception {
        for (Surroundings surroundings : options.surroundings()) {
            for (TestBed bed : beds) {
                try (ForeignTraffic traffic = bed.surround(surroundings)) {
                    for (Pressure pressure : options.pressures()) {
                        Figures figures = bed.measure(pressure, options.time());
                        report.add(setting, surroundings, pressure, bed.name(), figures);
                        print(surroundings, pressure, bed, figures);
                    }
                }
            }
        }
        for (TestBed bed : options.backlog() > 0 ? beds : List.<TestBed>of()) {
            BacklogFigures figures = bed.backlog(options.backlog(), options.time());
            report.add(setting, bed.name(), figures);
            out.printf(
                    Locale.ROOT,
                    "  %-18s backlog of %d answered after %.2f s%n",
                    bed.name(),
                    options.backlog(),
                    figures.seconds());
        }
    }

    private void print(Surroundings surroundings, Pressure pressure, TestBed bed, Figures figures) {
        out.printf(
                Locale.ROOT,
                "  %-18s %-32s %-28s %7.0f/s  p50 %7.2f ms  p99 %7.2f ms%n",
                bed.name(),
                surroundings.title(),
                pressure.title(),
                figures.rate(),
                figures.p50(),
                figures.p99());
    }

    /** In memory the data would stay there. */
    static void delete(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
