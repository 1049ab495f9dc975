package io.nightdesk.order;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
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

    private static final String FIND = """
            select false as latest, number, customer_uid, status, carrier, tracking, placed_at from customer_order
            where number = any(?::text[]) and customer_uid = any(?::text[])
            union all
            (select distinct on (customer_uid) true, number, customer_uid, status, carrier, tracking, placed_at
            from customer_order where customer_uid = any(?::text[])
            order by customer_uid, placed_at desc, number desc)""";

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

    /**
     * Finds the order of each query. A query without an entry in the result has no order that belongs to its customer.
     */
    public Map<OrderQuery, Order> find(Collection<OrderQuery> queries) throws SQLException {
        List<OrderQuery> byNumber = queries.stream()
                .filter(query -> !query.numbers().isEmpty())
                .distinct()
                .toList();
        Stream<String> customersOfLatest =
                queries.stream().filter(query -> query.numbers().isEmpty()).map(OrderQuery::customerUid);
        Map<OrderQuery, Order> found = new HashMap<>();
        Map<String, Order> ordersByNumber = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setObject(1, distinct(byNumber.stream().flatMap(query -> query.numbers().stream())));
            statement.setObject(2, distinct(byNumber.stream().map(OrderQuery::customerUid)));
            statement.setObject(3, distinct(customersOfLatest));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Order order = order(rows);
                    if (rows.getBoolean(1)) {
                        found.put(new OrderQuery(order.customerUid(), List.of()), order);
                    } else {
                        ordersByNumber.put(order.number(), order);
                    }
                }
            }
        }
        // The statement combines the numbers and customers of all queries, so ownership is checked for each query here.
        byNumber.forEach(query -> query.numbers().stream()
                .map(ordersByNumber::get)
                .filter(Objects::nonNull)
                .filter(order -> order.customerUid().equals(query.customerUid()))
                .findFirst()
                .ifPresent(order -> found.put(query, order)));
        return found;
    }

    /**
     * Stores new and changed orders, all of them or none. Joins the caller's transaction, else uses one of its own. Of
     * several orders with the same number the last one is stored.
     */
    void storeAll(Collection<Order> orders) throws SQLException {
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
            statement.executeUpdate();
        }
    }

    private static String[] distinct(Stream<String> texts) {
        return texts.distinct().toArray(String[]::new);
    }

    private static @Nullable String[] column(Collection<Order> orders, Function<Order, @Nullable String> value) {
        return orders.stream().map(value).toArray(String[]::new);
    }

    private static Order order(ResultSet row) throws SQLException {
        return new Order(
                row.getString(2),
                row.getString(3),
                OrderStatus.valueOf(row.getString(4)),
                Optional.ofNullable(row.getString(5)),
                Optional.ofNullable(row.getString(6)),
                row.getObject(7, OffsetDateTime.class).toInstant());
    }
}
