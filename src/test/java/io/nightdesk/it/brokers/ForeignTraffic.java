package io.nightdesk.it.brokers;

import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import io.nightdesk.it.harness.Customers;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Others who write to each other all the time. */
final class ForeignTraffic implements AutoCloseable {

    private static final int IN_FLIGHT = 20;

    private final Customers customers;
    private final Semaphore window = new Semaphore(IN_FLIGHT);
    private final AtomicInteger confirmed = new AtomicInteger();
    private final Thread thread = new Thread(this::write, "foreign-traffic");
    private volatile boolean closing;

    ForeignTraffic(Customers customers) {
        this.customers = customers;
        thread.setDaemon(true);
        thread.start();
    }

    /** How many frames the broker has confirmed. */
    int confirmed() {
        return confirmed.get();
    }

    private void write() {
        Frame frame = Customers.frame("somebody", "somebody-else", new Content.Text("content", "my order?", ""));
        try {
            while (!closing) {
                window.acquire();
                customers.sendAtLeastOnce(frame).thenRun(() -> {
                    confirmed.incrementAndGet();
                    window.release();
                });
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.interrupt();
        thread.join();
    }
}
