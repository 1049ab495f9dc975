package io.nightdesk.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Questions each about an order of its own, so that a reply tells which question it answers. They ascend, so that it is seen
 * in a session's replies whether they came in order.
 */
public final class OrderQuestions {

    private final int most;
    private final int customers;

    /**
     * @param most how many questions there can be
     * @param customers who ask in turn; none may ask more than 200 times
     */
    public OrderQuestions(int most, int customers) {
        this.most = most;
        this.customers = customers;
    }

    /** A replica that answers every question, however much a customer asks and however long it waited. */
    public static App unlimited(App app) {
        return app.with("NIGHTDESK_REPLIES_PER_HOUR", "200")
                .with("NIGHTDESK_INBOX_FRAMES_PER_MINUTE", "100000")
                .with("NIGHTDESK_BACKLOG_REPLY_INTERVAL", "0s");
    }

    /** Stores the rule and the orders; the schema must be there. */
    public void load(Database database) {
        database.update(
                "insert into faq_rule (key, title, triggers, answers) values ('order', 'Order', ?::jsonb, ?::jsonb)",
                "{\"keywords\":[{\"any\":[\"order\"]}]}",
                "{\"variants\":[{\"en\":\"{order.number} is {order.status}\"}]}");
        database.update("insert into customer_order select 'ORDER' || lpad(n::text, 8, '0'), 'c' || n % " + customers
                + ", 'PAID', null, null, now() from generate_series(0, " + (most - 1) + ") n");
    }

    /** The n-th question, under a new message id. */
    public Frame question(int n) {
        return Customers.frame(asker(n), App.DESK, new Content.Text("content", "my order ORDER%08d?".formatted(n), ""));
    }

    /** Which of the first so many questions have no outcome. */
    public static List<String> withoutOutcome(Database database, int asked) {
        return database.query(
                "select n::text from generate_series(0, ?) n where not exists (select 1 from"
                        + " exchange where question = 'my order ORDER' || lpad(n::text, 8, '0') || '?')",
                asked - 1);
    }

    /** Each of the first so many questions has one reply, to who asked it, and each session's are in order. */
    public void assertOneReplyEach(int asked, List<Frame> replies, Database database) {
        Map<String, UUID> replyByOrder = new HashMap<>();
        Map<String, Integer> lastByCustomer = new HashMap<>();
        for (Frame reply : replies) {
            String order = Customers.text(reply).split(" ")[0];
            assertThat(Customers.text(reply)).isEqualTo(order + " is paid and being prepared");
            int number = Integer.parseInt(order.substring("ORDER".length()));
            assertThat(reply.receiverUid()).isEqualTo(asker(number));
            assertThat(replyByOrder.put(order, reply.messageId()))
                    .as("another reply to %s", order)
                    .isNull();
            Integer last = lastByCustomer.put(reply.receiverUid(), number);
            assertThat(last == null || last < number)
                    .as("replies to %s in order: %s before %s", reply.receiverUid(), last, number)
                    .isTrue();
        }
        assertThat(replyByOrder).hasSize(asked);
        assertThat(database.count("select count(*) from exchange where reply_id = any(?)", (Object)
                        replyByOrder.values().toArray(UUID[]::new)))
                .isEqualTo(asked);
    }

    private String asker(int n) {
        return "c" + n % customers;
    }
}
