package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Desks of two uids at one broker, each in a schema of its own in one database. */
final class TwoDesksIT {

    private static final String OTHER_DESK = "77777";

    private Database database;
    private Broker broker;
    private App one;
    private App other;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = new Broker.Embedded();
        one = desk("desk-one", App.DESK, "shop_a").with("NIGHTDESK_TOPIC_IN", "PTP/desk/" + App.DESK);
        other = desk("desk-other", OTHER_DESK, "shop_b").with("NIGHTDESK_TOPIC_IN", "PTP/desk/" + OTHER_DESK);
    }

    @AfterEach
    void stop() throws Exception {
        one.close();
        other.close();
        broker.close();
        database.close();
    }

    private App desk(String name, String uid, String schema) {
        database.update("create schema " + schema);
        return new App(name, database.jdbcUrl() + "?currentSchema=" + schema, broker.port())
                .with("NIGHTDESK_CUSTOMER_ID", uid);
    }

    @Test
    void eachAnswersItsOwnByItsOwnRules() throws Exception {
        // Given
        one.start().awaitReady();
        other.start().awaitReady();
        rule("shop_a", "answer of one");
        rule("shop_b", "answer of the other");
        await().until(() -> one.logText().contains("rules=1") && other.logText().contains("rules=1"));
        try (Customers customers = new Customers(broker.port())) {

            // When
            publish(customers, App.DESK);
            Frame first = customers.nextReply();
            publish(customers, OTHER_DESK);
            Frame second = customers.nextReply();

            // Then
            assertThat(first.senderUid()).isEqualTo(App.DESK);
            assertThat(Customers.text(first)).isEqualTo("answer of one");
            assertThat(second.senderUid()).isEqualTo(OTHER_DESK);
            assertThat(Customers.text(second)).isEqualTo("answer of the other");
            assertThat(one.frames("foreign")).isZero();
            assertThat(database.count("select count(*) from shop_a.exchange")).isEqualTo(1);
            assertThat(database.count("select count(*) from shop_b.exchange")).isEqualTo(1);
        }
    }

    private static void publish(Customers customers, String desk) {
        Frame question = Customers.frame(Customers.somebody(), desk, new Content.Text("content", "hello there", ""));
        customers.publish("PTP/desk/" + desk, Customers.bytes(question));
    }

    private void rule(String schema, String answer) {
        database.update("set search_path to " + schema + "; insert into faq_rule (key, title, triggers, answers) values"
                + " ('hello', 'Hello', '{\"exact\":[\"hello there\"]}', '{\"variants\":[{\"en\":\"" + answer
                + "\"}]}')");
    }
}
