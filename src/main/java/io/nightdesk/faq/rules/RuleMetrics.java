package io.nightdesk.faq.rules;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** Registers the metrics of the rules. */
@Singleton
final class RuleMetrics {

    void register(@Observes StartupEvent event, MeterRegistry registry, RuleSnapshot snapshot) {
        register(registry, snapshot, "enabled", RuleSnapshot.Counts::enabled);
        register(registry, snapshot, "disabled", RuleSnapshot.Counts::disabled);
        register(registry, snapshot, "invalid", RuleSnapshot.Counts::invalid);
    }

    private static void register(
            MeterRegistry registry, RuleSnapshot snapshot, String state, ToDoubleFunction<RuleSnapshot.Counts> count) {
        Gauge.builder("nightdesk.rules", snapshot, rules -> count.applyAsDouble(rules.counts()))
                .description("Rules in force, disabled, and invalid in the table")
                .tag("state", state)
                .register(registry);
    }
}
