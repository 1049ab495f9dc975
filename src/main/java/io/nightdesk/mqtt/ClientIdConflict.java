package io.nightdesk.mqtt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Suspects that another client uses the client id of a connection. MQTT 3.1.1 gives a client no reason when the broker closes its
 * connection. But a broker that restarts or is unreachable refuses the next attempt to connect; one that only makes room for
 * another client accepts it. Confined to the context of the connection, except for {@link #isSuspected}.
 */
final class ClientIdConflict {

    /** How often that must happen within {@link #WINDOW}. */
    static final int CLOSES = 3;

    static final Duration WINDOW = Duration.ofMinutes(5);

    /** When the broker closed connections after which it accepted the next one at once. */
    private final Deque<Long> closes = new ArrayDeque<>();

    private Optional<Long> lastClose = Optional.empty();
    private volatile Optional<Long> suspectedAt = Optional.empty();

    /**
     * The broker closed an established connection for no known reason.
     *
     * @param now by {@link System#nanoTime}, as for the other methods
     */
    void closed(long now) {
        lastClose = Optional.of(now);
    }

    /** An attempt to connect failed, or the connection ended for a known reason. */
    void otherFailure() {
        lastClose = Optional.empty();
    }

    /** A connection was established. */
    void connected(long now) {
        lastClose.ifPresent(closes::add);
        lastClose = Optional.empty();
        closes.removeIf(at -> now - at > WINDOW.toNanos());
        if (closes.size() >= CLOSES) {
            suspectedAt = Optional.of(now);
        }
    }

    /** Whether another client seems to use the client id. May be called from any thread. */
    boolean isSuspected(long now) {
        return suspectedAt.filter(at -> now - at <= WINDOW.toNanos()).isPresent();
    }
}
