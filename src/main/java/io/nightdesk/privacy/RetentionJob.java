package io.nightdesk.privacy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nightdesk.OutOfMemory;
import io.nightdesk.database.SqlErrors;
import io.nightdesk.leader.LeaderElector;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Deletes rows whose retention period has ended. It runs on the leader only, and only while no frames wait at the broker, so
 * that a frame that is redelivered after an outage of any length is still recognised. Small batches with pauses between them
 * keep it from delaying replies.
 */
@Singleton
@Startup
class RetentionJob {

    private static final Logger LOG = Logger.getLogger(RetentionJob.class);

    private static final Duration PAUSE_BETWEEN_BATCHES = Duration.ofMillis(100);

    /** A longer purge continues with the next execution, because Vert.x reports worker threads that are busy for 60 s. */
    private static final Duration TIME_SLICE = Duration.ofSeconds(20);

    /** The longest time between two checks whether a purge is due. */
    private static final Duration MAX_CHECK_DELAY = Duration.ofSeconds(30);

    /** The longest time before a failed purge is repeated: often enough for the alert on failures. */
    private static final Duration MAX_RETRY_DELAY = Duration.ofHours(1);

    private static final Duration MAX_CLOCK_SKEW = Duration.ofHours(1);

    private final PurgeStore store;
    private final BooleanSupplier isAllowed;
    private final RetentionConfig config;
    private final Clock clock;
    private final MeterRegistry registry;
    private final CountDownLatch stopping = new CountDownLatch(1);

    // Executions never overlap, and the scheduler orders them: the state needs no lock.
    private Optional<PurgeRun> current = Optional.empty();
    private Instant nextCheck = Instant.EPOCH;

    /** How an execution ended. */
    private enum Result {
        NOT_DUE(false),
        IN_PROGRESS(false),
        COMPLETED(true),
        INTERRUPTED(true),
        FAILED(true),
        CLOCK_SKEW(true);

        private final boolean isCounted;

        Result(boolean isCounted) {
            this.isCounted = isCounted;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Inject
    RetentionJob(PurgeStore store, LeaderElector leader, RetentionConfig config, Clock clock, MeterRegistry registry) {
        this(store, leader::isCaughtUp, config, clock, registry);
    }

    /** @param isAllowed whether this replica is the leader and has consumed all frames that waited at the broker */
    RetentionJob(
            PurgeStore store, BooleanSupplier isAllowed, RetentionConfig config, Clock clock, MeterRegistry registry) {
        this.store = store;
        this.isAllowed = isAllowed;
        this.config = config;
        this.clock = clock;
        this.registry = registry;
        // Register all series at startup, so that an alert sees them increase from 0.
        Arrays.stream(PurgeStatement.values()).forEach(this::deletedCounter);
        Arrays.stream(Result.values()).filter(result -> result.isCounted).forEach(this::runCounter);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }

    /**
     * Called each second. That is cheap and makes a new leader start soon; {@link #nextCheck} decides whether there is
     * something to do.
     */
    @Scheduled(identity = "retention", every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void run() throws InterruptedException {
        if (current.isPresent() || isTimeToCheck()) {
            finish(execute());
        }
    }

    private boolean isTimeToCheck() {
        return mayRun() && !clock.instant().isBefore(nextCheck);
    }

    private boolean mayRun() {
        return stopping.getCount() > 0 && isAllowed.getAsBoolean();
    }

    private Result execute() throws InterruptedException {
        try {
            if (current.isEmpty()) {
                PurgeStore.Status status = store.status(config.interval());
                if (!status.isDue()) {
                    return Result.NOT_DUE;
                }
                Instant replicaTime = clock.instant();
                Optional<Instant> now = status.earlierTime(replicaTime, MAX_CLOCK_SKEW);
                if (now.isEmpty()) {
                    LOG.warnf(
                            "Expired rows not deleted: the clock of the database is %d s ahead of the clock of this replica."
                                    + " Synchronize both with the same time server.",
                            Duration.between(replicaTime, status.now()).toSeconds());
                    return Result.CLOCK_SKEW;
                }
                current = Optional.of(new PurgeRun(
                        store,
                        config,
                        now.get(),
                        (table, count) -> deletedCounter(table).increment((double) count)));
            }
            return resume(current.get());
        } catch (RuntimeException | Error e) {
            OutOfMemory.exitIfCauseOf(e);
            LOG.warnf("Deleting expired rows failed, will retry: error=%s", SqlErrors.describe(e));
            return Result.FAILED;
        }
    }

    private Result resume(PurgeRun run) throws InterruptedException {
        Instant end = clock.instant().plus(TIME_SLICE);
        while (!run.isFinished() && mayRun()) {
            if (clock.instant().isAfter(end)) {
                return Result.IN_PROGRESS;
            }
            run.deleteNextBatch();
            // Ends early at shutdown.
            stopping.await(PAUSE_BETWEEN_BATCHES.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (!mayRun()) {
            return Result.INTERRUPTED;
        }
        if (run.hasFailed()) {
            return Result.FAILED;
        }
        store.recordCompletion();
        return Result.COMPLETED;
    }

    private void finish(Result result) {
        if (result == Result.IN_PROGRESS) {
            return;
        }
        current.map(PurgeRun::summary)
                .filter(summary -> !summary.isEmpty())
                .ifPresent(summary -> LOG.infof("Expired rows deleted: %s", summary));
        current = Optional.empty();
        if (result.isCounted) {
            runCounter(result).increment();
        }
        nextCheck = clock.instant().plus(delayAfter(result));
    }

    private Duration delayAfter(Result result) {
        boolean isRetry = result == Result.FAILED || result == Result.CLOCK_SKEW;
        Duration max = isRetry ? MAX_RETRY_DELAY : MAX_CHECK_DELAY;
        return config.interval().compareTo(max) < 0 ? config.interval() : max;
    }

    private Counter runCounter(Result result) {
        return registry.counter("nightdesk.retention.runs", "result", result.label());
    }

    private Counter deletedCounter(PurgeStatement table) {
        return registry.counter("nightdesk.retention.deleted", "kind", table.label());
    }
}
