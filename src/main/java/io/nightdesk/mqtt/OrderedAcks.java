package io.nightdesk.mqtt;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Acknowledges packets in the order of their receipt, as MQTT requires (3.1.1, MQTT-4.6.0-2), although their processing
 * completes in any order. Confined to one thread.
 */
final class OrderedAcks {

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** A received packet that is not acknowledged yet. */
    static final class Entry {
        private final Runnable ack;
        private boolean done;

        private Entry(Runnable ack) {
            this.ack = ack;
        }
    }

    /** Adds a packet that is acknowledged once {@link #done} was called for it and for all before it. */
    Entry add(Runnable ack) {
        Entry entry = new Entry(ack);
        entries.add(entry);
        return entry;
    }

    /** Adds a packet that needs no processing. It is acknowledged at once if no earlier packet waits. */
    void addDone(Runnable ack) {
        if (entries.isEmpty()) {
            ack.run();
        } else {
            add(ack).done = true;
        }
    }

    /** Marks a packet as processed, and acknowledges all packets that no unprocessed one precedes. */
    void done(Entry entry) {
        entry.done = true;
        while (!entries.isEmpty() && entries.peek().done) {
            entries.remove().ack.run();
        }
    }
}
