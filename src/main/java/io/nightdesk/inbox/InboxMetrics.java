package io.nightdesk.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.nightdesk.decision.Decision;
import io.nightdesk.decision.Outcome;
import io.nightdesk.frame.RejectReason;
import io.nightdesk.outbox.DeliveryReport;
import io.nightdesk.outbox.WithholdReason;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What the ledger's thread tells monitoring. Every series is there from the start, so that an alert sees it rise from 0. */
@Singleton
class InboxMetrics {

    private static final Duration[] COMMIT_TIMES = DoubleStream.of(
                    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
            .mapToObj(seconds -> Duration.ofNanos((long) (seconds * 1e9)))
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final DistributionSummary batchSize;
    private final Timer commit;
    private final Counter failures;
    private volatile int handedOut;

    @Inject
    InboxMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.batchSize = DistributionSummary.builder("nightdesk.batch.size")
                .description("frames decided in one transaction")
                .register(registry);
        this.commit = Timer.builder("nightdesk.commit")
                .description("deciding and storing a batch, to the end of its transaction")
                .serviceLevelObjectives(COMMIT_TIMES)
                .register(registry);
        this.failures = Counter.builder("nightdesk.commit.failures")
                .description("attempts of the ledger that the database did not serve, each one tried again")
                .register(registry);
        Gauge.builder("nightdesk.outbox.depth", this, metrics -> metrics.handedOut)
                .description(
                        "replies not yet confirmed by the broker: handed to the connection, or pending in the table")
                .tag("in", "memory")
                .register(registry);
        ends().forEach(this::frames);
        Decision.kinds().forEach(this::decisions);
        Stream.of("found", "unknown").forEach(this::orders);
        replies("sent");
        Arrays.stream(WithholdReason.values()).map(InboxMetrics::withheld).forEach(this::replies);
    }

    void decided(int frames, BatchDecider batch) {
        batchSize.record(frames);
        batch.counts().forEach((end, count) -> frames(end).increment(count));
        batch.kinds().forEach((kind, count) -> decisions(kind).increment(count));
        batch.orderAnswers().forEach((order, count) -> orders(order).increment(count));
    }

    /** A batch is stored; it took from {@code began} until now, by {@link System#nanoTime}. */
    void committed(long began) {
        commit.record(Duration.ofNanos(System.nanoTime() - began));
    }

    void failed() {
        failures.increment();
    }

    void settled(DeliveryReport settlement) {
        replies(settlement.withheld().map(InboxMetrics::withheld).orElse("sent"))
                .increment();
    }

    /** So many replies are with the connection. */
    void handedOut(int replies) {
        handedOut = replies;
    }

    /** What can become of a frame that is not somebody else's. */
    private static Stream<String> ends() {
        return Stream.of(
                        Arrays.stream(Outcome.values())
                                .map(outcome -> outcome.name().toLowerCase(Locale.ROOT)),
                        Arrays.stream(RejectReason.values()).map(reason -> "rejected_" + reason.code()),
                        Stream.of("duplicate", "message_id_reused", "own_reply", "session_id_mismatch", "rate_limited"))
                .flatMap(end -> end);
    }

    private static String withheld(WithholdReason reason) {
        return "withheld_" + reason.name().toLowerCase(Locale.ROOT);
    }

    private Counter frames(String end) {
        return registry.counter("nightdesk.frames", "outcome", end);
    }

    private Counter decisions(String kind) {
        return registry.counter("nightdesk.decisions", "kind", kind);
    }

    private Counter orders(String order) {
        return registry.counter("nightdesk.order.answers", "order", order);
    }

    private Counter replies(String state) {
        return registry.counter("nightdesk.replies", "state", state);
    }
}
