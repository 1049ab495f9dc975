package io.nightdesk.order;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.Generated;
import org.hibernate.generator.EventType;
import org.jspecify.annotations.Nullable;

/** A stored order. Single orders are read, stored and deleted here; {@link OrderRepository} handles batches. */
@Entity
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

    /** Changes with every update. The database generates it, because other systems may write to the table too. */
    @Generated(event = {EventType.INSERT, EventType.UPDATE})
    public long version;

    static Optional<OrderEntity> findByNumber(String number) {
        return findByIdOptional(number);
    }

    /** Finds an order and locks its row until the transaction ends. */
    static Optional<OrderEntity> findLocked(String number) {
        return findByIdOptional(number, LockModeType.PESSIMISTIC_WRITE);
    }

    /** @param orderBy an HQL expression of the code, never of a request */
    static PanacheQuery<OrderEntity> search(OrderSearch search, String orderBy) {
        return find(search.condition() + " order by " + orderBy, search.parameters());
    }

    /** Copies everything but the number and the version. */
    void set(Order order) {
        customerUid = order.customerUid();
        status = order.status();
        carrier = order.carrier().orElse(null);
        tracking = order.tracking().orElse(null);
        placedAt = order.placedAt();
    }

    Order toOrder() {
        return new Order(
                number, customerUid, status, Optional.ofNullable(carrier), Optional.ofNullable(tracking), placedAt);
    }
}
