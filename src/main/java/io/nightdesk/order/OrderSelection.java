package io.nightdesk.order;

import java.util.List;

/**
 * The orders that a customer means, all of them the customer's own.
 *
 * @param orders in the order in which the text names them; empty if no order is found
 * @param incomplete whether the customer named a number that is of none of their orders
 * @param reason why these, for the trace
 */
public record OrderSelection(List<Order> orders, boolean incomplete, String reason) {

    /** For a customer without orders. */
    public static final OrderSelection NONE = new OrderSelection(List.of(), false, "none: the customer has no order");

    public OrderSelection {
        orders = List.copyOf(orders);
    }

    /** Keeps customers' data out of logs. */
    @Override
    public String toString() {
        return "OrderSelection[" + orders.size() + "]";
    }
}
