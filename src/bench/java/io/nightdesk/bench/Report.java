package io.nightdesk.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results as Markdown for docs/benchmarks.md. Ratios and medians are over the rounds. */
final class Report {

    private static final String ECHO = "echo";
    private static final List<String> YARDSTICKS = List.of(ECHO, "echo + commit", "echo in C");

    private final BenchmarkOptions options;
    private final Floor floor;
    private final Map<Case, Results<Figures>> results = new LinkedHashMap<>();
    private final Map<Setting, Results<BacklogFigures>> backlogs = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    private record Case(Setting setting, Surroundings surroundings, Pressure pressure) {}

    Report(BenchmarkOptions options, Floor floor) {
        this.options = options;
        this.floor = floor;
    }

    void add(Setting setting, Surroundings surroundings, Pressure pressure, String contender, Figures figures) {
        results.computeIfAbsent(new Case(setting, surroundings, pressure), c -> new Results<>())
                .add(contender, figures);
    }

    void add(Setting setting, String contender, BacklogFigures figures) {
        backlogs.computeIfAbsent(setting, s -> new Results<>()).add(contender, figures);
    }

    private Results<Figures> of(Setting setting, Surroundings surroundings, Pressure pressure) {
        return results.getOrDefault(new Case(setting, surroundings, pressure), new Results<>());
    }

    /** @param machine see {@link Machine} */
    String markdown(String machine) {
        line(
                "%s. Median of %d rounds of %d s each.",
                machine, options.rounds(), options.time().toSeconds());
        line("The load generator took %.2f processors at most.", loadCpu());
        for (Setting setting : options.settings()) {
            settingTable(setting);
            surroundingsTable(setting);
            backlogTable(setting);
            cpuTable(setting);
        }
        floorTable();
        return text.toString();
    }

    private double loadCpu() {
        return results.values().stream()
                .flatMap(some -> some.contenders().stream().flatMap(contender -> some.of(contender).stream()))
                .mapToDouble(Figures::loadCpu)
                .max()
                .orElse(Double.NaN);
    }

    private void settingTable(Setting setting) {
        line("");
        line("### %s", setting.title());
        line("");
        header(Stream.concat(Stream.of("", ""), pressureTitles()).toList());
        for (Surroundings surroundings : options.surroundings()) {
            for (String contender : contenders(setting)) {
                List<String> row = new ArrayList<>(List.of(surroundings.title(), contender));
                for (Pressure pressure : options.pressures()) {
                    row.add(cell(of(setting, surroundings, pressure), contender, pressure));
                }
                row(row);
            }
        }
    }

    private String cell(Results<Figures> some, String contender, Pressure pressure) {
        double p50 = some.median(contender, Figures::p50);
        double p99 = some.median(contender, Figures::p99);
        if (pressure.isOne()) {
            double commits = (p50 - some.median(ECHO, Figures::p50)) / floor.syncedCommit();
            String beyond = contender.equals(ECHO) || Double.isNaN(commits) ? "" : text(" (+%.1f)", commits);
            return text("p50 %.2f ms%s, p99 %.1f ms", p50, beyond, p99);
        }
        String ratios = YARDSTICKS.stream()
                .map(yardstick ->
                        yardstick.equals(contender) ? Double.NaN : some.ratio(contender, yardstick, Figures::rate))
                .map(ratio -> Double.isNaN(ratio) ? "–" : text("%.2f", ratio))
                .collect(Collectors.joining(" / "));
        return text("%,.0f/s (%s), p50 %.1f ms, p99 %.0f ms", some.median(contender, Figures::rate), ratios, p50, p99);
    }

    /** What the surroundings cost each contender. */
    private void surroundingsTable(Setting setting) {
        if (options.surroundings().size() == 1 || !options.surroundings().contains(Surroundings.QUIET)) {
            return;
        }
        line("");
        line("Compared with the quiet topic (time for 1 in flight, rates otherwise):");
        line("");
        header(Stream.concat(Stream.of("", ""), pressureTitles()).toList());
        for (Surroundings surroundings : options.surroundings()) {
            if (surroundings.equals(Surroundings.QUIET)) {
                continue;
            }
            for (String contender : contenders(setting)) {
                List<String> row = new ArrayList<>(List.of(surroundings.title(), contender));
                for (Pressure pressure : options.pressures()) {
                    row.add(text(
                            "%.2f",
                            Results.ratio(
                                    of(setting, surroundings, pressure).of(contender),
                                    of(setting, Surroundings.QUIET, pressure).of(contender),
                                    pressure.isOne() ? Figures::p50 : Figures::rate)));
                }
                row(row);
            }
        }
    }

