package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two replicas share a database and a client id; a new leader continues where the last one ended. */
final class FailoverIT {

    private static final String RETURNS = "怎么退货";

    @RegisterExtension
    private final Deployment deployment = Deployment.withEmbeddedBroker();

    private final Database database = deployment.database();
    private final Broker broker = deployment.broker();
    private final App first = deployment.replica("first");
    private final App second = deployment.replica("second");

    private void startBoth() throws Exception {
        deployment.startWithSamples(first);
        deployment.start(second);
        assertThat(first.isLeader()).isTrue();
        assertThat(second.isLeader()).isFalse();
    }

    @Test
    void aStandbyBecomesLeaderWithinTenSecondsOfAKill() throws Exception {
        // Given
        startBoth();
        try (Customers customers = new Customers(broker.port())) {
            customers.ask("before", RETURNS);

            // When
            first.kill();

            // Then
            customers.send(Customers.question("after", RETURNS));
            await().atMost(Duration.ofSeconds(10)).until(second::isLeader);
            assertThat(customers.nextReply().receiverUid()).isEqualTo("after");
        }
    }

    @Test
    void aStandbyBecomesLeaderWithinTwoSecondsOfAGracefulStop() throws Exception {
        // Given
        startBoth();

        // When
        first.requestStop();

        // Then
        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(50))
                .until(second::isLeader);
        try (Customers customers = new Customers(broker.port())) {
            assertThat(customers.ask("after", RETURNS)).isNotBlank();
        }
        assertThat(first.exitCode()).isEqualTo(143);
    }

    @Test
    void becomesReadyWhenDatabaseAndBrokerStartAfterIt() throws Exception {
        // Given
        broker.stop();
        database.crash();
        first.start();
        await().until(() -> first.health("live") == 200);
        assertThat(first.health("ready")).isEqualTo(503);

        // When
        database.start();
        await().until(first::isLeader);
        assertThat(first.health("ready")).isEqualTo(503);
        broker.start();

        // Then
        first.awaitReady();
    }

    @Test
    void sendsPendingRepliesOldestFirstAndWithholdsOthersWithAReason() throws Exception {
        // Given
        startBoth();
        second.stop();
        first.stop();
        byte[] reply = Customers.bytes(Customers.question("x", "left behind"));
        pending(1_000_001, "late", "now()", reply);
        pending(1_000_000, "late", "now()", Customers.bytes(Customers.question("x", "left behind first")));
        pending(1_000_002, "taken", "now()", reply);
        pending(1_000_003, "old", "now() - interval '13 hours'", reply);
        database.update(
                "insert into session (customer_uid, taken_over_until, fallback_at) values ('taken', now() + interval '10 minutes', '-infinity')"
                        .replace("'-infinity'", "'1970-01-01'"));
        database.update("update session set notice_at = now() where customer_uid = 'taken'");
        database.update("update exchange set outcome = 'NOTICE' where customer_uid = 'taken'");
        try (Customers customers = new Customers(broker.port())) {

            // When
            first.start().awaitReady();

            // Then
            assertThat(Customers.text(customers.nextReply())).isEqualTo("left behind first");
            assertThat(Customers.text(customers.nextReply())).isEqualTo("left behind");
            await().until(() -> database.count("select count(*) from pending_reply") == 0);
            assertThat(database.query("select concat_ws(' ', customer_uid, state, reason) from reply"
                            + " where exchange_id >= 1000000 order by exchange_id"))
                    .containsExactly(
                            "late SENT",
                            "late SENT",
                            "taken WITHHELD AGENT_TOOK_OVER",
                            "old WITHHELD DEADLINE_EXCEEDED");
            assertThat(customers.replies()).isEmpty();
            // A withheld notice does not count as given.
            assertThat(database.query("select extract(epoch from notice_at)::int from session"
                            + " where customer_uid = 'taken' and version < 0"))
                    .containsExactly("0");
        }
    }

    @Test
    void withholdsPendingRepliesInOpeningHoursAndInModeOff() throws Exception {
        // Given
        first.start().awaitReady();
        first.stop();
        pending(1, "by-day", "now()", Customers.bytes(Customers.question("x", "by day")));
        database.update(
                "insert into schedule values (1, now(), 'test', ?::jsonb)",
                "{\"zone\":\"UTC\",\"week\":"
                        + Stream.of(DayOfWeek.values())
                                .map(day -> "\"" + day.name().toLowerCase(Locale.ROOT) + "\":[\"00:00-24:00\"]")
                                .collect(Collectors.joining(",", "{", "}"))
                        + "}");
        first.start().awaitReady();
        await().until(() -> database.count("select count(*) from pending_reply") == 0);
        first.stop();
        pending(2, "switched-off", "now()", Customers.bytes(Customers.question("x", "off")));
        database.update("insert into desk_mode values (1, now(), 'test', 'OFF', '')");

        // When
        first.start().awaitReady();

        // Then
        await().until(() -> database.count("select count(*) from pending_reply") == 0);
        assertThat(database.query("select concat_ws(' ', customer_uid, state, reason) from reply order by exchange_id"))
                .containsExactly("by-day WITHHELD OPENING_HOURS", "switched-off WITHHELD MODE_OFF");
    }

    private void pending(long id, String customer, String receivedAt, byte[] reply) {
        database.update(
                "insert into exchange (id, sender_uid, message_id, payload_hash, received_at, customer_uid, outcome,"
                        + " reply_id, reply_bytes) values (?, ?, ?, ''::bytea, "
                        + receivedAt + ", ?, 'ANSWERED', ?, ?)",
                id,
                customer,
                UUID.randomUUID(),
                customer,
                UUID.randomUUID(),
                reply);
        database.update("insert into pending_reply values (?)", id);
    }

    @Test
    void isNotReadyOnADatabaseOfAnotherDesk() throws Exception {
        // Given
        first.start().awaitReady();
        first.stop();

        // When
        second.with("NIGHTDESK_CUSTOMER_ID", "77777").start();

        // Then
        await().atMost(Duration.ofSeconds(60))
                .until(() -> second.health("live") == 200
                        && second.body("/q/health/ready").contains("this database belongs to customer_id " + App.DESK));
        assertThat(second.isReady()).isFalse();
    }
}
