package io.nightdesk.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the service tells of itself, as its code and its documents have it. */
public final class Monitoring {

    static final Path COMPONENT = Path.of("deploy/components/monitoring");
    static final Path DASHBOARD = Path.of("deploy/grafana/nightdesk.json");
    static final Path RUNBOOK = Path.of("deploy/RUNBOOK.md");

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

    /** The metrics of this service in what Prometheus reads from it. */
    public static Set<String> metricsIn(String scrape) {
        return scrape.lines()
                .filter(line -> line.startsWith("nightdesk_"))
                .map(line -> whole(line.split("[{ ]", -1)[0]))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * An alert.
     *
     * @param group the name of the group it is in, without the service's
     */
    record Alert(String group, String name, String query, JsonNode rule) {}

    static List<Alert> alerts() {
        return rules((group, rule) -> Stream.of(rule)
                .filter(one -> one.has("alert"))
                .map(one -> new Alert(
                        group, one.get("alert").asText(), one.get("expr").asText(), one)));
    }

    /** What rules record, by name, with its query. */
    static Map<String, String> recorded() {
        return rules((group, rule) -> Stream.of(rule).filter(one -> one.has("record"))).stream()
                .collect(Collectors.toMap(
                        rule -> rule.get("record").asText(),
                        rule -> rule.get("expr").asText()));
    }

    /** Every query of the dashboard. */
    static List<String> dashboardQueries() {
        return yaml(DASHBOARD).findValuesAsText("expr").stream()
                .map(query -> query.replace("$__rate_interval", "5m"))
                .toList();
    }

    /** What alerts and dashboard ask of the service itself; what comes from elsewhere, and what rules record, is left out. */
    public static List<PromQl.Query> queries() {
        return Stream.of(alerts().stream().map(Alert::query), recorded().values().stream(), dashboardQueries().stream())
                .flatMap(queries -> queries)
                .map(PromQl::parse)
                .map(query -> new PromQl.Query(
                        query.selectors().stream()
                                .filter(selector -> !selector.metric().matches("(kube|container)_.+")
                                        && !recorded().containsKey(selector.metric()))
                                .toList(),
                        query.labels()))
                .toList();
    }

    /** What the runbook would have run in the database. */
    public static List<String> runbookSql() {
        return Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL)
                .matcher(read(RUNBOOK))
                .results()
                .map(block -> block.group(1).strip().replaceFirst(";$", ""))
                .toList();
    }

    static JsonNode yaml(Path file) {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> List<T> rules(BiFunction<String, JsonNode, Stream<T>> reader) {
        List<T> all = new ArrayList<>();
        yaml(COMPONENT.resolve("prometheusrule.yaml"))
                .at("/spec/groups")
                .forEach(group -> group.get("rules")
                        .forEach(rule -> reader.apply(group.get("name").asText().replace("nightdesk.", ""), rule)
                                .forEach(all::add)));
        return all;
    }

    /** The metric that a series is of: the parts of a histogram are one. */
    static String whole(String series) {
        return series.replaceFirst("_(bucket|count|sum|max)$", "");
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
