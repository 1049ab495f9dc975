package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two desks share a broker and a database; each has its own schema. */
final class TwoDesksIT {

    private static final String OTHER_DESK = "77777";

    @RegisterExtension
    private final Deployment deployment = Deployment.withEmbeddedBroker();

    private final Database database = deployment.database();
    private final Broker broker = deployment.broker();
    private final App one = replica("desk-one", App.DESK, "shop_a");
    private final App other = replica("desk-other", OTHER_DESK, "shop_b");

    private App replica(String name, String uid, String schema) {
        return deployment
                .add(new App(name, database.jdbcUrl() + "?currentSchema=" + schema, broker.port()))
                .with("NIGHTDESK_CUSTOMER_ID", uid)
                .with("NIGHTDESK_TOPIC_IN", "PTP/desk/" + uid);
    }

    @Test
    void eachDeskAnswersItsOwnCustomersByItsOwnRules() throws Exception {
        // Given
        database.update("create schema shop_a");
        database.update("create schema shop_b");
        deployment.start(one, other);
        rule("shop_a", "answer of one");
        rule("shop_b", "answer of the other");
        one.awaitRules(1);
        other.awaitRules(1);
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
