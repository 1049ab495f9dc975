package io.nightdesk.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * The frames that waited at the broker while no replica was connected. On each connection they arrive first. A marker that was
 * published after the subscription arrives behind them and ends the backlog. If the marker does not come back, the backlog ends
 * when no frame to the desk arrives for a while, or after {@link #MAX_DURATION}. Frames of others, of
 * agents, and the desk's own replies do not count: on a busy topic they never pause. Confined to the context of the connection, except {@link #isOpen}.
 */
final class Backlog {

    private static final Logger LOG = Logger.getLogger(Backlog.class);

    /** A backlog arrives as fast as it is acknowledged, so it does not pause for long. */
    static final Duration SILENCE = Duration.ofSeconds(2);

    /** A marker that came back on an earlier connection is worth waiting for: frames of others may be ahead of it. */
    private static final Duration SILENCE_BEFORE_RELIABLE_MARKER = Duration.ofMinutes(1);

    /** The desk's own frames may never pause either. */
    private static final Duration MAX_DURATION = Duration.ofMinutes(10);

    /** What told that a backlog was over. */
    enum End {
        MARKER,
        SILENCE,
        TIME
    }

    private final LongSupplier nanoClock;
    private final MeterRegistry registry;
    private final Counter counter;

    private volatile boolean open = true;
    private Instant waitedSince = Instant.EPOCH;
    private long subscribedAt;
    private long lastFrameAt;
    private int frames;
    /** Frames for the desk that are received and not processed. */
    private int unprocessed;

    Backlog(LongSupplier nanoClock, MeterRegistry registry) {
        this.nanoClock = nanoClock;
        this.registry = registry;
        this.counter = Counter.builder("nightdesk.backlog.frames")
                .description("frames for the desk that may have waited at the broker")
                .register(registry);
        for (End end : End.values()) {
            duration(end);
        }
    }

    /**
     * A connection begins, or none exists any more: whatever arrives next may have waited.
     *
     * @param waitedSince when the desk was last known to have no backlog
     */
    void begin(Instant waitedSince) {
        this.waitedSince = waitedSince;
        open = true;
        frames = 0;
        unprocessed = 0;
        subscribed();
    }

    /** The subscription was granted. */
    void subscribed() {
        subscribedAt = nanoClock.getAsLong();
        lastFrameAt = subscribedAt;
    }

    /** Whether a frame that arrives now may have waited at the broker. */
    boolean isOpen() {
        return open;
    }

    /**
     * A frame that is not known to be of others arrived.
     *
     * @param toDesk whether it is known to be to the desk
     * @return the earliest time since when it may have waited at the broker; empty if it did not wait
     */
    Optional<Instant> arrived(boolean toDesk) {
        if (toDesk) {
            unprocessed++;
            lastFrameAt = nanoClock.getAsLong();
        }
        if (!open) {
            return Optional.empty();
        }
        if (++frames == 1) {
            LOG.infof("Frames that may have waited at the broker arrive: since=%s", since());
        }
        counter.increment();
        return Optional.of(waitedSince);
    }

    /** A frame to the desk that arrived on this connection was processed. */
    void processed() {
        unprocessed--;
        lastFrameAt = nanoClock.getAsLong();
    }

    /** What ends the backlog now, although no marker came back; empty if it goes on. */
    Optional<End> endWithoutMarker(SubscriptionProbe.Marker marker) {
        if (elapsed(subscribedAt).compareTo(MAX_DURATION) >= 0) {
            return Optional.of(End.TIME);
        }
        Duration needed = marker == SubscriptionProbe.Marker.RELIABLE ? SILENCE_BEFORE_RELIABLE_MARKER : SILENCE;
        return unprocessed == 0
                        && marker != SubscriptionProbe.Marker.AWAITED
                        && elapsed(lastFrameAt).compareTo(needed) >= 0
                ? Optional.of(End.SILENCE)
                : Optional.empty();
    }

    /** The backlog is over. */
    void end(End end) {
        open = false;
        Duration duration = elapsed(subscribedAt);
        duration(end).record(duration);
        LOG.infof(
                "No frame waits at the broker: waited=%d since=%s ms=%d known by=%s",
                frames, since(), duration.toMillis(), end.name().toLowerCase(Locale.ROOT));
    }

    private String since() {
        return waitedSince.equals(Instant.EPOCH) ? "unknown" : waitedSince.toString();
    }

    private Timer duration(End end) {
        return Timer.builder("nightdesk.backlog.duration")
                .description("from the subscription to the end of the backlog")
                .tag("end", end.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Duration elapsed(long since) {
        return Duration.ofNanos(nanoClock.getAsLong() - since);
    }
}
