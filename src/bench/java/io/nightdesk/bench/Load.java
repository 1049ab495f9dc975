package io.nightdesk.bench;

import io.nightdesk.it.harness.SampleQuestions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The load generator: customers who each ask their next question when the last one was answered, so many at a time. All
 * behind one connection and one thread; frames are prepared beforehand, because the processor time that this takes is
 * missing at what is measured.
 */
final class Load implements AutoCloseable {

    private static final int KINDS = 400;

    /** How many questions a customer asks before another one takes over, because replies to one customer are limited. */
    private static final int QUESTIONS_EACH = 10;

    private static final int MAX_IN_FLIGHT = 256;

    /** Customers of a backlog have numbers from here on, and ask one question each. */
    private static final long BACKLOG_CUSTOMERS = 5_000_000_000L;

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final SplittableRandom random = new SplittableRandom();
    private final List<FrameTemplate> questions = new ArrayList<>();
    private final FrameTemplate foreign = FrameTemplate.foreign();
    private final MqttLink link;
    /** How often all customers had asked all their questions. */
    private int generation;

    private long backlogCustomers = BACKLOG_CUSTOMERS;
    private Run run = new Run(0, 0);
    private Backlog backlog = new Backlog(0, 0);

    /** Connects to the broker. Replies come on the topic that the topology says. */
    Load(int port, int qos, Topology topology) throws Exception {
        for (SampleQuestions.Expected kind : SampleQuestions.of(KINDS)) {
            questions.add(FrameTemplate.question(kind.question()));
        }
        this.link = new MqttLink(port, "load", "PTP", topology.replyFilter(), qos, this::arrived);
    }

    /** One measurement; guarded by the lock of the link. */
    private final class Run {
        private final int inFlight;
        private final int foreignPerQuestion;
        private final long[] askedAt = new long[MAX_IN_FLIGHT];
        private final int[] asked = new int[MAX_IN_FLIGHT];
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private long[] nanos = new long[1 << 16];
        private int replies;
        private int open;
        private boolean ending;

        Run(int inFlight, int foreignPerQuestion) {
            this.inFlight = inFlight;
            this.foreignPerQuestion = foreignPerQuestion;
        }

        void begin() {
            for (int slot = 0; slot < inFlight; slot++) {
                ask(slot);
            }
        }

        private void ask(int slot) {
            for (int i = 0; i < foreignPerQuestion; i++) {
                link.publish(foreign.fill(0, random));
            }
            open++;
            // The remainder of the customer's number is the slot of the open question.
            long customer = (long) (generation + asked[slot] / QUESTIONS_EACH) * MAX_IN_FLIGHT + slot;
            FrameTemplate question = questions.get((slot + 7 * asked[slot]++) % KINDS);
            askedAt[slot] = System.nanoTime();
            link.publish(question.fill(customer, random));
        }

        void answered(int slot) {
            // A reply that is transmitted again does not count.
            if (askedAt[slot] == 0) {
                return;
            }
            if (replies == nanos.length) {
                nanos = Arrays.copyOf(nanos, replies * 2);
            }
            nanos[replies++] = System.nanoTime() - askedAt[slot];
            askedAt[slot] = 0;
            open--;
            if (!ending) {
                ask(slot);
            } else if (open == 0) {
                ended.complete(null);
            }
        }

        void end() {
            ending = true;
            if (open == 0) {
                ended.complete(null);
            }
        }
    }

    /** Questions that waited for the contender. */
    private static final class Backlog {
        private final long firstCustomer;
        private final int size;
        private final BitSet answered = new BitSet();
        private final CompletableFuture<Long> endedAt = new CompletableFuture<>();

        Backlog(long firstCustomer, int size) {
            this.firstCustomer = firstCustomer;
            this.size = size;
        }

        void answered(long customer) {
            answered.set((int) (customer - firstCustomer));
            if (answered.cardinality() == size) {
                endedAt.complete(System.nanoTime());
            }
        }
    }

    private void arrived(byte[] buffer, int offset, int length) {
        long customer = FrameTemplate.customerOf(buffer, offset, length);
        if (customer >= backlog.firstCustomer && backlog.size > 0) {
            backlog.answered(customer);
        } else if (customer >= 0 && customer < BACKLOG_CUSTOMERS) {
            run.answered((int) (customer % MAX_IN_FLIGHT));
        }
    }

    /** Asks for a time and waits for the last answers. */
    Measurement measure(Pressure pressure, Duration time) throws Exception {
        long start = System.nanoTime();
        begin(pressure);
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        return end(start);
    }

    /** Asks until {@link #end}. */
    void begin(Pressure pressure) {
        synchronized (link) {
            run = new Run(pressure.customers(), pressure.foreignPerQuestion());
            run.begin();
            link.flush();
        }
    }

    /** Waits for the last answers of the run that began at {@code start}. */
    Measurement end(long start) throws Exception {
        synchronized (link) {
            run.end();
        }
        link.await(run.ended, PATIENCE, "answering the last questions");
        double seconds = (System.nanoTime() - start) / 1e9;
        generation += Arrays.stream(run.asked).max().orElse(0) / QUESTIONS_EACH + 1;
        return new Measurement(Arrays.copyOf(run.nanos, run.replies), seconds);
    }

    /** Publishes questions of different customers and waits until the broker has confirmed them. */
    void queue(int size) throws Exception {
        synchronized (link) {
            backlog = new Backlog(backlogCustomers, size);
            backlogCustomers += size;
            for (int i = 0; i < size; i++) {
                link.publish(questions.get(i % KINDS).fill(backlog.firstCustomer + i, random));
            }
            link.flush();
        }
        link.awaitConfirmed();
    }

    /** Waits until all questions of {@link #queue} are answered; returns the {@link System#nanoTime} of the last reply. */
    long awaitBacklog() throws Exception {
        link.await(backlog.endedAt, PATIENCE, "answering the backlog");
        return backlog.endedAt.get();
    }

    /** Sends a foreign frame. */
    void sendForeign() {
        synchronized (link) {
            link.publish(foreign.fill(0, random));
            link.flush();
        }
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
