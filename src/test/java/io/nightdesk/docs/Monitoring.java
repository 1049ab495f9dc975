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

/** Metrics, alerts, dashboard and runbook, read from the code and from the documents. */
public final class Monitoring {

    static final Path COMPONENT = Path.of("deploy/components/monitoring");
    static final Path DASHBOARD = Path.of("deploy/grafana/nightdesk.json");
    static final Path METRICS_PAGE = Path.of("docs/monitoring.md");
    static final Path RUNBOOK = Path.of("docs/runbook.md");

    private static final Path CODE = Path.of("src/main/java");
    /** The code creates a meter with a builder, or a counter with the registry. */
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

    /** The metrics that docs/monitoring.md explains. */
    public static Set<String> metricsInDocs() {
        return read(METRICS_PAGE)
                .lines()
                .filter(line -> line.startsWith("| `nightdesk_"))
                .flatMap(line -> METRIC.matcher(line.split("\\|", -1)[1]).results())
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** This service's own metrics in a scrape. */
    public static Set<String> metricsIn(String scrape) {
        return scrape.lines()
                .filter(line -> line.startsWith("nightdesk_"))
                .map(line -> metricOf(line.split("[{ ]", -1)[0]))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * An alert.
     *
     * @param group the name of its group, without the prefix of the service
     */
    record Alert(String group, String name, String query, JsonNode rule) {}

    static List<Alert> alerts() {
        return rules((group, rule) -> Stream.of(rule)
                .filter(one -> one.has("alert"))
                .map(one -> new Alert(
                        group, one.get("alert").asText(), one.get("expr").asText(), one)));
    }

    /** The queries of the recording rules, by the name of the metric that they record. */
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

    /** The queries of alerts and dashboard, reduced to the metrics that the service itself exports. */
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

    /** The SQL statements of the runbook. */
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

    /** The metric that a series belongs to: a histogram has several series. */
    static String metricOf(String series) {
        return series.replaceFirst("_(bucket|count|sum|max)$", "");
    }

    /** The source files of the service. */
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
