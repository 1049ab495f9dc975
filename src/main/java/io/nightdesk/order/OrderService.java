package io.nightdesk.order;

import io.nightdesk.audit.AuditAction;
import io.nightdesk.audit.AuditLog;
import io.nightdesk.audit.AuditSubject;
import io.nightdesk.rest.ConditionalRequest;
import io.nightdesk.rest.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;

/** Stores and deletes single orders. */
@Singleton
class OrderService {

    /**
     * An order after it was stored.
     *
     * @param created whether the number was unknown before
     */
    record StoredOrder(Order order, long version, boolean created) {}

    private final AuditLog audit;

    @Inject
    OrderService(AuditLog audit) {
        this.audit = audit;
    }

    /** Creates or replaces an order if its current version meets the precondition, should there be one. */
    StoredOrder store(Order order, ConditionalRequest precondition) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> storeOnce(order, precondition));
        } catch (ConstraintViolationException e) {
            if (e.getKind() != ConstraintViolationException.ConstraintKind.UNIQUE) {
                throw e;
            }
            // Another request created the order after this one looked for it. Now it is found.
            return QuarkusTransaction.requiringNew().call(() -> storeOnce(order, precondition));
        }
    }

    private StoredOrder storeOnce(Order order, ConditionalRequest precondition) {
        Optional<OrderEntity> existing = OrderEntity.findLocked(order.number());
        precondition.requireMatchIfSent(existing.map(found -> found.version));
        OrderEntity stored = existing.orElseGet(OrderEntity::new);
        long versionBefore = stored.version;
        stored.number = order.number();
        stored.set(order);
        stored.persistAndFlush();
        if (stored.version != versionBefore) {
            record(existing.isEmpty() ? AuditAction.ORDER_CREATED : AuditAction.ORDER_REPLACED, stored);
        }
        return new StoredOrder(stored.toOrder(), stored.version, existing.isEmpty());
    }

    /** Deletes an order if its current version meets the precondition. */
    @Transactional
    void delete(String number, ConditionalRequest precondition) {
        OrderEntity stored = OrderEntity.findLocked(number).orElseThrow(OrderService::unknownNumber);
        precondition.requireMatch(stored.version);
        stored.delete();
        record(AuditAction.ORDER_DELETED, stored);
    }

    private void record(AuditAction action, OrderEntity order) {
        audit.record(action, AuditSubject.ofCustomer(order.number, order.customerUid), Map.of("status", order.status));
    }

    static ProblemException unknownNumber() {
        return ProblemException.notFound("No order has this number.", "没有这个订单号的订单。");
    }
}
