package io.nightdesk.inbox;

import io.nightdesk.order.Order;
import io.nightdesk.order.OrderQuery;
import java.util.Collection;
import java.util.Map;

/** Finds orders; a query without an entry has no order that belongs to its customer. */
@FunctionalInterface
interface OrderLookup {

    /**
     * Finds the orders of all queries at once.
     *
     * @throws RuntimeException if the database cannot be used
     */
    Map<OrderQuery, Order> find(Collection<OrderQuery> queries);
}
