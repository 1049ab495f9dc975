package io.nightdesk.order;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Stores orders, new ones and changed ones alike: all of a batch with one statement or none of it. */
@Singleton
public class OrderBulkRepository {

    /** What is stored already as it is sent is not written again: systems that push everything every night are many. */
    private static final String STORE = """
            insert into customer_order as stored (number, customer_uid, status, carrier, tracking, placed_at)
            select number, customer, status, carrier, tracking, placed::timestamptz
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                as sent (number, customer, status, carrier, tracking, placed)
            on conflict (number) do update set customer_uid = excluded.customer_uid, status = excluded.status,
                carrier = excluded.carrier, tracking = excluded.tracking, placed_at = excluded.placed_at
            where (stored.customer_uid, stored.status, stored.carrier, stored.tracking, stored.placed_at) is distinct from
                (excluded.customer_uid, excluded.status, excluded.carrier, excluded.tracking, excluded.placed_at)""";

    private final DataSource database;

    @Inject
    OrderBulkRepository(DataSource database) {
        this.database = database;
    }

    /** In the transaction of whoever calls, else in one of its own. Of several orders with one number the last is stored. */
    void store(Collection<Order> orders) throws SQLException {
        // Always in one sequence, so that two batches with the same numbers do not wait for each other's rows.
        TreeMap<String, Order> byNumber = new TreeMap<>();
        orders.forEach(order -> byNumber.put(order.number(), order));
        Collection<Order> distinct = byNumber.values();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(STORE)) {
            statement.setObject(1, texts(distinct, Order::number));
            statement.setObject(2, texts(distinct, Order::customerUid));
            statement.setObject(3, texts(distinct, order -> order.status().name()));
            statement.setObject(4, texts(distinct, order -> order.carrier().orElse(null)));
            statement.setObject(5, texts(distinct, order -> order.tracking().orElse(null)));
            statement.setObject(6, texts(distinct, order -> order.placedAt().toString()));
            statement.executeUpdate();
        }
    }

    private static @Nullable String[] texts(Collection<Order> orders, Function<Order, @Nullable String> field) {
        return orders.stream().map(field).toArray(String[]::new);
    }
}
