package io.nightdesk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the service tells of itself, as its code and its documents have it. */
public final class Monitoring {

    private static final Path CODE = Path.of("src/main/java");
    /** How the code makes a meter: by a builder, or a counter straight from the registry. */
    private static final Pattern METER = Pattern.compile(
            "(?:\\b(Counter|Gauge|Timer|DistributionSummary)\\s*\\.builder|registry\\.(counter))\\(\\s*\"(nightdesk[a-z.]+)\"");

    private static final Pattern METRIC = Pattern.compile("nightdesk_[a-z_]+");

    private Monitoring() {}

    /** The metrics of the code, as Prometheus names them. */
    public static Set<String> metricsInCode() {
        Set<String> names = new TreeSet<>();
        sources()
                .forEach(source -> METER.matcher(source).results().forEach(meter -> {
                    String kind = meter.group(1) == null ? "Counter" : meter.group(1);
                    String suffix = kind.equals("Counter") ? "_total" : kind.equals("Timer") ? "_seconds" : "";
                    names.add(meter.group(3).replace('.', '_') + suffix);
                }));
        return names;
    }

    /** The metrics that the README explains. */
    public static Set<String> metricsInReadme() {
        String section =
                read(Path.of("README.md")).split("\n## Watching it\n", -1)[1].split("\n## ", -1)[0];
        return section.lines()
                .filter(line -> line.startsWith("| `nightdesk_"))
                .flatMap(line -> METRIC.matcher(line.split("\\|", -1)[1]).results())
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The metrics of this service in what Prometheus reads from it; the parts of a histogram are one metric. */
    public static Set<String> metricsIn(String scrape) {
        return scrape.lines()
                .filter(line -> line.startsWith("nightdesk_"))
                .map(line -> line.split("[{ ]", -1)[0].replaceFirst("_(bucket|count|sum|max)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All files of the code. */
    static List<String> sources() {
        try (Stream<Path> files = Files.walk(CODE)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Monitoring::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
