package io.nightdesk.order;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An order as stored, to be read, listed and deleted; {@link OrderBulkRepository} stores. */
@Entity
@Immutable
@Table(name = "customer_order")
public class OrderEntity extends PanacheEntityBase {

    @Id
    public String number = "";

    @Column(name = "customer_uid")
    public String customerUid = "";

    @Enumerated(EnumType.STRING)
    public OrderStatus status = OrderStatus.UNPAID;

    public @Nullable String carrier;

    public @Nullable String tracking;

    @Column(name = "placed_at")
    public Instant placedAt = Instant.EPOCH;

    /** Another one with every change; a trigger of the database sees to that. */
    public long version;

    static Optional<OrderEntity> numbered(String number) {
        return findByIdOptional(number);
    }

    /** The same, kept from others until the transaction ends. */
    static Optional<OrderEntity> locked(String number) {
        return findByIdOptional(number, LockModeType.PESSIMISTIC_WRITE);
    }

    /** As it is after something else than Hibernate stored it. */
    static OrderEntity stored(String number) {
        getEntityManager().clear();
        return numbered(number).orElseThrow();
    }

    /** The values that columns must have, by the names of the fields; none for all orders. */
    static io.quarkus.hibernate.orm.panache.PanacheQuery<OrderEntity> with(Map<String, Object> values, String orderBy) {
        String where = values.keySet().stream()
                .sorted()
                .map(field -> field + " = :" + field)
                .collect(Collectors.joining(" and "));
        return find((where.isEmpty() ? "" : where + " ") + "order by " + orderBy, values);
    }

    Order toOrder() {
        return new Order(
                number, customerUid, status, Optional.ofNullable(carrier), Optional.ofNullable(tracking), placedAt);
    }
}
