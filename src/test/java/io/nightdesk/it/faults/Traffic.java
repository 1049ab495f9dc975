package io.nightdesk.it.faults;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import io.nightdesk.frame.Frame;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.OrderQuestions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/** Customers who ask at a steady rate, whatever fails meanwhile, and count the replies. */
final class Traffic implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(25);

    private final OrderQuestions questions;
    private final Customers customers;
    private final AtomicInteger asked = new AtomicInteger();
    private final Set<Integer> unanswered = new ConcurrentSkipListSet<>();
    private final Thread thread = new Thread(this::ask, "traffic");
    private volatile boolean closing;

    private volatile long lastReplyAt = System.nanoTime();
    private volatile long longestGap;

    /** @param questions whose rule and orders are loaded */
    Traffic(OrderQuestions questions, Customers customers) {
        this.questions = questions;
        this.customers = customers;
        customers.onReply(this::answered);
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until every question asked before this call has its reply. */
    void awaitReplies(Duration timeout) {
        int last = asked.get();
        await("replies to all questions")
                .atMost(timeout)
                .until(() -> unanswered.stream().noneMatch(n -> n < last));
    }

    /** How many questions have no reply yet. */
    int unanswered() {
        return unanswered.size();
    }

    /** Begins to measure the longest time without a reply. */
    void measureGap() {
        lastReplyAt = System.nanoTime();
        longestGap = 0;
    }

    Duration longestGap() {
        return Duration.ofNanos(Math.max(longestGap, System.nanoTime() - lastReplyAt));
    }

    /** Asserts that each question has one reply, and that the replies of each session are in order. */
    void assertOneReplyEach(Database database) {
        questions.assertOneReplyEach(asked.get(), List.copyOf(customers.replies()), database);
    }

    /** The questions without a reply, for messages. */
    String describeUnanswered() {
        return new TreeSet<>(unanswered).stream().limit(20).map(String::valueOf).collect(joining(" "));
    }

    /** Stops asking. */
    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
    }

    private void ask() {
        while (!closing) {
            int n = asked.get();
            unanswered.add(n);
            customers.send(questions.question(n));
            asked.incrementAndGet();
            try {
                Thread.sleep(INTERVAL.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void answered(Frame reply) {
        long now = System.nanoTime();
        longestGap = Math.max(longestGap, now - lastReplyAt);
        lastReplyAt = now;
        unanswered.remove(OrderQuestions.number(reply));
    }
}