    private void backlogTable(Setting setting) {
        Results<BacklogFigures> some = backlogs.getOrDefault(setting, new Results<>());
        if (some.contenders().isEmpty()) {
            return;
        }
        line("");
        line("A reconnection with %,d questions waiting:", options.backlog());
        line("");
        header(List.of(
                "",
                "all answered after",
                "meanwhile, 1 in flight",
                "afterwards, 1 in flight",
                "afterwards, 64 in flight"));
        for (String contender : some.contenders()) {
            row(List.of(
                    contender,
                    text(
                            "%.1f s: %,.0f/s (%.2f)",
                            some.median(contender, BacklogFigures::seconds),
                            some.median(contender, BacklogFigures::rate),
                            some.ratio(contender, ECHO, BacklogFigures::rate)),
                    text(
                            "p50 %.1f ms, max %.0f ms",
                            some.median(contender, f -> f.meanwhile().millis(0.5)),
                            some.median(contender, f -> f.meanwhile().millis(1))),
                    text(
                            "p50 %.2f ms, p99 %.1f ms",
                            some.median(contender, f -> f.one().millis(0.5)),
                            some.median(contender, f -> f.one().millis(0.99))),
                    text(
                            "%,.0f/s (%.2f), p50 %.1f ms",
                            some.median(contender, f -> f.many().perSecond()),
                            some.ratio(contender, ECHO, f -> f.many().perSecond()),
                            some.median(contender, f -> f.many().millis(0.5)))));
        }
    }

    /** Where the processor time goes at the greatest pressure. */
    private void cpuTable(Setting setting) {
        Pressure last = options.pressures().stream()
                .filter(pressure -> pressure.foreignPerQuestion() == 0)
                .reduce((one, next) -> next)
                .orElse(Pressure.FULL);
        Results<Figures> some = of(setting, Surroundings.QUIET, last);
        if (some.contenders().isEmpty()) {
            return;
        }
        List<String> processes = List.of(TestBed.CONTENDER, TestBed.BROKER, TestBed.DATABASE, TestBed.LOAD);
        line("");
        line("Processor time in µs per reply, %s, quiet:", last.title());
        line("");
        header(List.of("", "itself", "broker", "database", "load generator"));
        for (String contender : some.contenders()) {
            row(Stream.concat(
                            Stream.of(contender),
                            processes.stream()
                                    .map(process -> text(
                                            "%.0f",
                                            some.median(
                                                    contender,
                                                    f -> f.cpuMicros().getOrDefault(process, Double.NaN)))))
                    .toList());
        }
    }

    private void floorTable() {
        line("");
        line("### Floor");
        line("");
        line("One connection to the database, one statement after the other, median:");
        line("");
        header(Stream.concat(
                        Stream.of("`select 1`", "one synced commit"),
                        floor.batches().keySet().stream().map(size -> "a batch of " + size))
                .toList());
        row(Stream.concat(
                        Stream.of(text("%.2f ms", floor.roundTrip()), text("%.2f ms", floor.syncedCommit())),
                        floor.batches().entrySet().stream().map(Report::batch))
                .toList());
    }

    private static String batch(Map.Entry<Integer, Double> millisBySize) {
        double millis = millisBySize.getValue();
        return text("%.2f ms: %,.0f/s", millis, millisBySize.getKey() * 1e3 / millis);
    }

    private Stream<String> pressureTitles() {
        return options.pressures().stream().map(Pressure::title);
    }

    private List<String> contenders(Setting setting) {
        return results.entrySet().stream()
                .filter(entry -> entry.getKey().setting().equals(setting))
                .flatMap(entry -> entry.getValue().contenders().stream())
                .distinct()
                .toList();
    }

    private void header(List<String> titles) {
        row(titles);
        line("|%s", "---|".repeat(titles.size()));
    }

    private void row(List<String> cells) {
        line("| %s |", String.join(" | ", cells));
    }

    private void line(String format, Object... values) {
        text.append(text(format, values)).append('\n');
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
