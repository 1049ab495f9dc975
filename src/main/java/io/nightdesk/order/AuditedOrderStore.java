package io.nightdesk.order;

import io.nightdesk.audit.AuditAction;
import io.nightdesk.audit.AuditLog;
import io.nightdesk.audit.AuditSubject;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Stores the batches of one request, each in a transaction, and counts the new and changed orders in one entry of the audit log,
 * which the transaction of each batch brings up to date. An upload that changes nothing has no entry.
 */
final class AuditedOrderStore implements BulkImporter.OrderStore {

    private final OrderRepository orders;
    private final AuditLog audit;
    private Optional<Entry> entry = Optional.empty();

    private record Entry(long id, int changedOrders) {}

    AuditedOrderStore(OrderRepository orders, AuditLog audit) {
        this.orders = orders;
        this.audit = audit;
    }

    @Override
    public void storeAll(Collection<Order> batch) throws SQLException {
        try {
            entry = QuarkusTransaction.requiringNew().call(() -> record(orders.storeAll(batch)));
        } catch (RuntimeException e) {
            if (e.getCause() instanceof SQLException failed) {
                throw failed;
            }
            if (e instanceof QuarkusTransactionException) {
                throw new SQLException("the commit failed", e);
            }
            throw e;
        }
    }

    private Optional<Entry> record(int changedOrders) {
        if (changedOrders == 0) {
            return entry;
        }
        int total = changedOrders + entry.map(Entry::changedOrders).orElse(0);
        Map<String, ?> details = Map.of("orders", total);
        entry.ifPresent(existing -> audit.setDetails(existing.id(), details));
        long id = entry.map(Entry::id)
                .orElseGet(() -> audit.record(AuditAction.ORDER_UPLOADED, AuditSubject.NONE, details));
        return Optional.of(new Entry(id, total));
    }
}
