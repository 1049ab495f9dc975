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
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Metrics of processing and delivery. Every series exists from the start, so that an alert sees it rise from 0. */
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
    private final LongSupplier nanoClock;
    private volatile long progressAt;
    private volatile long attemptEndedAt;

    @Inject
    InboxMetrics(MeterRegistry registry) {
        this(registry, System::nanoTime);
    }

    /** @param nanoClock a monotonic clock such as {@link System#nanoTime} */
    InboxMetrics(MeterRegistry registry, LongSupplier nanoClock) {
        this.registry = registry;
        this.nanoClock = nanoClock;
        this.progressAt = nanoClock.getAsLong();
        this.attemptEndedAt = progressAt;
        this.batchSize = DistributionSummary.builder("nightdesk.batch.size")
                .description("frames decided in one transaction")
                .register(registry);
        this.commit = Timer.builder("nightdesk.commit")
                .description("deciding and storing a batch, to the end of its transaction")
                .serviceLevelObjectives(COMMIT_TIMES)
                .register(registry);
        this.failures = Counter.builder("nightdesk.commit.failures")
                .description("attempts to store a batch that failed, each one retried")
                .register(registry);
        Gauge.builder("nightdesk.outbox.depth", this, metrics -> metrics.handedOut)
                .description(
                        "replies that the broker has not confirmed: handed to the connection, or pending in the table")
                .tag("in", "memory")
                .register(registry);
        outcomes().forEach(this::frames);
        Decision.kinds().forEach(this::decisions);
        Stream.of("found", "unknown").forEach(this::orders);
        replies("sent");
        Arrays.stream(WithholdReason.values()).map(InboxMetrics::withheld).forEach(this::replies);
    }

    void decided(int frames, BatchResult.Statistics statistics) {
        batchSize.record(frames);
        statistics.outcomes().forEach((outcome, count) -> frames(outcome).increment(count));
        statistics.kinds().forEach((kind, count) -> decisions(kind).increment(count));
        statistics.orderAnswers().forEach((order, count) -> orders(order).increment(count));
    }

    /** Something was completed. */
    void progress() {
        progressAt = nanoClock.getAsLong();
        attemptEndedAt = progressAt;
    }

    /** The time since something was completed. */
    Duration sinceProgress() {
        return Duration.ofNanos(nanoClock.getAsLong() - progressAt);
    }

    /** The time since an attempt ended, whether it succeeded or failed. */
    Duration sinceAttempt() {
        return Duration.ofNanos(nanoClock.getAsLong() - attemptEndedAt);
    }

    /** A batch is stored; deciding and storing it began at {@code startedAt}, by {@link System#nanoTime}. */
    void committed(long startedAt) {
        commit.record(Duration.ofNanos(System.nanoTime() - startedAt));
    }

    void failed() {
        failures.increment();
        attemptEndedAt = nanoClock.getAsLong();
    }

    void reported(DeliveryReport report) {
        replies(report.withheld().map(InboxMetrics::withheld).orElse("sent")).increment();
    }

    /** How many replies are with the connection. */
    void handedOut(int replies) {
        handedOut = replies;
    }

    /** The outcomes of frames that are not foreign. */
    private static Stream<String> outcomes() {
        return Stream.of(
                        Arrays.stream(Outcome.values())
                                .map(outcome -> outcome.name().toLowerCase(Locale.ROOT)),
                        Arrays.stream(RejectReason.values()).map(reason -> "rejected_" + reason.code()),
                        Stream.of("duplicate", "message_id_reused", "own_reply", "session_id_mismatch", "rate_limited"))
                .flatMap(label -> label);
    }

    private static String withheld(WithholdReason reason) {
        return "withheld_" + reason.name().toLowerCase(Locale.ROOT);
    }

    private Counter frames(String outcome) {
        return registry.counter("nightdesk.frames", "outcome", outcome);
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
