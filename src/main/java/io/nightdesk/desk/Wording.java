package io.nightdesk.desk;

import io.nightdesk.order.Order;
import io.nightdesk.order.OrderPlaceholders;
import io.nightdesk.order.OrderQuestion;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a reply says; a text may wait for an order to be looked up. */
public sealed interface Wording {

    /** The order that the text speaks of. */
    Optional<OrderQuestion> needs();

    /** A text. */
    sealed interface Words extends Wording {

        /** The text, given the orders found; a question without an order gets the neutral answer. */
        String text(Map<OrderQuestion, Order> orders);
    }

    /**
     * An image instead of a text.
     *
     * @param url where the customer's client gets it
     */
    record Image(String url) implements Wording {
        @Override
        public Optional<OrderQuestion> needs() {
            return Optional.empty();
        }
    }

    record Plain(String text) implements Words {
        @Override
        public Optional<OrderQuestion> needs() {
            return Optional.empty();
        }

        @Override
        public String text(Map<OrderQuestion, Order> orders) {
            return text;
        }
    }

    /** A text with placeholders, and what to say when no order of this customer fits. */
    record AboutOrder(String template, OrderQuestion question, String unknown, Locale language, ZoneId zone)
            implements Words {
        @Override
        public Optional<OrderQuestion> needs() {
            return Optional.of(question);
        }

        @Override
        public String text(Map<OrderQuestion, Order> orders) {
            Order order = orders.get(question);
            return order == null ? unknown : OrderPlaceholders.fill(template, order, language, zone);
        }
    }
}
