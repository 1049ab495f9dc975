package io.nightdesk.ledger;

import io.nightdesk.desk.Desk;
import io.nightdesk.desk.DeskConfig;
import io.nightdesk.faq.RuleBook;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.order.OrderArchive;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Takes frames, decides them in batches of what waits, commits, acknowledges, and hands the replies out. One thread does
 * all of it; the batch grows with the load, which is what makes one thread enough.
 */
@Singleton
public class Ledger {

    private static final Logger LOG = Logger.getLogger(Ledger.class);

    private static final int MOST_TASKS = 256;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Batch.Parts parts;
    private final RuleBook book;
    private final Lease lease;
    private final Takeovers takeovers;
    private final LedgerConfig config;
    private final LedgerMetrics metrics;
    private final RejectedShelf shelf;

    private final LinkedBlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final Outbox outbox = new Outbox();
    /** Settled in fact but not yet in the table. */
    private final List<Settlement> unwritten = new ArrayList<>();

    private final List<CountDownLatch> finishers = new ArrayList<>();
    private Optional<Shift> lastShift = Optional.empty();
    private long lastId;

    private volatile Optional<Shift> shift = Optional.empty();
    private volatile boolean busy;
    private volatile long progressAt = System.nanoTime();

    @Inject
    Ledger(
            FrameCodec codec,
            Desk desk,
            DeskConfig deskConfig,
            OrderArchive orders,
            Clock clock,
            RuleBook book,
            Lease lease,
            Takeovers takeovers,
            LedgerConfig config,
            LedgerMetrics metrics) {
        this.parts = new Batch.Parts(codec, desk, orders, clock, deskConfig.customerId());
        this.book = book;
        this.lease = lease;
        this.takeovers = takeovers;
        this.config = config;
        this.metrics = metrics;
        this.shelf = new RejectedShelf(config);
    }

    @PostConstruct
    void start() {
        Thread thread = new Thread(this::run, "nightdesk-ledger");
        thread.setDaemon(true);
        thread.start();
    }

    void dutyChanged(@Observes DutyChange change) {
        shift = change instanceof DutyChange.Began began ? Optional.of(began.shift()) : Optional.empty();
    }

    /** Takes a frame; its acknowledgement runs once its outcome is committed, and never if that does not come to pass. */
    public void take(Receipt receipt) {
        tasks.add(receipt);
    }

    /** A reply's way ended. */
    public void settled(Settlement settlement) {
        tasks.add(settlement);
    }

    /** A connection for replies stands. It is first handed all that is pending, oldest first. */
    public void opened(ReplyPort port) {
        tasks.add(new Task.PortOpened(port));
    }

    /** The connection is gone; whatever it had not settled goes to the next one. */
    public void closed(ReplyPort port) {
        tasks.add(new Task.PortClosed(port));
    }

    /** The last check before a reply is published: why it must not be, or empty. Callable from any thread. */
    public Optional<WithholdReason> lastLook(PendingReply reply) {
        Instant now = parts.clock().instant();
        if (takeovers.isTakenOver(reply.customerUid(), now)) {
            return Optional.of(WithholdReason.AGENT_FASTER);
        }
        return now.isAfter(reply.askedAt().plus(config.replyDeadline()))
                ? Optional.of(WithholdReason.DEADLINE_PASSED)
                : Optional.empty();
    }

    /** Works off what was taken and waits for the confirmations; false when {@code patience} ended before that. */
    public boolean finish(Duration patience) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        tasks.add(new Task.Finish(done));
        return done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether work waits or is being done. */
    public boolean hasWork() {
        return busy || !tasks.isEmpty();
    }

    /** How long nothing was completed. */
    public Duration sinceProgress() {
        return Duration.ofNanos(System.nanoTime() - progressAt);
    }

    private void run() {
        List<Task> turn = new ArrayList<>(MOST_TASKS);
        while (true) {
            try {
                turn.clear();
                busy = false;
                turn.add(tasks.take());
                if (tasks.isEmpty()) {
                    // Idle until now: what counts as standing still begins with this task.
                    progressAt = System.nanoTime();
                }
                busy = true;
                tasks.drainTo(turn, MOST_TASKS - 1);
                work(turn);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // Nothing acknowledged, nothing lost: the broker and the table bring all of it again.
                LOG.errorf("a turn of the ledger failed: %s", Sql.describe(e));
            }
        }
    }

