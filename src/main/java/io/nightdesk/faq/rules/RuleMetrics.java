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
        register(registry, snapshot, "enabled", RuleSet.Counts::enabled);
        register(registry, snapshot, "disabled", RuleSet.Counts::disabled);
        register(registry, snapshot, "invalid", RuleSet.Counts::invalid);
        register(registry, snapshot, "limited", RuleSet.Counts::limited);
    }

    private static void register(
            MeterRegistry registry, RuleSnapshot snapshot, String state, ToDoubleFunction<RuleSet.Counts> count) {
        Gauge.builder("nightdesk.rules", snapshot, rules -> count.applyAsDouble(rules.counts()))
                .description(
                        "Rules in force, disabled, invalid in the table, and with patterns that are not searched for")
                .tag("state", state)
                .register(registry);
    }
}
