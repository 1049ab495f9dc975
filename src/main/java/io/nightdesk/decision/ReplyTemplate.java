package io.nightdesk.decision;

import io.nightdesk.order.Order;
import io.nightdesk.order.OrderPlaceholders;
import io.nightdesk.order.OrderQuery;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a reply says; a text may wait for an order to be looked up. */
public sealed interface ReplyTemplate {

    /** The order that the text speaks of. */
    Optional<OrderQuery> needs();

    /** A text. */
    sealed interface Words extends ReplyTemplate {

        /** The text, given the orders found; a question without an order gets the neutral answer. */
        String text(Map<OrderQuery, Order> orders);
    }

    /**
     * An image instead of a text.
     *
     * @param url where the customer's client gets it
     */
    record Image(String url) implements ReplyTemplate {
        @Override
        public Optional<OrderQuery> needs() {
            return Optional.empty();
        }
    }

    record Plain(String text) implements Words {
        @Override
        public Optional<OrderQuery> needs() {
            return Optional.empty();
        }

        @Override
        public String text(Map<OrderQuery, Order> orders) {
            return text;
        }
    }

    /** A text with placeholders, and what to say when no order of this customer fits. */
    record AboutOrder(String template, OrderQuery question, String unknown, Locale language, ZoneId zone)
            implements Words {
        @Override
        public Optional<OrderQuery> needs() {
            return Optional.of(question);
        }

        @Override
        public String text(Map<OrderQuery, Order> orders) {
            Order order = orders.get(question);
            return order == null ? unknown : OrderPlaceholders.fill(template, order, language, zone);
        }
    }
}
