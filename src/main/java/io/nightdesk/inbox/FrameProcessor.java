package io.nightdesk.inbox;

import io.nightdesk.OutOfMemory;
import io.nightdesk.database.SqlErrors;
import io.nightdesk.deadletter.ReplayTarget;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.outbox.DeliveryListener;
import io.nightdesk.outbox.DeliveryReport;
import io.nightdesk.outbox.Outbox;
import io.nightdesk.outbox.ReplyPublisher;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Takes frames and delivery reports and processes them on one thread, in batches of whatever waits. The batch grows with the
 * load, which is why one thread is enough.
 */
@Singleton
public class FrameProcessor implements ReplayTarget, DeliveryListener {

    private static final Logger LOG = Logger.getLogger(FrameProcessor.class);

    private static final int MAX_BATCH = 256;
    /** Decoded and decided frames take several times the memory of their bytes, so large frames make smaller batches. */
    private static final long MAX_BATCH_BYTES = 2 * 1024 * 1024;

    /**
     * How long delivery reports wait for a batch to be stored with. A commit of their own, the moment they arrive, would delay
     * the customer's next question, which arrives at the same time.
     */
    private static final long REPORTS_WAIT_MS = 100;

    private static final int MAX_UNRECORDED_REPORTS = 256;

    /** How long a batch of a backlog waits for more frames. */
    private static final long BACKLOG_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** A batch executes a few statements, each of which ends after 20 s at the latest. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(2);

    private final BatchExecutor executor;
    private final Outbox outbox;
    private final InboxCapacity capacity;
    private final InboxMetrics metrics;

    private final Thread thread = new Thread(this::run, "nightdesk-processor");
    private final LinkedBlockingQueue<ProcessorCommand> commands = new LinkedBlockingQueue<>();
    private final List<CountDownLatch> drains = new ArrayList<>();

    private volatile boolean busy;

    @Inject
    FrameProcessor(BatchExecutor executor, Outbox outbox, InboxCapacity capacity, InboxMetrics metrics) {
        this.executor = executor;
        this.outbox = outbox;
        this.capacity = capacity;
        this.metrics = metrics;
    }

    @PostConstruct
    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes a frame. Its message is acknowledged once its outcome is committed, not before. */
    public void process(Message<InboundFrame> frame) {
        capacity.take(InboxCapacity.bytes(frame.getPayload()));
        commands.add(new ProcessorCommand.Accept(frame));
    }

