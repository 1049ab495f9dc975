package io.nightdesk.decision;

import io.nightdesk.order.Order;
import io.nightdesk.order.OrderPlaceholders;
import io.nightdesk.order.OrderQuery;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The content of a reply. A text may depend on an order that is not looked up yet. */
public sealed interface ReplyTemplate {

    /** The order that the reply depends on. */
    Optional<OrderQuery> orderQuery();

    /** A text. */
    sealed interface Text extends ReplyTemplate {

        /**
         * The text for the customer.
         *
         * @param orders the orders found, by query; a query without an order was not found
         */
        String render(Map<OrderQuery, Order> orders);
    }

    /**
     * An image instead of a text.
     *
     * @param url where the customer's client loads it
     */
    record Image(String url) implements ReplyTemplate {
        @Override
        public Optional<OrderQuery> orderQuery() {
            return Optional.empty();
        }
    }

    /** A text that depends on no order. */
    record PlainText(String text) implements Text {
        @Override
        public Optional<OrderQuery> orderQuery() {
            return Optional.empty();
        }

        @Override
        public String render(Map<OrderQuery, Order> orders) {
            return text;
        }
    }

    /**
     * A text with placeholders for an order.
     *
     * @param orderUnknown the text when the customer has no such order
     */
    record OrderText(String template, OrderQuery query, String orderUnknown, Locale language, ZoneId zone)
            implements Text {
        @Override
        public Optional<OrderQuery> orderQuery() {
            return Optional.of(query);
        }

        @Override
        public String render(Map<OrderQuery, Order> orders) {
            Order order = orders.get(query);
            return order == null ? orderUnknown : OrderPlaceholders.fill(template, order, language, zone);
        }
    }
}
