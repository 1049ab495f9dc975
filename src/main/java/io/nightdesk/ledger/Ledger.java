package io.nightdesk.ledger;

import io.nightdesk.desk.Desk;
import io.nightdesk.desk.DeskConfig;
import io.nightdesk.faq.RuleBook;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.order.OrderArchive;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PostConstruct;
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
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Takes frames, decides them in batches of what waits, commits, acknowledges, and hands the replies out. One thread does
 * all of it; the batch grows with the load, which is what makes one thread enough.
 */
@Singleton
public class Ledger {

    private static final Logger LOG = Logger.getLogger(Ledger.class);

    private static final int MOST_TASKS = 256;
    /** Attempts at a frame that fails on its own, before it is refused: a chance failure must not condemn it. */
    private static final int LONELY_ATTEMPTS = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Batch.Parts parts;
    private final RuleBook book;
    private final Lease lease;
    private final Takeovers takeovers;
    private final LedgerConfig config;
    private final LedgerMetrics metrics;
    private final RejectedShelf shelf;

    private final Thread thread = new Thread(this::run, "nightdesk-ledger");
    private final LinkedBlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final Outbox outbox = new Outbox();
    /** Settled in fact but not yet in the table. */
    private final List<Settlement> unwritten = new ArrayList<>();

    private final List<CountDownLatch> finishers = new ArrayList<>();
    private Optional<Shift> lastShift = Optional.empty();
    private long lastId;

    /** A commit of unknown outcome may have recorded agents' takeovers that memory does not have. */
    private boolean takeoversInDoubt;

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
        thread.setDaemon(true);
        thread.start();
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
    public void opened(ReplyPort port, Shift shift) {
        tasks.add(new Task.PortOpened(port, shift));
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

    /** Whether the thread that does it all is there. */
    public boolean isRunning() {
        return thread.isAlive();
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
            } catch (RuntimeException | Error e) {
                LOG.errorf("a turn of the ledger failed, starting over with new connections: %s", Sql.describe(e));
                // Nothing was acknowledged; the broker and the table bring all of it again, but to new connections
                // only.
                shiftsOf(turn).forEach(Shift::end);
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
                outbox.opened(opened.port(), opened.shift());
            } else if (task instanceof Task.PortClosed closed) {
                outbox.closed(closed.port());
            } else if (task instanceof Task.Finish finish) {
                finishers.add(finish.done());
            }
        }
        settleAndDecide(receipts);
        for (Optional<Shift> now = outbox.wantsPage(); now.isPresent(); now = outbox.wantsPage()) {
            Shift shift = now.get();
            persistently(shift, () -> page(shift));
            progressAt = System.nanoTime();
        }
        if (!finishers.isEmpty() && tasks.isEmpty() && outbox.isQuiet()) {
            finishers.forEach(CountDownLatch::countDown);
            finishers.clear();
        }
    }

    private void settleAndDecide(List<Receipt> all) throws InterruptedException {
        // What an ended shift left behind comes again in the next one, in its place; deciding it here would be out of
        // turn.
        List<Receipt> receipts =
                all.stream().filter(receipt -> receipt.shift().isValid()).toList();
        if (!receipts.isEmpty()) {
            persistently(receipts.get(0).shift(), () -> decideOrIsolate(receipts));
        } else if (!unwritten.isEmpty()) {
            try {
                QuarkusTransaction.requiringNew().run(() -> ExchangeRow.settle(unwritten));
                unwritten.clear();
                progressAt = System.nanoTime();
            } catch (RuntimeException e) {
                LOG.warnf("confirmations not recorded, they wait for the next turn: %s", Sql.describe(e));
            }
        }
    }

    private void decideOrIsolate(List<Receipt> receipts) {
        try {
            decide(receipts, false);
        } catch (RuntimeException e) {
            if (Sql.isOutage(e)) {
                throw e;
            }
            isolate(receipts, e);
        }
    }

    /** Finds the frames that cannot be decided or stored by halving, so that they take no other frame with them. */
    private void isolate(List<Receipt> receipts, RuntimeException failure) {
        int half = receipts.size() / 2;
        if (half > 0) {
            decideOrIsolate(receipts.subList(0, half));
            decideOrIsolate(receipts.subList(half, receipts.size()));
            return;
        }
        for (int attempt = 1; attempt < LONELY_ATTEMPTS; attempt++) {
            try {
                decide(receipts, false);
                return;
            } catch (RuntimeException e) {
                if (Sql.isOutage(e)) {
                    throw e;
                }
            }
        }
        LOG.errorf("a frame is refused after %d attempts: %s", LONELY_ATTEMPTS, Sql.describe(failure));
        decide(receipts, true);
    }

    private void decide(List<Receipt> receipts, boolean condemned) {
        Shift shift = receipts.get(0).shift();
        Batch batch = new Batch(parts, book.rules(), () -> ++lastId, shelf);
        boolean decided = QuarkusTransaction.requiringNew().call(() -> {
            boolean onDuty = begin(shift);
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
            takeoversInDoubt = false;
            receipts.forEach(receipt -> receipt.acknowledgement().run());
            outbox.committed(batch.replies());
            metrics.decided(receipts.size(), batch.counts());
        }
    }

    private void page(Shift shift) {
        QuarkusTransaction.requiringNew().run(() -> {
            if (begin(shift)) {
                outbox.page();
            }
        });
        takeoversInDoubt = false;
    }

    /** Checks the lease under lock; makes up for what a new shift or a commit of unknown outcome left to be learnt. */
    private boolean begin(Shift shift) {
        if (!shift.isValid() || !lease.holds(shift)) {
            shift.end();
            return false;
        }
        if (lastShift.filter(shift::equals).isEmpty()) {
            lastId = ExchangeRow.lastId();
            lastShift = Optional.of(shift);
        }
        if (takeoversInDoubt) {
            takeovers.load(parts.clock().instant());
        }
        return true;
    }

    /** Tries until it works, or until the shift is over and another one will do it. */
    private void persistently(Shift shift, Runnable work) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (shift.isValid()) {
            try {
                work.run();
                return;
            } catch (RuntimeException e) {
                LOG.warnf("the database does not answer, trying again in %d ms: %s", pause.toMillis(), Sql.describe(e));
                // The commit may have happened all the same: then its replies and takeovers are in the tables only.
                outbox.lookAgain();
                takeoversInDoubt = true;
                Thread.sleep(pause.toMillis());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private static Stream<Shift> shiftsOf(List<Task> turn) {
        return turn.stream().flatMap(task -> {
            if (task instanceof Receipt receipt) {
                return Stream.of(receipt.shift());
            }
            return task instanceof Task.PortOpened opened ? Stream.of(opened.shift()) : Stream.empty();
        });
    }
}
