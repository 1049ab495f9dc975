package io.nightdesk.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import java.util.List;
import java.util.UUID;

/**
 * Questions about one order each, so that a reply shows which question it answers. Order numbers ascend, so that the replies
 * of a session show whether they are in order.
 */
public final class OrderQuestions {

    private final int maxQuestions;
    private final int customers;

    /**
     * @param maxQuestions how many questions there are at most
     * @param customers how many customers ask in turn; each may ask 200 times
     */
    public OrderQuestions(int maxQuestions, int customers) {
        this.maxQuestions = maxQuestions;
        this.customers = customers;
    }

    /** Lifts the limits on replies and frames, so that the replica answers every question. */
    public static App unlimited(App app) {
        return app.with("NIGHTDESK_REPLIES_PER_HOUR", "200")
                .with("NIGHTDESK_INBOX_FRAMES_PER_MINUTE", "100000")
                .with("NIGHTDESK_BACKLOG_REPLY_INTERVAL", "0s");
    }

    /** Stores the rule and the orders; the schema must exist. */
    public void load(Database database) {
        database.update(
                "insert into faq_rule (key, title, triggers, answers) values ('order', 'Order', ?::jsonb, ?::jsonb)",
                "{\"keywords\":[{\"any\":[\"order\"]}]}",
                "{\"variants\":[{\"en\":\"{order.number} is {order.status}\"}]}");
        database.update("insert into customer_order select 'ORDER' || lpad(n::text, 8, '0'), 'c' || n % " + customers
                + ", 'PAID', null, null, now() from generate_series(0, " + (maxQuestions - 1) + ") n");
    }

    /** Returns the n-th question with a new message id. */
    public Frame question(int n) {
        return Customers.frame(
                customer(n), App.DESK, new Content.Text("content", "my order ORDER%08d?".formatted(n), ""));
    }

    /** Returns which question a reply answers. */
    public static int number(Frame reply) {
        return Integer.parseInt(Customers.text(reply).split(" ", -1)[0].substring("ORDER".length()));
    }

    /** Returns which of the questions asked so far have no outcome. */
    public static List<String> withoutOutcome(Database database, int asked) {
        return database.query(
                "select n::text from generate_series(0, ?) n where not exists (select 1 from"
                        + " exchange where question = 'my order ORDER' || lpad(n::text, 8, '0') || '?')",
                asked - 1);
    }

    /** Asserts that each question asked has one reply to its customer, and that the replies of each session are in order. */
    public void assertOneReplyEach(int asked, List<Frame> replies, Database database) {
        ReplyCheck check = new ReplyCheck(customers);
        replies.forEach(check::accept);
        assertThat(check.violations()).isEmpty();
        assertThat(check.unanswered(asked)).isEmpty();
        assertThat(check.answered()).isEqualTo(asked);
        assertThat(database.count("select count(*) from exchange where reply_id = any(?)", (Object)
                        replies.stream().map(Frame::messageId).toArray(UUID[]::new)))
                .isEqualTo(asked);
    }

    private String customer(int n) {
        return "c" + n % customers;
    }
}
