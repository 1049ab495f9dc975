package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import java.sql.Connection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows are deleted after their retention period while the desk keeps answering. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RetentionIT {

    private static final String RETURNS = "怎么退货";

    @RegisterExtension
    private static final Deployment deployment = Deployment.withEmbeddedBroker();

    private final Database database = deployment.database();
    private final App app = deployment
            .replica("retention")
            .with("NIGHTDESK_MODE", "always")
            .with("NIGHTDESK_RETENTION_INTERVAL", "1s")
            .with("NIGHTDESK_RETENTION_BATCH", "50")
            .with("NIGHTDESK_RETENTION_ORDERS", "1000d");
    private Customers customers;

    @BeforeAll
    void start() throws Exception {
        deployment.startWithSamples(app);
        customers = deployment.customers();
    }

    /** Inserts exchanges of one customer with the ids from {@code first} to {@code last}, received that long ago. */
    private void exchanges(String customer, int first, int last, String age) {
        database.update("""
                insert into exchange (id, sender_uid, message_id, payload_hash, received_at, customer_uid, outcome, reply_id,
                    reply_bytes)
                select n, ?1, gen_random_uuid(), '', now() - interval '?2', ?1, 'ANSWERED', gen_random_uuid(), ''
                from generate_series(?3, ?4) n""".replace("?1", "'" + customer + "'")
                .replace("?2", age)
                .replace("?3", String.valueOf(first))
                .replace("?4", String.valueOf(last)));
    }

    private long count(String customer) {
        return database.count("select count(*) from exchange where customer_uid = ?", customer);
    }

    private double deleted(String kind) {
        return app.metric("nightdesk_retention_deleted_total{kind=\"" + kind + "\"}");
    }

    /** Waits for a run that sees all rows of this moment. */
    private void awaitARun() {
        String runs = "nightdesk_retention_runs_total{result=\"completed\"}";
        double before = app.metric(runs);
        // The first run to end may have begun before.
        await().until(() -> app.metric(runs) >= before + 2);
    }

    @Test
    void deletesOldExchangesAndKeepsRecentAndPendingOnes() throws Exception {
        // Given
        customers.ask(Customers.somebody(), RETURNS);
        exchanges("young", -1000, -941, "179 days");
        database.update("insert into pending_reply values (-500)");

        // When
        exchanges("old", -940, -401, "181 days");
        exchanges("young", -400, -301, "179 days");
        exchanges("old", -300, -201, "181 days");

        // Then
        await().until(() -> count("old") == 1);
        assertThat(database.query("select id from exchange where customer_uid = 'old'"))
                .containsExactly("-500");
        assertThat(count("young")).isEqualTo(160);
        assertThat(deleted("exchanges")).isGreaterThanOrEqualTo(639);
        database.update("delete from pending_reply where exchange_id = -500");
        await().until(() -> count("old") == 0);
    }

    @Test
    void deletesInSmallTransactionsThatDoNotBlock() throws Exception {
        // Given
        customers.ask(Customers.somebody(), RETURNS);
        database.update("insert into pending_reply values (-1401)");
        exchanges("blocked", -1500, -1401, "181 days");
        await().until(() -> count("blocked") == 1);
        exchanges("blocked", -1500, -1402, "181 days");

        try (Connection held = database.holding("select 1 from exchange where id = -1401 for update")) {
            // When
            String failed = "nightdesk_retention_runs_total{result=\"failed\"}";
            double before = app.metric(failed);
            database.update("delete from pending_reply where exchange_id = -1401");
            await().until(() -> app.metric(failed) > before);

            // Then
            assertThat(held.isClosed()).isFalse();
            assertThat(count("blocked")).isBetween(1L, 50L);
            assertThat(customers.ask(Customers.somebody(), RETURNS)).isNotBlank();
        }
        await().until(() -> count("blocked") == 0);
    }

    @Test
    void keepsTheNewestExchangeSoThatIdsContinue() throws Exception {
        // Given
        customers.ask(Customers.somebody(), RETURNS);
        await().until(() -> database.count("select count(*) from pending_reply") == 0);
        long newest = database.count("select max(id) from exchange");

        // When
        database.update("update exchange set received_at = '2001-01-01'");
        await().until(() -> database.count("select count(*) from exchange") == 1);

        // Then
        assertThat(database.count("select id from exchange")).isEqualTo(newest);
        customers.ask(Customers.somebody(), RETURNS);
        assertThat(database.count("select max(id) from exchange")).isGreaterThan(newest);
    }

    @Test
    void deletesAnIdleSessionAndAnswersItsCustomerAgain() throws Exception {
        // Given
        String idle = Customers.somebody();
        String lately = Customers.somebody();
        String paused = Customers.somebody();
        String handedOff = Customers.somebody();
        for (String customer : new String[] {idle, lately, paused, handedOff}) {
            customers.ask(customer, RETURNS);
        }
        customers.send(Customers.question(lately, RETURNS));
        await().until(() -> database.count("select count(*) from exchange where outcome = 'REPEATED'") == 1);
        database.update("update session set version = -9000000001, taken_over_until = now() + interval '1 hour'"
                + " where customer_uid = '" + paused + "'");
        database.update("update session set version = -9000000002, handed_off_until = now() + interval '1 hour'"
                + " where customer_uid = '" + handedOff + "'");

        // When
        database.update(
                "update exchange set received_at = now() - interval '91 days' where customer_uid in (?, ?, ?)",
                idle,
                paused,
                handedOff);
        await().until(() -> database.count("select count(*) from session where customer_uid = ?", idle) == 0);
        String said = customers.ask(idle, RETURNS);

        // Then
        assertThat(said).isNotBlank();
        awaitARun();
        assertThat(database.query(
                        "select customer_uid from session where customer_uid in (?, ?, ?, ?)",
                        idle,
                        lately,
                        paused,
                        handedOff))
                .containsExactlyInAnyOrder(idle, lately, paused, handedOff);
    }

    @Test
    void deletesReplacedAndOldRowsOfTheOtherTables() throws Exception {
        // Given
        database.update("insert into session_change (customer_uid, at, by, action, until, reason) values"
                + " ('a', now() - interval '91 days', 'x', 'RESUMED', null, ''),"
                + " ('b', now() - interval '91 days', 'x', 'PAUSED', now(), ''),"
                + " ('c', now() - interval '89 days', 'x', 'RESUMED', null, '')");
        database.update(
                "insert into rejected_frame (received_at, reason, size, head) values"
                        + " (now() - interval '181 days', 'too_large', 1, ''), (now() - interval '179 days', 'bad_uid', 1, '')");
        database.update(
                "insert into customer_order values ('OLD', 'a', 'PAID', null, null, now() - interval '1001 days'),"
                        + " ('NEW', 'a', 'PAID', null, null, now() - interval '999 days')");
        String rule =
                database.query("select key from faq_rule order by key limit 1").get(0);
        String week = "{\"zone\":\"UTC\",\"week\":{\"monday\":[\"09:00-18:00\"]}}";
        database.update("insert into schedule values (1, now() - interval '999 days', 'x', ?::jsonb)", week);
        database.update("insert into schedule values (2, now() - interval '731 days', 'x', ?::jsonb)", week);
        database.update("insert into schedule values (3, now() - interval '1 day', 'x', ?::jsonb)", week);
        database.update("insert into desk_mode values (1, now() - interval '999 days', 'x', 'ALWAYS', ''),"
                + " (2, now() - interval '998 days', 'x', 'ALWAYS', '')");
        database.update("insert into faq_import (at, by, added, changed, deleted) values"
                + " (now() - interval '731 days', 'x', 1, 0, 0), (now() - interval '729 days', 'x', 2, 0, 0)");

        database.update("insert into audit_entry (at, by, kind, action, subject, details) values"
                + " (now() - interval '366 days', 'x', 'mode', 'set', '', '{}'),"
                + " (now() - interval '364 days', 'x', 'rule', 'created', '', '{}')");

        // When
        database.update(
                "insert into faq_rule_revision (rule_key, version, at, by, action, body) values"
                        + " (?, -3, now() - interval '999 days', 'x', 'CREATED', '{}'),"
                        + " (?, -2, now() - interval '731 days', 'x', 'CHANGED', '{}'),"
                        + " ('gone', -2, now() - interval '731 days', 'x', 'CREATED', '{}'),"
                        + " ('gone', -1, now() - interval '731 days', 'x', 'DELETED', '{}'),"
                        + " ('late', -2, now() - interval '731 days', 'x', 'CREATED', '{}'),"
                        + " ('late', -1, now() - interval '729 days', 'x', 'DELETED', '{}')",
                rule,
                rule);
        awaitARun();

        // Then
        assertThat(database.query("select customer_uid from session_change where by = 'x'"))
                .containsExactlyInAnyOrder("b", "c");
        assertThat(database.query("select reason from rejected_frame")).containsExactly("bad_uid");
        assertThat(database.query("select number from customer_order where customer_uid = 'a'"))
                .containsExactly("NEW");
        assertThat(database.query("select rule_key || version from faq_rule_revision where by = 'x'"))
                .containsExactlyInAnyOrder(rule + "-2", "late-2", "late-1");
        assertThat(database.query("select added from faq_import")).containsExactly("2");
        assertThat(database.query("select version from schedule order by version"))
                .containsExactly("2", "3");
        assertThat(database.query("select version from desk_mode")).containsExactly("2");
        assertThat(database.query("select kind from audit_entry where by = 'x'"))
                .containsExactly("rule");
        assertThat(deleted("orders")).isEqualTo(1);
    }
}
