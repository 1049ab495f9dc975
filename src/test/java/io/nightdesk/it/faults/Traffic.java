package io.nightdesk.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.frame.Frame;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.OrderQuestions;
import io.nightdesk.it.harness.ReplyCheck;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Customers who ask all the time, whatever fails meanwhile, and check the replies. */
final class Traffic implements AutoCloseable {

    /**
     * How fast the customers ask.
     *
     * @param questions how many questions are asked in all
     * @param interval the time between two questions
     * @param maxUnanswered how many questions wait for replies at most; further ones are asked later
     */
    record Load(int questions, int customers, Duration interval, int maxUnanswered) {

        /** 40 questions a second until the traffic is closed. */
        static final Load STEADY = new Load(40_000, 1_000, Duration.ofMillis(25), Integer.MAX_VALUE);
    }

    private static final Pattern OWN_CUSTOMERS = Pattern.compile("c\\d+");

    private final Load load;
    private final OrderQuestions questions;
    private final Customers customers;
    private final ReplyCheck check;
    private final Semaphore window;
    private final AtomicInteger asked = new AtomicInteger();
    private final Thread thread = new Thread(this::ask, "traffic");
    private volatile boolean closing;
    /** How many questions may be asked so far. */
    private int allowed;

    private volatile long lastReplyAt = System.nanoTime();
    private volatile long longestGap;

    /** @param questions whose rule and orders are loaded */
    Traffic(Load load, OrderQuestions questions, Customers customers) {
        this.load = load;
        this.questions = questions;
        this.customers = customers;
        this.check = new ReplyCheck(load.customers());
        this.window = new Semaphore(load.maxUnanswered());
        this.allowed = load.questions();
        customers.onReply(this::answered);
        thread.setDaemon(true);
        thread.start();
    }

    int asked() {
        return asked.get();
    }

    /** Holds further questions back once so many are asked. */
    synchronized void allow(int questions) {
        allowed = Math.min(questions, load.questions());
        // Nobody waits for a reply while questions are held back.
        lastReplyAt = System.nanoTime();
        notifyAll();
    }

    private synchronized void awaitAllowed() throws InterruptedException {
        while (asked.get() >= allowed) {
            wait();
        }
    }

    /** Waits until every question asked before this call has its reply, and asserts that all replies so far are right. */
    void awaitReplies(Duration timeout) {
        int until = asked.get();
        await("replies to all questions")
                .atMost(timeout)
                .untilAsserted(() -> assertThat(check.unanswered(until))
                        .as("questions without a reply, of %d", until)
                        .isEmpty());
        assertThat(check.violations()).isEmpty();
    }

    /** Begins to measure the longest time without a reply. */
    void measureGap() {
        lastReplyAt = System.nanoTime();
        longestGap = 0;
    }

    Duration longestGap() {
        return Duration.ofNanos(Math.max(longestGap, System.nanoTime() - lastReplyAt));
    }

    /** The number of replies that arrived again under the same id, as they may after a crash. */
    int repeated() {
        return customers.repeated();
    }

    /** Stops asking. */
    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.interrupt();
        thread.join();
    }

    private void ask() {
        try {
            while (!closing && asked.get() < load.questions()) {
                awaitAllowed();
                window.acquire();
                customers.send(questions.question(asked.get()));
                asked.incrementAndGet();
                Thread.sleep(load.interval().toMillis());
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void answered(Frame reply) {
        if (!OWN_CUSTOMERS.matcher(reply.receiverUid()).matches()) {
            // To a customer of the test.
            return;
        }
        long now = System.nanoTime();
        longestGap = Math.max(longestGap, now - lastReplyAt);
        lastReplyAt = now;
        check.accept(reply);
        // Checked, so it need not be kept.
        customers.replies().poll();
        window.release();
    }
}
