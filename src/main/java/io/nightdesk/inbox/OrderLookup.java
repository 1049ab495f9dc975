package io.nightdesk.inbox;

import io.nightdesk.order.OrderQuery;
import io.nightdesk.order.OrderSelection;
import java.util.Collection;
import java.util.Map;

/** Finds the orders that customers mean. */
@FunctionalInterface
interface OrderLookup {

    /**
     * Finds the orders of all queries at once.
     *
     * @throws RuntimeException if the database cannot be used
     */
    Map<OrderQuery, OrderSelection> find(Collection<OrderQuery> queries);
}
