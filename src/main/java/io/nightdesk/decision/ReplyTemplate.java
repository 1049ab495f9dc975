package io.nightdesk.decision;

import io.nightdesk.order.OrderPlaceholders;
import io.nightdesk.order.OrderQuery;
import io.nightdesk.order.OrderSelection;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The content of a reply. A text may depend on an order that is not looked up yet. */
public sealed interface ReplyTemplate {

    /** The order that the reply depends on. */
    Optional<OrderQuery> orderQuery();

    /** A text. */
    sealed interface Text extends ReplyTemplate {

        /**
         * The text for the customer.
         *
         * @param orders the orders that each query means
         */
        String render(Map<OrderQuery, OrderSelection> orders);
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
        public String render(Map<OrderQuery, OrderSelection> orders) {
            return text;
        }
    }

    /**
     * A text with placeholders for an order. It is repeated for each of several orders.
     *
     * @param orderUnknown the text when the customer has no such order
     * @param menu what follows the orders, once
     */
    record OrderText(String template, OrderQuery query, String orderUnknown, String menu, Locale language, ZoneId zone)
            implements Text {
        @Override
        public Optional<OrderQuery> orderQuery() {
            return Optional.of(query);
        }

        @Override
        public String render(Map<OrderQuery, OrderSelection> orders) {
            OrderSelection selected = orders.getOrDefault(query, OrderSelection.NONE);
            if (selected.orders().isEmpty()) {
                return orderUnknown;
            }
            Stream<String> found =
                    selected.orders().stream().map(order -> OrderPlaceholders.fill(template, order, language, zone));
            Stream<String> unknown = selected.incomplete() ? Stream.of(orderUnknown) : Stream.empty();
            return Stream.concat(found, unknown).collect(Collectors.joining("\n")) + menu;
        }
    }
}
