package io.nightdesk.ledger;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;

/** What the ledger tells monitoring. */
@Singleton
class LedgerMetrics {

    private final MeterRegistry registry;
    private final DistributionSummary batchSize;

    @Inject
    LedgerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.batchSize = DistributionSummary.builder("nightdesk.batch.size")
                .description("frames decided in one transaction")
                .register(registry);
    }

    void decided(int frames, Map<String, Integer> counts) {
        batchSize.record(frames);
        counts.forEach((end, count) ->
                registry.counter("nightdesk.frames", "outcome", end).increment(count));
    }

    void settled(Settlement settlement) {
        String state = settlement
                .withheld()
                .map(reason -> "withheld_" + reason.name().toLowerCase(Locale.ROOT))
                .orElse("sent");
        registry.counter("nightdesk.replies", "state", state).increment();
    }
}
