package io.nightdesk.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightdesk.docs.Monitoring.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the metrics page, the alerts, the dashboard and the runbook with the code and with each other. */
final class MonitoringTest {

    private static final Pattern METRIC = Pattern.compile("nightdesk_[a-z_]+");

    private final String runbook = Monitoring.read(Monitoring.RUNBOOK);
    private final List<Alert> alerts = Monitoring.alerts();

    @Test
    void explainsEveryMetricOfTheCodeAndNoOther() {
        assertThat(Monitoring.metricsInDocs())
                .isEqualTo(Monitoring.metricsInCode())
                .hasSizeGreaterThan(20);
    }

    @Test
    void queriesOnlyMetricsThatExist() {
        // When
        Set<String> queried = Stream.of(
                        Monitoring.DASHBOARD, Monitoring.COMPONENT.resolve("prometheusrule.yaml"), Monitoring.RUNBOOK)
                .flatMap(file -> matches(METRIC, Monitoring.read(file)))
                .map(match -> Monitoring.metricOf(match.group()))
                .collect(Collectors.toSet());

        // Then
        assertThat(Monitoring.metricsInCode()).containsAll(queried);
    }

    @Test
    void showsEveryMetricOnTheDashboard() {
        // When
        Set<String> shown = matches(METRIC, Monitoring.read(Monitoring.DASHBOARD))
                .map(match -> Monitoring.metricOf(match.group()))
                .collect(Collectors.toSet());

        // Then
        assertThat(shown).containsAll(Monitoring.metricsInCode());
    }

    @Test
    void readsCountersOnlyOverARange() {
        assertThat(Monitoring.queries().stream()
                        .flatMap(query -> query.selectors().stream())
                        .filter(selector -> METRIC.matcher(selector.metric()).matches()))
                .hasSizeGreaterThan(60)
                .allMatch(selector -> selector.ranged() == selector.metric().matches(".+_(total|bucket|count|sum)"));
    }

    @Test
    void hasARunbookSectionForEachAlertInTheSameOrder() {
        // When
        List<String> sections = new ArrayList<>();
        String[] group = {""};
        matches(Pattern.compile("(?m)^(##|###) (.+)$"), runbook).forEach(heading -> {
            if (heading.group(1).equals("##")) {
                group[0] = heading.group(2);
            } else {
                sections.add(group[0] + " " + heading.group(2));
            }
        });

        // Then
        assertThat(sections)
                .isEqualTo(alerts.stream()
                        .map(alert -> alert.group() + " " + alert.name())
                        .toList())
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(20);
    }

    @Test
    void givesEachAlertSeverityTextsAndRunbookUrl() {
        assertThat(alerts).allSatisfy(alert -> {
            assertThat(alert.rule().at("/labels/severity").asText()).isIn("critical", "warning", "info");
            assertThat(alert.rule().at("/for").asText()).matches("[0-9]+m");
            assertThat(alert.rule().at("/annotations/summary").asText()).isNotBlank();
            assertThat(alert.rule().at("/annotations/description").asText()).endsWith(".");
            assertThat(alert.rule().at("/annotations/runbook_url").asText())
                    .isEqualTo(Monitoring.RUNBOOK + "#" + alert.name().toLowerCase(Locale.ROOT));
        });
    }

    @Test
    void usesOnlyLabelsThatTheQueryKeepsInAlertTexts() {
        assertThat(alerts)
                .allSatisfy(alert -> assertThat(PromQl.parse(alert.query()).labels())
                        .containsAll(matches(
                                        Pattern.compile("\\$labels\\.(\\w+)"),
                                        alert.rule()
                                                .at("/annotations/description")
                                                .asText())
                                .map(match -> match.group(1))
                                .toList()));
    }

    @Test
    void quotesOnlyLogLinesOfTheCodeInTheRunbook() {
        // Given
        List<String> texts = Monitoring.sources().stream()
                .map(source -> source.replaceAll("\"\\s*\\+\\s*\"", ""))
                .flatMap(source -> matches(Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)+)\""), source))
                .map(text -> text.group(1).replaceAll("%[sd]", "…"))
                .toList();

        // When
        List<String> quoted = matches(Pattern.compile("log\\s+line\\s+`([^`]+)`"), runbook)
                // The code may append the last value to the message.
                .map(match -> match.group(1).replaceFirst("…$", ""))
                .distinct()
                .toList();

        // Then
        assertThat(quoted).hasSizeGreaterThan(10);
        assertThat(quoted)
                .filteredOn(line -> texts.stream().noneMatch(text -> text.startsWith(line)))
                .isEmpty();
    }

    @Test
    void refersOnlyToExistingAlertsSettingsAndHealthDataInTheRunbook() {
        // Given
        Set<String> anchors = alerts.stream()
                .map(alert -> alert.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Set<String> fields = Monitoring.sources().stream()
                .flatMap(source -> matches(Pattern.compile("withData\\(\\s*\"(\\w+)\""), source))
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        String readiness = runbook.substring(runbook.indexOf("**Readiness**"), runbook.indexOf("**Log**"));

        // Then
        assertThat(names("\\(#([^)]+)\\)", runbook)).isNotEmpty().isSubsetOf(anchors);
        assertThat(names("(NIGHTDESK_[A-Z_]+)", runbook))
                .isNotEmpty()
                .isSubsetOf(Settings.all().keySet());
        assertThat(names("`([a-z_]+)`", readiness)).isNotEmpty().isSubsetOf(fields);
    }

    @Test
    void scrapesTheManagementPort() {
        // When
        JsonNode monitor = Monitoring.yaml(Monitoring.COMPONENT.resolve("servicemonitor.yaml"));

        // Then
        assertThat(monitor.at("/spec/endpoints/0/port").asText()).isEqualTo("management");
        assertThat(monitor.at("/spec/endpoints/0/path").asText()).isEqualTo("/q/metrics");
        assertThat(monitor.at("/spec/selector/matchLabels").toString())
                .isEqualTo("{\"app.kubernetes.io/name\":\"nightdesk\"}");
        assertThat(Monitoring.yaml(Monitoring.COMPONENT.resolve("kustomization.yaml"))
                        .get("resources"))
                .allMatch(file ->
                        Monitoring.COMPONENT.resolve(file.asText()).toFile().isFile());
    }

    @Test
    void placesDashboardPanelsWithoutOverlap() {
        // When
        List<String> cells = new ArrayList<>();
        List<Integer> ids = new ArrayList<>();
        Monitoring.yaml(Monitoring.DASHBOARD).get("panels").forEach(panel -> {
            ids.add(panel.get("id").asInt());
            JsonNode place = panel.get("gridPos");
            for (int x = 0; x < place.get("w").asInt(); x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    cells.add(
                            (place.get("x").asInt() + x) + "/" + (place.get("y").asInt() + y));
                }
            }
        });

        // Then
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(20);
        assertThat(cells).doesNotHaveDuplicates().noneMatch(cell -> Integer.parseInt(cell.split("/", -1)[0]) >= 24);
    }

    private static Set<String> names(String pattern, String text) {
        return matches(Pattern.compile(pattern), text)
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }
}
