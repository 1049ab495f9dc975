package io.nightdesk.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Recognises retained frames. If a client publishes with the RETAIN flag, the broker keeps the last frame and delivers it after
 * every SUBSCRIBE, that is after every reconnect, for years; it would be answered again once its exchange is deleted. Such a
 * delivery has the flag, and a live one must not have it (MQTT 3.1.1, MQTT-3.3.1-9). Some brokers and bridges leave it on live
 * frames. These must be answered, so the flag counts only while the deliveries that a SUBSCRIBE causes can arrive. Confined to the
 * context of the connection.
 */
final class RetainedFrames {

    private static final Logger LOG = Logger.getLogger(RetainedFrames.class);

    /** Some brokers deliver retained messages a while after the answer to SUBSCRIBE, behind live ones. */
    private static final Duration AFTER_SUBSCRIBE = Duration.ofMinutes(1);

    private final String topicFilter;
    private final LongSupplier nanoClock;
    private final Counter ignored;
    private long subscribedAt;
    private boolean logged;

    /** @param nanoClock a monotonic clock such as {@link System#nanoTime} */
    RetainedFrames(String topicFilter, LongSupplier nanoClock, MeterRegistry registry) {
        this.topicFilter = topicFilter;
        this.nanoClock = nanoClock;
        this.ignored = registry.counter("nightdesk.frames", "outcome", "retained");
    }

    /** The subscription was granted. */
    void subscribed() {
        subscribedAt = nanoClock.getAsLong();
        logged = false;
    }

    /**
     * Whether to ignore a frame for this desk, which is counted then.
     *
     * @param hasFlag whether it came with the RETAIN flag
     * @param isBacklog whether frames still arrive that waited at the broker: retained ones may be behind them
     */
    boolean ignores(boolean hasFlag, boolean isBacklog) {
        if (!hasFlag || !(isBacklog || nanoClock.getAsLong() - subscribedAt < AFTER_SUBSCRIBE.toNanos())) {
            return false;
        }
        ignored.increment();
        if (!logged) {
            logged = true;
            LOG.warnf(
                    "Retained frame for this desk ignored: a client publishes with the RETAIN flag, which it should"
                            + " not; an empty retained message removes the frame from the broker: topic=%s",
                    topicFilter);
        }
        return true;
    }
}
