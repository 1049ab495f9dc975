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
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Looks orders up for many questions at once: a batch of frames costs one query, in plain SQL because each batch has one. */
@Singleton
public class OrderRepository {

    private static final String FIND = """
            select false as latest, number, customer_uid, status, carrier, tracking, placed_at from customer_order
            where number = any(?::text[]) and customer_uid = any(?::text[])
            union all
            (select distinct on (customer_uid) true, number, customer_uid, status, carrier, tracking, placed_at
            from customer_order where customer_uid = any(?::text[])
            order by customer_uid, placed_at desc, number desc)""";

    private final DataSource database;

    @Inject
    OrderRepository(DataSource database) {
        this.database = database;
    }

    /**
     * The orders meant, by question; a question without an entry has no order that belongs to its customer. Needs a
     * transaction.
     */
    public Map<OrderQuery, Order> find(Collection<OrderQuery> questions) throws SQLException {
        List<OrderQuery> named = questions.stream()
                .filter(q -> !q.numbers().isEmpty())
                .distinct()
                .toList();
        Map<OrderQuery, Order> found = new HashMap<>();
        Map<String, Order> byNumber = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setObject(1, texts(named.stream().flatMap(q -> q.numbers().stream())));
            statement.setObject(2, texts(named.stream().map(OrderQuery::customerUid)));
            statement.setObject(
                    3,
                    texts(questions.stream().filter(q -> q.numbers().isEmpty()).map(OrderQuery::customerUid)));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Order order = order(rows);
                    if (rows.getBoolean(1)) {
                        found.put(new OrderQuery(order.customerUid(), List.of()), order);
                    } else {
                        byNumber.put(order.number(), order);
                    }
                }
            }
        }
        // The query pairs any number with any customer of the batch; only here is it settled whose is whose.
        named.forEach(question -> question.numbers().stream()
                .map(byNumber::get)
                .filter(Objects::nonNull)
                .filter(order -> order.customerUid().equals(question.customerUid()))
                .findFirst()
                .ifPresent(order -> found.put(question, order)));
        return found;
    }

    private static String[] texts(Stream<String> texts) {
        return texts.distinct().toArray(String[]::new);
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
