package io.nightdesk.order;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An order as stored. */
@Entity
@Table(name = "customer_order")
public class CustomerOrderRow extends PanacheEntityBase {

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

    static List<CustomerOrderRow> named(Collection<String> numbers, Collection<String> customers) {
        return list("number in ?1 and customerUid in ?2", numbers, customers);
    }

    @SuppressWarnings("unchecked") // a native query is typed by its result class, which the signature does not show
    static List<CustomerOrderRow> latestOf(Collection<String> customers) {
        return getEntityManager()
                .createNativeQuery("""
                        select distinct on (customer_uid) * from customer_order
                        where customer_uid = any(:customers) order by customer_uid, placed_at desc, number desc""", CustomerOrderRow.class)
                .setParameter("customers", customers.toArray(String[]::new))
                .getResultList();
    }

    Order toOrder() {
        return new Order(
                number, customerUid, status, Optional.ofNullable(carrier), Optional.ofNullable(tracking), placedAt);
    }
}
