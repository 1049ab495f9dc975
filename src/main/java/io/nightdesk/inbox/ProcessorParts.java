package io.nightdesk.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nightdesk.database.DataSources;
import io.nightdesk.faq.rules.RuleSnapshot;
import io.nightdesk.hours.HoursSnapshot;
import io.nightdesk.order.OrderRepository;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Produces beans that the processor needs, and registers the metric of its progress. */
final class ProcessorParts {

    private ProcessorParts() {}

    @Produces
    @Singleton
    static OrderLookup orders(@Named(DataSources.INBOX) DataSource database) {
        OrderRepository orders = new OrderRepository(database);
        return queries -> {
            try {
                return orders.find(queries);
            } catch (SQLException e) {
                throw new IllegalStateException("failed to look up orders", e);
            }
        };
    }

    @Produces
    @Singleton
    static InForce.Source inForce(RuleSnapshot rules, HoursSnapshot hours) {
        return () -> new InForce(rules.rules(), hours.hours());
    }

    @Produces
    @Singleton
    static DatabaseRetry retry() {
        return new DatabaseRetry(pause -> Thread.sleep(pause.toMillis()));
    }

    static void register(@Observes StartupEvent event, MeterRegistry registry, FrameProcessor processor) {
        Gauge.builder(
                        "nightdesk.stalled.seconds",
                        processor,
                        one -> one.hasWork() ? one.sinceProgress().toMillis() / 1e3 : 0)
                .description("how long the processor has had work and completed nothing")
                .register(registry);
    }
}
