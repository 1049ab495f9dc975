package io.nightdesk.mqtt;

import io.nightdesk.inbox.InboxCapacity;
import io.vertx.mqtt.MqttClient;

/**
 * Stops reading from one connection while the frames received take too much memory; TCP then makes the broker wait. Confined to
 * the context of the connection.
 */
final class FlowControl {

    private final InboxCapacity capacity;
    private final MqttClient client;
    private boolean paused;
    private boolean discarding;

    FlowControl(InboxCapacity capacity, MqttClient client) {
        this.capacity = capacity;
        this.client = client;
    }

    /**
     * Whether a packet that arrives may be taken. Once it may not, no later one may either, so that their order is kept: only a new
     * connection delivers them again. This happens if a connection breaks while reading is paused, because the new one delivers
     * frames that are still in memory once more.
     */
    boolean admits() {
        discarding |= capacity.isExceeded();
        return !discarding;
    }

    /** A frame was taken. */
    void taken() {
        if (!paused && capacity.isFull() && client.isConnected()) {
            client.pause();
            paused = true;
        }
    }

    boolean isPaused() {
        return paused;
    }

    /** Whether frames of the broker are kept out, so that silence does not mean that none waits there. */
    boolean isHoldingBack() {
        return paused || discarding;
    }

    /**
     * Reads on, because there is room again.
     *
     * @return false if packets were discarded, so that a new connection is needed
     */
    boolean resume() {
        if (paused && client.isConnected()) {
            client.resume();
        }
        paused = false;
        return !discarding;
    }
}
