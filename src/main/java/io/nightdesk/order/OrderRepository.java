package io.nightdesk.order;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks up and stores batches of orders, each with one SQL statement. Hibernate would need a round trip for each order:
 * a batch of frames has up to 256 queries and waits for their result, and a bulk import has up to a million orders.
 * Single orders are read and stored through {@link OrderEntity}.
 */
@Singleton
public class OrderRepository {

    /**
     * How many orders of a customer are compared with a text, the newest ones. Older ones are found by their printed
     * number.
     */
    private static final int MAX_COMPARED = 200;

    private static final String FIND = """
            select number, customer_uid, status, carrier, tracking, placed_at from customer_order
            where number = any(?::text[]) and customer_uid = any(?::text[])
            union
            select newest.* from unnest(?::text[], ?::int[]) as asked (customer, orders)
            cross join lateral (
                select number, customer_uid, status, carrier, tracking, placed_at from customer_order
                where customer_uid = asked.customer order by placed_at desc, number desc limit asked.orders) as newest
            order by customer_uid, placed_at desc, number desc""";

    /** Leaves unchanged rows alone, because many systems push all their orders every night. */
    private static final String STORE = """
            insert into customer_order as stored (number, customer_uid, status, carrier, tracking, placed_at)
            select number, customer, status, carrier, tracking, placed::timestamptz
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                as sent (number, customer, status, carrier, tracking, placed)
            on conflict (number) do update set customer_uid = excluded.customer_uid, status = excluded.status,
                carrier = excluded.carrier, tracking = excluded.tracking, placed_at = excluded.placed_at
            where (stored.customer_uid, stored.status, stored.carrier, stored.tracking, stored.placed_at) is distinct from
                (excluded.customer_uid, excluded.status, excluded.carrier, excluded.tracking, excluded.placed_at)""";

    private final DataSource dataSource;

    @Inject
    public OrderRepository(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Finds the orders that each query means. All of them belong to the customer who asks. */
    public Map<OrderQuery, OrderSelection> find(Collection<OrderQuery> queries) throws SQLException {
        Set<OrderQuery> distinct = new LinkedHashSet<>(queries);
        Map<String, Integer> compared = new HashMap<>();
        distinct.forEach(
                query -> compared.merge(query.customerUid(), query.mayNameOrders() ? MAX_COMPARED : 1, Math::max));
        Map<String, List<Order>> byCustomer = findCandidates(distinct, compared);
        return distinct.stream()
                .collect(Collectors.toMap(
                        query -> query,
                        query -> OrderSelector.select(query, byCustomer.getOrDefault(query.customerUid(), List.of()))));
    }

    /** The newest orders of each customer, as many as are compared, and those whose number some customer names. */
    private Map<String, List<Order>> findCandidates(Set<OrderQuery> queries, Map<String, Integer> compared)
            throws SQLException {
        Map<String, List<Order>> byCustomer = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(FIND)) {
            String[] customers = compared.keySet().toArray(String[]::new);
            statement.setObject(
                    1,
                    queries.stream()
                            .flatMap(query -> query.printedNumbers().stream())
                            .distinct()
                            .toArray(String[]::new));
            statement.setObject(2, customers);
            statement.setObject(3, customers);
            statement.setObject(4, Stream.of(customers).map(compared::get).toArray(Integer[]::new));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Order order = order(rows);
                    byCustomer
                            .computeIfAbsent(order.customerUid(), customer -> new ArrayList<>())
                            .add(order);
                }
            }
        }
        return byCustomer;
    }

    /**
     * Stores new and changed orders, all of them or none. Joins the caller's transaction, else uses one of its own. Of
     * several orders with the same number the last one is stored.
     *
     * @return how many orders are new or changed
     */
    int storeAll(Collection<Order> orders) throws SQLException {
        // Sorted, so that concurrent batches lock rows in the same order and do not deadlock.
        TreeMap<String, Order> byNumber = new TreeMap<>();
        orders.forEach(order -> byNumber.put(order.number(), order));
        Collection<Order> distinct = byNumber.values();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(STORE)) {
            statement.setObject(1, column(distinct, Order::number));
            statement.setObject(2, column(distinct, Order::customerUid));
            statement.setObject(3, column(distinct, order -> order.status().name()));
            statement.setObject(4, column(distinct, order -> order.carrier().orElse(null)));
            statement.setObject(5, column(distinct, order -> order.tracking().orElse(null)));
            statement.setObject(6, column(distinct, order -> order.placedAt().toString()));
            return statement.executeUpdate();
        }
    }

    private static @Nullable String[] column(Collection<Order> orders, Function<Order, @Nullable String> value) {
        return orders.stream().map(value).toArray(String[]::new);
    }

    private static Order order(ResultSet row) throws SQLException {
        return new Order(
                row.getString(1),
                row.getString(2),
                OrderStatus.valueOf(row.getString(3)),
                Optional.ofNullable(row.getString(4)),
                Optional.ofNullable(row.getString(5)),
                row.getObject(6, OffsetDateTime.class).toInstant());
    }
}
