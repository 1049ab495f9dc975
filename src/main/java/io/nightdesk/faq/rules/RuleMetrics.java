package io.nightdesk.faq.rules;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** What the rules tell monitoring. */
@Singleton
final class RuleMetrics {

    void register(@Observes StartupEvent event, MeterRegistry registry, RuleSnapshot book) {
        register(registry, book, "enabled", RuleSnapshot.Counts::enabled);
        register(registry, book, "disabled", RuleSnapshot.Counts::disabled);
        register(registry, book, "faulty", RuleSnapshot.Counts::faulty);
    }

    private static void register(
            MeterRegistry registry, RuleSnapshot book, String state, ToDoubleFunction<RuleSnapshot.Counts> count) {
        Gauge.builder("nightdesk.rules", book, rules -> count.applyAsDouble(rules.counts()))
                .description("rules in force, switched off, and broken in the table")
                .tag("state", state)
                .register(registry);
    }
}
