package io.nightdesk.mqtt;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.nightdesk.frame.MarkerCodec;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Publishes a marker to the inbound topic after each subscription. It arrives behind all frames that waited at the broker, because
 * a broker keeps the order of a topic (MQTT 3.1.1, 4.6). It also tests whether the subscription delivers anything: a broker may
 * grant a subscription although its access rules forbid to read the topic; then nothing ever arrives, and nothing else tells.
 * Whatever arrives, the marker or a frame of anybody, proves that it delivers. Confined to the context of the connection, except
 * {@link #state}.
 */
final class SubscriptionProbe {

    private static final Logger LOG = Logger.getLogger(SubscriptionProbe.class);

    /** If so many markers in a row are not confirmed before their connection ends, the broker does not accept them. */
    private static final int MAX_LOST_CONNECTIONS = 2;

    /** What is known of the subscription. */
    enum State {
        /** Not tested yet. */
        UNKNOWN,
        /** Something arrived. */
        DELIVERS,
        /** The marker did not come back, and nothing else arrived. */
        SUSPECT,
        /** It cannot be tested: the desk may not publish to the inbound topic, or the filter has wildcards. */
        INCONCLUSIVE;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the marker of the current connection will come back. */
    enum Marker {
        /** None was published, or it did not come back in time. */
        NONE,
        /** It was published a moment ago. */
        AWAITED,
        /** It was published, and the one of an earlier connection came back. */
        RELIABLE
    }

    private final Vertx vertx;
    private final String topic;
    private final MarkerCodec markers;
    private final Duration timeout;
    private volatile State state;
    /** Whether markers may be published. */
    private boolean enabled;

    private Optional<UUID> awaited = Optional.empty();
    private boolean awaitingConfirmation;
    private boolean reliable;
    private boolean timedOut;
    /** Whether something arrived on the current connection. */
    private boolean arrived;

    private int lostConnections;

    SubscriptionProbe(Vertx vertx, String topicFilter, boolean enabled, MarkerCodec markers, Duration timeout) {
        this.vertx = vertx;
        this.topic = topicFilter;
        this.markers = markers;
        this.timeout = timeout;
        boolean isTopic = !topicFilter.contains("+") && !topicFilter.contains("#") && !topicFilter.startsWith("$");
        this.enabled = enabled && isTopic;
        this.state = this.enabled ? State.UNKNOWN : State.INCONCLUSIVE;
    }

    State state() {
        return state;
    }

    /** The subscription was granted. */
    void start(MqttClient client) {
        if (!enabled) {
            return;
        }
        UUID id = UUID.randomUUID();
        awaited = Optional.of(id);
        awaitingConfirmation = true;
        client.publishCompletionHandler(packetId -> {
            awaitingConfirmation = false;
            lostConnections = 0;
        });
        client.publish(topic, Buffer.buffer(markers.encode(id)), MqttQoS.AT_LEAST_ONCE, false, false)
                .onSuccess(packetId -> vertx.setTimer(timeout.toMillis(), t -> timedOut(client, id)));
    }

    /** Whether the marker of the current connection will come back. */
    Marker marker() {
        if (awaited.isEmpty()) {
            return Marker.NONE;
        }
        if (reliable) {
            return Marker.RELIABLE;
        }
        return timedOut ? Marker.NONE : Marker.AWAITED;
    }

    /**
     * A marker of this desk arrived.
     *
     * @return whether it is the one of the current connection, so that no frame waits at the broker any more
     */
    boolean returned(UUID id) {
        if (awaited.filter(id::equals).isEmpty()) {
            return false;
        }
        awaited = Optional.empty();
        reliable = true;
        return true;
    }

    /** Something arrived on the subscription. */
    void arrived() {
        if (state == State.SUSPECT) {
            LOG.infof("The subscription delivers: topic=%s", topic);
        }
        arrived = true;
        state = State.DELIVERS;
    }

    /** The connection ended. */
    void disconnected() {
        // Frames of others may arrive although the broker does not accept the marker.
        boolean isLost = awaitingConfirmation;
        awaitingConfirmation = false;
        awaited = Optional.empty();
        timedOut = false;
        arrived = false;
        if (isLost && ++lostConnections == MAX_LOST_CONNECTIONS) {
            enabled = false;
            state = State.INCONCLUSIVE;
            LOG.warnf(
                    "The broker ends the connection when the desk publishes to its inbound topic, so the subscription"
                            + " is not tested any more: topic=%s",
                    topic);
        }
    }

    private void timedOut(MqttClient client, UUID id) {
        if (awaited.filter(id::equals).isEmpty()) {
            return;
        }
        timedOut = true;
        if (!arrived && client.isConnected()) {
            state = State.SUSPECT;
            LOG.warnf(
                    "The subscription may deliver nothing, check the broker's access rules: a message that the desk"
                            + " published did not come back: topic=%s",
                    topic);
        }
    }
}
