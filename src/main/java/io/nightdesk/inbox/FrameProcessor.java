package io.nightdesk.inbox;

import io.nightdesk.IdentityConfig;
import io.nightdesk.database.SqlErrors;
import io.nightdesk.deadletter.DeadLetterConfig;
import io.nightdesk.deadletter.DeadLetterRepository;
import io.nightdesk.deadletter.ReplayRepository;
import io.nightdesk.decision.DecisionEngine;
import io.nightdesk.faq.rules.RuleSnapshot;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.hours.HoursSnapshot;
import io.nightdesk.hours.Mode;
import io.nightdesk.hours.OpeningHours;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.order.OrderRepository;
import io.nightdesk.outbox.DeliveryReport;
import io.nightdesk.outbox.Outbox;
import io.nightdesk.outbox.OutboxConfig;
import io.nightdesk.outbox.PendingReply;
import io.nightdesk.outbox.ReplyPublisher;
import io.nightdesk.outbox.WithholdReason;
import io.nightdesk.session.AgentTakeovers;
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
public class FrameProcessor {

    private static final Logger LOG = Logger.getLogger(FrameProcessor.class);

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
    private final AgentTakeovers takeovers;
    private final HoursSnapshot hours;
    private final OutboxConfig outboxConfig;
    private final InboxMetrics metrics;

    private final Thread thread = new Thread(this::run, "nightdesk-ledger");
    private final LinkedBlockingQueue<ProcessorCommand> tasks = new LinkedBlockingQueue<>();
    private final Outbox outbox = new Outbox();
    private final BatchExecutor clerk;
    private final List<CountDownLatch> finishers = new ArrayList<>();

    private volatile boolean busy;
    private volatile long progressAt = System.nanoTime();

    @Inject
    FrameProcessor(
            FrameCodec codec,
            DecisionEngine desk,
            IdentityConfig deskConfig,
            OrderRepository orders,
            Clock clock,
            RuleSnapshot book,
            HoursSnapshot hours,
            ExchangeRepository journal,
            AgentTakeovers takeovers,
            ReplayRepository replays,
            InboxConfig config,
            OutboxConfig outboxConfig,
            DeadLetterConfig deadLetters,
            InboxMetrics metrics) {
        this.clock = clock;
        this.takeovers = takeovers;
        this.hours = hours;
        this.outboxConfig = outboxConfig;
        this.metrics = metrics;
        BatchDecider.Parts parts = new BatchDecider.Parts(codec, desk, orders, clock, deskConfig.customerId());
        this.clerk = new BatchExecutor(
                parts,
                book,
                hours,
                journal,
                takeovers,
                new DeadLetterRepository(deadLetters),
                replays,
                outbox,
                metrics,
                new SenderRateLimiter(config.framesPerMinute(), clock),
                this::progress);
    }

    @PostConstruct
    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes a frame; its acknowledgement runs once its outcome is committed, and never if that does not come to pass. */
    public void take(InboundFrame receipt) {
        tasks.add(receipt);
    }

    /** Takes refused frames to decide again. */
    public void replay(ProcessorCommand.Replays replays) {
        tasks.add(replays);
    }

    /** A reply's way ended. */
    public void settled(DeliveryReport settlement) {
        tasks.add(new ProcessorCommand.Delivered(settlement));
    }

    /** A connection for replies stands. It is first handed all that is pending, oldest first. */
    public void opened(ReplyPublisher port, LeaderTerm shift) {
        tasks.add(new ProcessorCommand.PortOpened(port, shift));
    }

    /** The connection is gone; whatever it had not settled goes to the next one. */
    public void closed(ReplyPublisher port) {
        tasks.add(new ProcessorCommand.PortClosed(port));
    }

    /** The last check before a reply is published: why it must not be, or empty. Callable from any thread. */
    public Optional<WithholdReason> lastLook(PendingReply reply) {
        Instant now = clock.instant();
        if (takeovers.isTakenOver(reply.customerUid(), now)) {
            return Optional.of(WithholdReason.AGENT_TOOK_OVER);
        }
        OpeningHours inForce = hours.hours();
        if (inForce.mode() == Mode.OFF) {
            return Optional.of(WithholdReason.MODE_OFF);
        }
        if (inForce.leaveItToAgents(now)) {
            return Optional.of(WithholdReason.OPENING_HOURS);
        }
        return now.isAfter(reply.askedAt().plus(outboxConfig.replyDeadline()))
                ? Optional.of(WithholdReason.DEADLINE_EXCEEDED)
                : Optional.empty();
    }

    /**
     * Works off what was taken, waits for the confirmations and records them; false when {@code patience} ended before that.
     * Pending replies that were not handed out yet are left in the table.
     */
    public boolean finish(Duration patience) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        tasks.add(new ProcessorCommand.Finish(done));
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
        List<ProcessorCommand> turn = new ArrayList<>(MOST_TASKS);
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
                LOG.errorf(
                        "a turn of the ledger failed, starting over with new connections: %s", SqlErrors.describe(e));
                // Nothing was acknowledged; the broker and the table bring all of it again, but to new connections
                // only.
                shiftsOf(turn).forEach(LeaderTerm::end);
            }
        }
    }

    /**
     * Adds what waits. Of a backlog also what is just about to come: of a session's messages that waited together one is
     * answered, and they come one after another.
     */
    private void gather(List<ProcessorCommand> turn) throws InterruptedException {
        tasks.drainTo(turn, MOST_TASKS - turn.size());
        boolean isBacklog = turn.stream()
                .anyMatch(task -> task instanceof InboundFrame receipt
                        && receipt.waitedSince().isPresent());
        while (isBacklog && turn.size() < MOST_TASKS) {
            ProcessorCommand next = tasks.poll(BACKLOG_PAUSE_MS, TimeUnit.MILLISECONDS);
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
    private Optional<ProcessorCommand> next() throws InterruptedException {
        return clerk.unwritten() == 0
                ? Optional.of(tasks.take())
                : Optional.ofNullable(tasks.poll(NOTES_PATIENCE_MS, TimeUnit.MILLISECONDS));
    }

    private void work(List<ProcessorCommand> turn) throws InterruptedException {
        List<InboundFrame> receipts = new ArrayList<>(turn.size());
        List<InboundFrame> replays = new ArrayList<>();
        for (ProcessorCommand task : turn) {
            if (task instanceof InboundFrame receipt) {
                receipts.add(receipt);
            } else if (task instanceof ProcessorCommand.Replays again) {
                replays.addAll(again.receipts());
            } else if (task instanceof ProcessorCommand.Delivered delivered) {
                DeliveryReport settlement = delivered.report();
                outbox.settled(settlement);
                clerk.note(settlement);
                metrics.settled(settlement);
            } else if (task instanceof ProcessorCommand.PortOpened opened) {
                outbox.opened(opened.port(), opened.shift());
            } else if (task instanceof ProcessorCommand.PortClosed closed) {
                outbox.closed(closed.port());
            } else if (task instanceof ProcessorCommand.Finish finish) {
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

    private static Stream<LeaderTerm> shiftsOf(List<ProcessorCommand> turn) {
        return turn.stream().flatMap(task -> {
            if (task instanceof InboundFrame receipt) {
                return Stream.of(receipt.shift());
            }
            if (task instanceof ProcessorCommand.Replays replays) {
                return Stream.of(replays.shift());
            }
            return task instanceof ProcessorCommand.PortOpened opened ? Stream.of(opened.shift()) : Stream.empty();
        });
    }
}
