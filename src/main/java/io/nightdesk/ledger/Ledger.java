package io.nightdesk.ledger;

import io.nightdesk.database.Sql;
import io.nightdesk.desk.Desk;
import io.nightdesk.desk.DeskConfig;
import io.nightdesk.faq.RuleBook;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.hours.Hours;
import io.nightdesk.hours.HoursBook;
import io.nightdesk.hours.Mode;
import io.nightdesk.order.OrderArchive;
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
    /**
     * How long confirmations wait for a transaction to go along with. A commit of their own, the moment they come, would
     * stand in the way of the customer's next question, which comes at the same time.
     */
    private static final long NOTES_PATIENCE_MS = 100;

    private static final int MOST_NOTES = 256;

    /** How long a batch of a backlog waits for the next frame. */
    private static final long BACKLOG_PAUSE_MS = 20;

    private final Clock clock;
    private final Takeovers takeovers;
    private final HoursBook hours;
    private final LedgerConfig config;
    private final LedgerMetrics metrics;

    private final Thread thread = new Thread(this::run, "nightdesk-ledger");
    private final LinkedBlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final Outbox outbox = new Outbox();
    private final Clerk clerk;
    private final List<CountDownLatch> finishers = new ArrayList<>();

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
            HoursBook hours,
            Journal journal,
            Takeovers takeovers,
            ReplayTable replays,
            LedgerConfig config,
            LedgerMetrics metrics) {
        this.clock = clock;
        this.takeovers = takeovers;
        this.hours = hours;
        this.config = config;
        this.metrics = metrics;
        Batch.Parts parts = new Batch.Parts(codec, desk, orders, clock, deskConfig.customerId());
        this.clerk = new Clerk(
                parts,
                book,
                hours,
                journal,
                takeovers,
                new RejectedShelf(config),
                replays,
                outbox,
                metrics,
                new Flood(config.framesPerMinute(), clock),
                this::progress);
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

    /** Takes refused frames to decide again. */
    void replay(Task.Replays replays) {
        tasks.add(replays);
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
        Instant now = clock.instant();
        if (takeovers.isTakenOver(reply.customerUid(), now)) {
            return Optional.of(WithholdReason.AGENT_FASTER);
        }
        Hours inForce = hours.hours();
        if (inForce.mode() == Mode.OFF) {
            return Optional.of(WithholdReason.MODE_OFF);
        }
        if (inForce.leaveItToAgents(now)) {
            return Optional.of(WithholdReason.OPENING_HOURS);
        }
        return now.isAfter(reply.askedAt().plus(config.replyDeadline()))
                ? Optional.of(WithholdReason.DEADLINE_PASSED)
                : Optional.empty();
    }

    /**
     * Works off what was taken, waits for the confirmations and records them; false when {@code patience} ended before that.
     * Pending replies that were not handed out yet are left in the table.
     */
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
                next().ifPresent(turn::add);
                if (tasks.isEmpty()) {
                    // Idle until now: what counts as standing still begins with this task.
                    progress();
                }
                busy = true;
                gather(turn);
                work(turn);
                metrics.handedOut(outbox.unsettled());
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

    /**
     * Adds what waits. Of a backlog also what is just about to come: of a session's messages that waited together one is
     * answered, and they come one after another.
     */
    private void gather(List<Task> turn) throws InterruptedException {
        tasks.drainTo(turn, MOST_TASKS - turn.size());
        boolean isBacklog = turn.stream()
                .anyMatch(task ->
                        task instanceof Receipt receipt && receipt.waitedSince().isPresent());
        while (isBacklog && turn.size() < MOST_TASKS) {
            Task next = tasks.poll(BACKLOG_PAUSE_MS, TimeUnit.MILLISECONDS);
            isBacklog = next != null;
            if (next != null) {
                turn.add(next);
            }
        }
    }

    private void progress() {
        progressAt = System.nanoTime();
    }

    /** The next task; empty after a while when there is none but the clerk has something left to write. */
    private Optional<Task> next() throws InterruptedException {
        return clerk.unwritten() == 0
                ? Optional.of(tasks.take())
                : Optional.ofNullable(tasks.poll(NOTES_PATIENCE_MS, TimeUnit.MILLISECONDS));
    }

    private void work(List<Task> turn) throws InterruptedException {
        List<Receipt> receipts = new ArrayList<>(turn.size());
        List<Receipt> replays = new ArrayList<>();
        for (Task task : turn) {
            if (task instanceof Receipt receipt) {
                receipts.add(receipt);
            } else if (task instanceof Task.Replays again) {
                replays.addAll(again.receipts());
            } else if (task instanceof Settlement settlement) {
                outbox.settled(settlement);
                clerk.note(settlement);
                metrics.settled(settlement);
            } else if (task instanceof Task.PortOpened opened) {
                outbox.opened(opened.port(), opened.shift());
            } else if (task instanceof Task.PortClosed closed) {
                outbox.closed(closed.port());
            } else if (task instanceof Task.Finish finish) {
                finishers.add(finish.done());
            }
        }
        clerk.record(receipts);
        clerk.record(replays);
        if (turn.isEmpty() || !finishers.isEmpty() || clerk.unwritten() >= MOST_NOTES) {
            clerk.writeNotes();
        }
        if (finishers.isEmpty()) {
            clerk.fillOutbox();
        }
        if (!finishers.isEmpty() && tasks.isEmpty() && outbox.isQuiet() && clerk.unwritten() == 0) {
            finishers.forEach(CountDownLatch::countDown);
            finishers.clear();
        }
    }

    private static Stream<Shift> shiftsOf(List<Task> turn) {
        return turn.stream().flatMap(task -> {
            if (task instanceof Receipt receipt) {
                return Stream.of(receipt.shift());
            }
            if (task instanceof Task.Replays replays) {
                return Stream.of(replays.shift());
            }
            return task instanceof Task.PortOpened opened ? Stream.of(opened.shift()) : Stream.empty();
        });
    }
}
