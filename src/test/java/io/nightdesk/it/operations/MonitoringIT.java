package io.nightdesk.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.docs.Monitoring;
import io.nightdesk.docs.PromQl;
import io.nightdesk.frame.Frame;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Metrics are exported as documented and as alerts, dashboard and runbook use them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MonitoringIT {

    private static final String LATENCIES = "nightdesk_reply_latency_seconds_count";
    private static final String DEPTH = "nightdesk_outbox_depth{in=\"table\"}";
    private static final String MONITOR_FAILURES = "nightdesk_outbox_monitor_failures_total";
    private static final String HOURS_AGE = "nightdesk_snapshot_age_seconds{snapshot=\"hours\"}";
    private static final String HOURS_FAILURES = "nightdesk_snapshot_failures_total{snapshot=\"hours\"}";

    /** Labels that Prometheus adds to scraped series. */
    private static final Set<String> BY_PROMETHEUS = Set.of("namespace", "pod", "cronjob");

    @RegisterExtension
    private static final Deployment deployment = Deployment.withEmbeddedBroker();

    private final Database database = deployment.database();
    private final Broker broker = deployment.broker();
    private final App app = deployment.replica("monitoring");
    private Customers customers;

    @BeforeAll
    void start() throws Exception {
        deployment.startWithSamples(app);
        customers = deployment.customers();
        awaitNoBacklog();
    }

    @Test
    void exportsEveryDocumentedMetricFromTheStart() {
        // When
        String scrape = app.body("/q/metrics");

        // Then
        assertThat(Monitoring.metricsIn(scrape)).isEqualTo(Monitoring.metricsInDocs());
        assertThat(scrape)
                .contains("nightdesk_frames_total{outcome=\"rejected_not_storable\"}")
                .contains("nightdesk_frames_total{outcome=\"foreign\"}")
                .contains("nightdesk_replies_total{state=\"withheld_deadline_exceeded\"}")
                .contains("nightdesk_decisions_total{kind=\"similarity\"}")
                .contains("nightdesk_reconnects_total{link=\"in\"}")
                .contains("nightdesk_reply_latency_seconds_bucket{le=\"0.005\"}");
    }

    @Test
    void exportsEverySeriesThatAlertsAndDashboardQuery() {
        // Given
        List<Series> scraped = app.body("/q/metrics")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(Series::of)
                .toList();

        // Then
        assertThat(Monitoring.queries()).isNotEmpty().allSatisfy(query -> {
            assertThat(query.selectors())
                    .allSatisfy(selector -> assertThat(selector.conditions())
                            .allSatisfy(condition -> assertThat(scraped)
                                    .anyMatch(series -> series.name().equals(selector.metric()))
                                    .satisfies(all -> assertKnown(selector.metric(), condition, scraped))));
            assertThat(query.selectors())
                    .allSatisfy(selector ->
                            assertThat(scraped).anyMatch(series -> series.name().equals(selector.metric())));
            assertThat(query.labels())
                    .allMatch(label -> BY_PROMETHEUS.contains(label)
                            || scraped.stream()
                                    .anyMatch(series -> series.labels().containsKey(label)));
        });
    }

    /** Each alternative of a pattern must match some series, otherwise it is misspelt. */
    private static void assertKnown(String metric, PromQl.Condition condition, List<Series> scraped) {
        if (BY_PROMETHEUS.contains(condition.label())) {
            return;
        }
        String[] values = condition.operator().endsWith("~")
                ? condition.value().split("\\|", -1)
                : new String[] {Pattern.quote(condition.value())};
        assertThat(values)
                .allSatisfy(value -> assertThat(scraped)
                        .as(metric + " with " + condition)
                        .anyMatch(series -> series.name().equals(metric)
                                && series.labels()
                                        .getOrDefault(condition.label(), "")
                                        .matches(value)));
    }

    @Test
    void theSqlStatementsOfTheRunbookRun() {
        assertThat(Monitoring.runbookSql()).hasSizeGreaterThan(5).allSatisfy(sql -> database.query(sql));
    }

    @Test
    void reportsTheLeaderAndItsConnections() {
        assertThat(app.metric("nightdesk_leader")).isEqualTo(1);
        assertThat(app.metric("nightdesk_leader_changes_total")).isEqualTo(1);
        assertThat(app.metric("nightdesk_lease_epoch")).isPositive();
        assertThat(app.metric("nightdesk_subscribed")).isEqualTo(1);
        assertThat(app.metric("nightdesk_replies_connected")).isEqualTo(1);
        assertThat(app.metric("nightdesk_database_reachable")).isEqualTo(1);
        assertThat(app.metric("nightdesk_snapshot_version{snapshot=\"rules\"}")).isPositive();
    }

    @Test
    void reportsThatTheBrokerIsUnreachable() throws Exception {
        // Given
        double in = reconnects("in");
        double out = reconnects("out");

        // When
        broker.stop();

        // Then
        await().until(() -> reconnects("in") > in && reconnects("out") > out);
        assertThat(app.metric("nightdesk_subscribed")).isZero();
        assertThat(app.metric("nightdesk_replies_connected")).isZero();
        assertThat(app.metric("nightdesk_last_frame_age_seconds")).isNaN();
        assertThat(app.metric("nightdesk_leader")).isEqualTo(1);
        broker.start();
        app.awaitReady();
        customers.reconnect();
        awaitNoBacklog();
    }

    @Test
    void countsDecisionsByKindAndAnswersAboutOrders() throws Exception {
        // Given
        double questions = decisions("exact");
        double fallbacks = decisions("fallback");
        double found = app.metric("nightdesk_order_answers_total{order=\"found\"}");
        double unknown = app.metric("nightdesk_order_answers_total{order=\"unknown\"}");

        // When
        customers.ask(Customers.somebody(), "你好");
        customers.ask(Customers.somebody(), "xyzzy plugh");
        customers.ask("10001", "where is my order");
        customers.ask(Customers.somebody(), "where is my order");

        // Then
        await().until(() -> decisions("exact") >= questions + 1 && decisions("fallback") == fallbacks + 1);
        await().until(() -> app.metric("nightdesk_order_answers_total{order=\"found\"}") == found + 1
                && app.metric("nightdesk_order_answers_total{order=\"unknown\"}") == unknown + 1);
    }

    @Test
    void measuresTheLatencyOfLiveFramesAndNotOfTheBacklog() throws Exception {
        // Given
        app.stop();
        customers.send(Customers.question(Customers.somebody(), "你好")).get();
        app.start().awaitReady();
        customers.nextReply();
        await().until(() -> app.metric("nightdesk_replies_total{state=\"sent\"}") == 1);
        double ofBacklog = app.metric(LATENCIES);
        awaitNoBacklog();

        // When
        customers.ask(Customers.somebody(), "你好");

        // Then
        await().until(() -> app.metric(LATENCIES) == 1);
        assertThat(ofBacklog).isZero();
        assertThat(app.metric("nightdesk_commit_seconds_count")).isEqualTo(2);
    }

    @Test
    void reportsTheNumberAndAgeOfPendingReplies() throws Exception {
        // Given
        Frame question = Customers.question(Customers.somebody(), "你好");
        customers.ask(question);
        await().until(() -> database.count("select count(*) from pending_reply") == 0);

        // When
        database.update("insert into pending_reply select id from exchange where message_id = ?", question.messageId());

        // Then
        await().until(() -> app.metric(DEPTH) == 1);
        assertThat(app.metric("nightdesk_outbox_oldest_seconds")).isPositive();
        database.update("delete from pending_reply");
        await().until(() -> app.metric(DEPTH) == 0 && app.metric("nightdesk_outbox_oldest_seconds") == 0);
    }

    @Test
    void keepsAnsweringWhenPendingRepliesCannotBeCounted() throws Exception {
        // Given
        double before = app.metric(MONITOR_FAILURES);
        try (Connection locked = database.holding("lock table pending_reply in access exclusive mode")) {
            // When
            await().until(() -> app.metric(MONITOR_FAILURES) > before);

            // Then
            assertThat(app.metric(DEPTH)).isNaN();
            locked.rollback();
        }
        await().until(() -> app.metric(DEPTH) == 0);
        assertThat(customers.ask(Customers.somebody(), "你好")).isNotBlank();
    }

    @Test
    void refreshesRulesWhileHoursCannotBeRead() {
        // Given
        double before = app.metric(HOURS_FAILURES);
        double rules = app.metric("nightdesk_rules{state=\"enabled\"}");
        database.update("alter table schedule rename to schedule_away");
        await().until(() -> app.metric(HOURS_FAILURES) > before);

        // When
        database.update(
                "insert into faq_rule (key, title, triggers, answers) values ('watched', 'W', ?::jsonb, ?::jsonb)",
                "{\"exact\":[\"watched question\"]}",
                "{\"variants\":[{\"en\":\"watched answer\"}]}");

        // Then
        await().until(() -> app.metric("nightdesk_rules{state=\"enabled\"}") == rules + 1);
        double age = app.metric(HOURS_AGE);
        database.update("alter table schedule_away rename to schedule");
        database.update("delete from faq_rule where key = 'watched'");
        await().until(() -> app.metric(HOURS_AGE) < age);
    }

    @Test
    void countsARuleThatIsInvalidInTheTable() {
        // When
        database.update(
                "insert into faq_rule (key, title, triggers, answers) values ('broken', 'B', ?::jsonb, ?::jsonb)",
                "{\"regexes\":[\"(\"]}",
                "{\"variants\":[{\"en\":\"never\"}]}");

        // Then
        await().until(() -> app.metric("nightdesk_rules{state=\"invalid\"}") == 1);
        database.update("delete from faq_rule where key = 'broken'");
        await().until(() -> app.metric("nightdesk_rules{state=\"invalid\"}") == 0);
    }

    /** One line of a scrape. */
    private record Series(String name, Map<String, String> labels) {

        static Series of(String line) {
            Map<String, String> labels = new HashMap<>();
            Pattern.compile("(\\w+)=\"([^\"]*)\"")
                    .matcher(line)
                    .results()
                    .forEach(label -> labels.put(label.group(1), label.group(2)));
            return new Series(line.split("[{ ]", -1)[0], labels);
        }
    }

    private double reconnects(String link) {
        return app.metric("nightdesk_reconnects_total{link=\"" + link + "\"}");
    }

    private double decisions(String kind) {
        return app.metric("nightdesk_decisions_total{kind=\"" + kind + "\"}");
    }

    private void awaitNoBacklog() {
        await().until(() -> app.metric("nightdesk_backlog") == 0);
    }
}