    @Override
    public CompletionStage<Void> replay(LeaderTerm term, List<StoredFrame> frames) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        AtomicInteger open = new AtomicInteger(frames.size());
        commands.add(new ProcessorCommand.Replay(
                term,
                frames.stream()
                        .map(frame -> Message.of(replayed(frame, term), () -> {
                            if (open.decrementAndGet() == 0) {
                                done.complete(null);
                            }
                            return CompletableFuture.<Void>completedFuture(null);
                        }))
                        .toList()));
        return done;
    }

    /** It has waited since it was first received, so it may be too old for an answer. */
    private static InboundFrame replayed(StoredFrame frame, LeaderTerm term) {
        return new InboundFrame(
                frame.bytes(),
                frame.bytes().length,
                term,
                frame.receivedAt(),
                Optional.of(frame.receivedAt()),
                Optional.of(frame.request()));
    }

    @Override
    public void report(DeliveryReport report) {
        commands.add(new ProcessorCommand.Report(report));
    }

    @Override
    public void opened(ReplyPublisher publisher) {
        commands.add(new ProcessorCommand.PublisherOpened(publisher));
    }

    @Override
    public void closed(ReplyPublisher publisher) {
        commands.add(new ProcessorCommand.PublisherClosed(publisher));
    }

    /**
     * Processes what was taken, waits for the delivery reports and records them. Pending replies that were not handed out stay in
     * the table.
     *
     * @return false if {@code timeout} passed before
     */
    public boolean drain(Duration timeout) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        commands.add(new ProcessorCommand.Drain(done));
        return done.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    public boolean isRunning() {
        return thread.isAlive();
    }

    /** Whether commands wait or are being executed. */
    public boolean hasWork() {
        return busy || !commands.isEmpty();
    }

    /** The time since something was completed. */
    public Duration sinceProgress() {
        return metrics.sinceProgress();
    }

    /**
     * Whether an attempt has lasted longer than the time limits of its statements allow. An attempt that fails again and again,
     * because the database or somebody who locks a table keeps it from succeeding, is not stuck.
     */
    public boolean isStuck() {
        return hasWork() && metrics.sinceAttempt().compareTo(LONGEST_ATTEMPT) > 0;
    }

    private void run() {
        try {
            while (true) {
                turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for commands and executes those that wait. */
    void turn() throws InterruptedException {
        List<ProcessorCommand> batch = new ArrayList<>(MAX_BATCH);
        try {
            busy = false;
            boolean wasIdle = commands.isEmpty();
            next().ifPresent(batch::add);
            if (wasIdle) {
                // Idle until now: the time without progress counts from this command.
                metrics.progress();
            }
            busy = true;
            gather(batch);
            execute(batch);
            metrics.handedOut(outbox.awaitingReport());
        } catch (RuntimeException | Error e) {
            OutOfMemory.exitIfCauseOf(e);
            LOG.errorf("Processing failed, starting over with new connections: error=%s", SqlErrors.describe(e));
            // Nothing was acknowledged. The broker and the outbox deliver everything again, but only on new
            // connections.
            batch.forEach(command -> command.term().ifPresent(LeaderTerm::end));
        } finally {
            // Whatever became of its frames, nobody keeps them.
            capacity.release(
                    batch.stream().mapToLong(FrameProcessor::frameBytes).sum());
        }
    }

    private static long frameBytes(ProcessorCommand command) {
        return command instanceof ProcessorCommand.Accept accept
                ? InboxCapacity.bytes(accept.frame().getPayload())
                : 0;
    }

    /** The next command; empty if there is none for a while and delivery reports are to be recorded. */
    private Optional<ProcessorCommand> next() throws InterruptedException {
        return outbox.unrecorded() == 0
                ? Optional.of(commands.take())
                : Optional.ofNullable(commands.poll(REPORTS_WAIT_MS, TimeUnit.MILLISECONDS));
    }

    /**
     * Adds what waits. In a backlog it also waits for frames that are about to arrive: of the messages of a session that waited
     * together one is answered, and they arrive one after another.
     */
    private void gather(List<ProcessorCommand> batch) throws InterruptedException {
        boolean isBacklog = batch.stream().anyMatch(FrameProcessor::hasWaited);
        long bytes = batch.stream().mapToLong(FrameProcessor::frameBytes).sum();
        long deadline = System.nanoTime() + BACKLOG_WAIT_NANOS;
        while (batch.size() < MAX_BATCH && bytes < MAX_BATCH_BYTES) {
            ProcessorCommand next = commands.poll();
            if (next == null && isBacklog) {
                next = commands.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            if (next == null) {
                return;
            }
            batch.add(next);
            bytes += frameBytes(next);
            isBacklog |= hasWaited(next);
        }
    }

    private static boolean hasWaited(ProcessorCommand command) {
        return command instanceof ProcessorCommand.Accept accept
                && accept.frame().getPayload().waitedSince().isPresent();
    }

    private void execute(List<ProcessorCommand> batch) throws InterruptedException {
        List<Message<InboundFrame>> frames = new ArrayList<>(batch.size());
        List<Message<InboundFrame>> replays = new ArrayList<>();
        for (ProcessorCommand command : batch) {
            if (command instanceof ProcessorCommand.Accept accept) {
                frames.add(accept.frame());
            } else if (command instanceof ProcessorCommand.Replay replay) {
                replays.addAll(replay.frames());
            } else if (command instanceof ProcessorCommand.Report report) {
                outbox.reported(report.report());
                metrics.reported(report.report());
            } else if (command instanceof ProcessorCommand.PublisherOpened opened) {
                outbox.opened(opened.publisher());
            } else if (command instanceof ProcessorCommand.PublisherClosed closed) {
                outbox.closed(closed.publisher());
            } else if (command instanceof ProcessorCommand.Drain drain) {
                drains.add(drain.done());
            }
        }
        executor.process(frames);
        executor.process(replays);
        if (batch.isEmpty() || !drains.isEmpty() || outbox.unrecorded() >= MAX_UNRECORDED_REPORTS) {
            executor.recordReports();
        }
        if (drains.isEmpty()) {
            executor.fillOutbox();
        } else if (commands.isEmpty() && outbox.isIdle() && outbox.unrecorded() == 0) {
            drains.forEach(CountDownLatch::countDown);
            drains.clear();
        }
    }
}
