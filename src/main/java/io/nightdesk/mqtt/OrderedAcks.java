package io.nightdesk.mqtt;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Acknowledges in the order of receipt, as MQTT demands (3.1.1, MQTT-4.6.0-2), although frames are done in any order.
 * Confined to one thread.
 */
final class OrderedAcks {

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** A received packet that waits for its turn. */
    static final class Entry {
        private final Runnable ack;
        private boolean done;

        private Entry(Runnable ack) {
            this.ack = ack;
        }
    }

    /** Takes the next place for a packet. */
    Entry add(Runnable ack) {
        Entry entry = new Entry(ack);
        entries.add(entry);
        return entry;
    }

    /** Acknowledges a packet that needs no work, at once if nothing before it waits. */
    void addDone(Runnable ack) {
        if (entries.isEmpty()) {
            ack.run();
        } else {
            add(ack).done = true;
        }
    }

    /** Whether everything received is acknowledged. */
    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The packet's work is done: acknowledges it and what only waited for it, or leaves it to those before. */
    void done(Entry entry) {
        entry.done = true;
        while (!entries.isEmpty() && entries.peek().done) {
            entries.remove().ack.run();
        }
    }
}