    private void work(List<Task> turn) throws InterruptedException {
        List<Receipt> receipts = new ArrayList<>(turn.size());
        for (Task task : turn) {
            if (task instanceof Receipt receipt) {
                receipts.add(receipt);
            } else if (task instanceof Settlement settlement) {
                outbox.settled(settlement);
                unwritten.add(settlement);
                metrics.settled(settlement);
            } else if (task instanceof Task.PortOpened opened) {
                outbox.opened(opened.port());
            } else if (task instanceof Task.PortClosed closed) {
                outbox.closed(closed.port());
            } else if (task instanceof Task.Finish finish) {
                finishers.add(finish.done());
            }
        }
        settleAndDecide(receipts);
        while (outbox.wantsPage() && persistently(() -> inTransaction(outbox::page))) {
            progressAt = System.nanoTime();
        }
        if (!finishers.isEmpty() && tasks.isEmpty() && outbox.isQuiet()) {
            finishers.forEach(CountDownLatch::countDown);
            finishers.clear();
        }
    }

    private void settleAndDecide(List<Receipt> receipts) throws InterruptedException {
        if (receipts.isEmpty() && unwritten.isEmpty()) {
            return;
        }
        persistently(() -> {
            try {
                decide(receipts, false);
            } catch (RuntimeException e) {
                if (receipts.isEmpty() || !Sql.isDataError(e)) {
                    throw e;
                }
                isolate(receipts);
            }
        });
    }

    /** Finds the frames that the database refuses by halving, so that they take no other frame with them. */
    private void isolate(List<Receipt> receipts) {
        if (receipts.size() == 1) {
            LOG.warnf("the database refuses a frame: size=%d", receipts.get(0).size());
            decide(receipts, true);
            return;
        }
        int half = receipts.size() / 2;
        for (List<Receipt> part : List.of(receipts.subList(0, half), receipts.subList(half, receipts.size()))) {
            try {
                decide(part, false);
            } catch (RuntimeException e) {
                if (!Sql.isDataError(e)) {
                    throw e;
                }
                isolate(part);
            }
        }
    }

    private void decide(List<Receipt> receipts, boolean condemned) {
        Optional<Shift> now = shift.filter(Shift::isValid);
        if (now.isEmpty() && unwritten.isEmpty()) {
            return;
        }
        Batch batch = new Batch(parts, book.rules(), () -> ++lastId, shelf);
        boolean decided = QuarkusTransaction.requiringNew().call(() -> {
            boolean onDuty = now.isPresent() && !receipts.isEmpty() && begin(now.get());
            if (!unwritten.isEmpty()) {
                ExchangeRow.settle(unwritten);
            }
            if (onDuty && condemned) {
                receipts.forEach(batch::condemn);
            } else if (onDuty) {
                batch.decide(receipts);
            }
            return onDuty;
        });
        unwritten.clear();
        progressAt = System.nanoTime();
        if (decided) {
            batch.takeovers().forEach(takeovers::put);
            receipts.forEach(receipt -> receipt.acknowledgement().run());
            outbox.committed(batch.replies());
            metrics.decided(receipts.size(), batch.counts());
        }
    }

    /** Checks the lease under lock; in a new shift also learns where the ids of the shift before ended. */
    private boolean begin(Shift current) {
        if (!lease.holds(current)) {
            current.end();
            return false;
        }
        if (lastShift.filter(current::equals).isEmpty()) {
            lastId = ExchangeRow.lastId();
            lastShift = Optional.of(current);
        }
        return true;
    }

    /** Tries until it works, or until this replica is off duty and others will do it; false in that case. */
    private boolean persistently(Runnable work) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                work.run();
                return true;
            } catch (RuntimeException e) {
                LOG.warnf("the database does not answer, trying again in %d ms: %s", pause.toMillis(), Sql.describe(e));
                // The commit may have happened all the same: then its replies are in the table only.
                outbox.lookAgain();
                Thread.sleep(pause.toMillis());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                if (shift.filter(Shift::isValid).isEmpty()) {
                    return false;
                }
            }
        }
    }

    private static void inTransaction(Runnable work) {
        QuarkusTransaction.requiringNew().run(work);
    }
}
