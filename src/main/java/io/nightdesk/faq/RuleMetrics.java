package io.nightdesk.faq;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** What the rules tell monitoring. */
@Singleton
final class RuleMetrics {

    void register(@Observes StartupEvent event, MeterRegistry registry, RuleBook book) {
        register(registry, book, "enabled", RuleBook.Counts::enabled);
        register(registry, book, "disabled", RuleBook.Counts::disabled);
        register(registry, book, "faulty", RuleBook.Counts::faulty);
    }

    private static void register(
            MeterRegistry registry, RuleBook book, String state, ToDoubleFunction<RuleBook.Counts> count) {
        Gauge.builder("nightdesk.rules", book, rules -> count.applyAsDouble(rules.counts()))
                .description("rules in force, switched off, and broken in the table")
                .tag("state", state)
                .register(registry);
    }
}
