package io.nightdesk.privacy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nightdesk.database.SqlErrors;
import io.nightdesk.leader.LeaderElector;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Deletes what has been kept for its time, on the replica on duty only, on a thread of its own, in small batches with pauses, so
 * that nobody who is answered notices. Only while nothing waits at the broker: a frame that it brings again after an
 * outage, however long, meets what is known of it.
 */
@Singleton
class RetentionJob {

    private static final Logger LOG = Logger.getLogger(RetentionJob.class);

    /** Between two batches. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Between two looks whether it is time, at most. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    /** After a failure, at most. */
    private static final Duration AGAIN = Duration.ofHours(1);

    /** What the clocks of this replica and of the database may differ by: one that is far ahead would delete too much. */
    private static final Duration MOST_APART = Duration.ofHours(1);

    private final PurgeExecutor broom;
    private final LeaderElector duty;
    private final RetentionConfig config;
    private final Clock clock;
    private final MeterRegistry registry;

    private final Thread thread = new Thread(this::run, "nightdesk-retention");
    private volatile boolean stopping;

    /** How a look ended, by its name in the metrics. */
    private enum Result {
        NOT_DUE,
        DONE,
        BROKEN_OFF,
        FAILED,
        REFUSED
    }

    @Inject
    RetentionJob(PurgeExecutor broom, LeaderElector duty, RetentionConfig config, Clock clock, MeterRegistry registry) {
        this.broom = broom;
        this.duty = duty;
        this.config = config;
        this.clock = clock;
        this.registry = registry;
        // Series are there from the start, so that an alert sees them rise from 0.
        Arrays.stream(PurgeStatement.values()).forEach(this::deleted);
        Arrays.stream(Result.values())
                .filter(result -> result != Result.NOT_DUE)
                .forEach(this::runs);
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        thread.interrupt();
    }

    private void run() {
        // What failed is not tried again at once, but often enough for somebody to hear of it.
        Duration again = config.interval().compareTo(AGAIN) < 0 ? config.interval() : AGAIN;
        Duration look = config.interval().compareTo(LOOK) < 0 ? config.interval() : LOOK;
        try {
            while (!stopping) {
                boolean troubled = mayRun() && isTroubled(look());
                Thread.sleep((troubled ? again : look).toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isTroubled(Result result) {
        return result == Result.FAILED || result == Result.REFUSED;
    }

    private boolean mayRun() {
        return !stopping && duty.isCaughtUp();
    }

    /** Whatever goes wrong, the next look comes. */
    private Result look() throws InterruptedException {
        Result result;
        try {
            PurgeExecutor.Standing standing = broom.standing(config.interval());
            result = standing.isDue() ? tidy(standing) : Result.NOT_DUE;
        } catch (RuntimeException | Error e) {
            LOG.warnf("what was kept for its time is deleted later: %s", SqlErrors.describe(e));
            result = Result.FAILED;
        }
        if (result != Result.NOT_DUE) {
            runs(result).increment();
        }
        return result;
    }

    private Counter runs(Result result) {
        return registry.counter("nightdesk.retention.runs", "result", text(result));
    }

    private Counter deleted(PurgeStatement sweep) {
        return registry.counter("nightdesk.retention.deleted", "kind", sweep.text());
    }

    private static String text(Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }

    private Result tidy(PurgeExecutor.Standing standing) throws InterruptedException {
        Instant here = clock.instant();
        Optional<Instant> agreed = standing.agreedWith(here, MOST_APART);
        if (agreed.isEmpty()) {
            LOG.warnf(
                    "nothing is deleted: the database's clock is %d s ahead of this replica's; have both follow the"
                            + " same time server",
                    Duration.between(here, standing.now()).toSeconds());
            return Result.REFUSED;
        }
        boolean failed = false;
        List<String> deleted = new ArrayList<>();
        for (PurgeStatement sweep : PurgeStatement.values()) {
            Optional<Instant> before = sweep.before(config, agreed.get());
            if (before.isPresent()) {
                failed |= !sweep(sweep, before.get(), deleted);
            }
        }
        if (!deleted.isEmpty()) {
            LOG.infof("deleted what was kept for its time: %s", String.join(" ", deleted));
        }
        if (!mayRun()) {
            return Result.BROKEN_OFF;
        }
        if (failed) {
            return Result.FAILED;
        }
        broom.done();
        return Result.DONE;
    }

    /** False when it failed; what else there is need not suffer from that. */
    private boolean sweep(PurgeStatement sweep, Instant before, List<String> deleted) throws InterruptedException {
        long count = 0;
        try {
            Optional<String> after = Optional.of("");
            while (after.isPresent() && mayRun()) {
                PurgeStatement.Swept swept = broom.sweep(sweep, after.get(), config.batch(), before);
                count += swept.deleted();
                deleted(sweep).increment((double) swept.deleted());
                after = swept.next();
                Thread.sleep(PAUSE.toMillis());
            }
            return true;
        } catch (RuntimeException e) {
            LOG.warnf("%s that were kept for their time are deleted later: %s", sweep.text(), SqlErrors.describe(e));
            return false;
        } finally {
            if (count > 0) {
                deleted.add(sweep.text() + "=" + count);
            }
        }
    }
}
