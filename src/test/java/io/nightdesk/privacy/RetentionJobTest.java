package io.nightdesk.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RetentionJobTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration CHECK_DELAY = Duration.ofSeconds(30);
    private static final Duration RETRY_DELAY = Duration.ofHours(1);

    /** Keeps revisions forever, so that a purge has seven tables. */
    private static final RetentionConfig CONFIG = RetentionPeriods.days(180, 90, 30, 0, 365);

    private final FakeStore store = new FakeStore();
    private final TestClock clock = new TestClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private boolean isAllowed = true;
    private final RetentionJob job = new RetentionJob(store, () -> isAllowed, CONFIG, clock, registry);

    @Test
    void purgesEveryTableWithARetentionPeriodAndRecordsTheCompletion() throws Exception {
        // Given
        store.expired.put(PurgeStatement.EXCHANGES, 1_200L);
        store.expired.put(PurgeStatement.ORDERS, 7L);

        // When
        job.run();

        // Then
        assertThat(store.calls)
                .containsExactly(
                        "EXCHANGES '' 2026-05-30T12:00:00Z",
                        "EXCHANGES '500' 2026-05-30T12:00:00Z",
                        "EXCHANGES '1000' 2026-05-30T12:00:00Z",
                        "SESSIONS '' 2026-08-28T12:00:00Z",
                        "SESSION_CHANGES '' 2026-08-28T12:00:00Z",
                        "REJECTED_FRAMES '' 2026-05-30T12:00:00Z",
                        "ORDERS '' 2026-10-27T12:00:00Z",
                        "LOGIN_SESSIONS '' 2026-11-25T12:00:00Z",
                        "AUDIT_ENTRIES '' 2025-11-26T12:00:00Z",
                        "completed");
        assertThat(deleted(PurgeStatement.EXCHANGES)).isEqualTo(1_200);
        assertThat(deleted(PurgeStatement.ORDERS)).isEqualTo(7);
        assertThat(runs("completed")).isEqualTo(1);
    }

    @Test
    void doesNothingWhileTheReplicaIsNotTheLeaderOrFramesWait() throws Exception {
        // Given
        isAllowed = false;

        // When
        job.run();

        // Then
        assertThat(store.calls).isEmpty();
    }

    @Test
    void doesNothingWhileThePurgeIsNotDue() throws Exception {
        // Given
        store.isDue = false;

        // When
        job.run();

        // Then
        assertThat(store.calls).isEmpty();
        assertThat(store.statusReads).isEqualTo(1);
    }

    @Test
    void checksAgainAfterThirtySecondsWhetherThePurgeIsDue() throws Exception {
        // Given
        store.isDue = false;
        job.run();
        clock.advance(CHECK_DELAY.minusMillis(1));
        job.run();
        int before = store.statusReads;

        // When
        clock.advance(Duration.ofMillis(1));
        job.run();

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(store.statusReads).isEqualTo(2);
    }

    @Test
    void stopsBetweenTwoBatchesWhenLeadershipEnds() throws Exception {
        // Given
        store.expired.put(PurgeStatement.EXCHANGES, 1_200L);
        store.afterBatch = () -> isAllowed = false;

        // When
        job.run();

        // Then
        assertThat(store.calls).containsExactly("EXCHANGES '' 2026-05-30T12:00:00Z");
        assertThat(deleted(PurgeStatement.EXCHANGES)).isEqualTo(500);
        assertThat(runs("interrupted")).isEqualTo(1);
    }

    @Test
    void stopsBetweenTwoBatchesAtShutdown() throws Exception {
        // Given
        store.expired.put(PurgeStatement.EXCHANGES, 1_200L);
        store.afterBatch = () -> job.stop(new ShutdownEvent());

        // When
        job.run();

        // Then
        assertThat(store.calls).containsExactly("EXCHANGES '' 2026-05-30T12:00:00Z");
        assertThat(runs("interrupted")).isEqualTo(1);
    }

    @Test
    void purgesTheOtherTablesWhenOneFailsAndDoesNotRecordACompletion() throws Exception {
        // Given
        store.failing = Optional.of(PurgeStatement.EXCHANGES);
        store.expired.put(PurgeStatement.ORDERS, 7L);

        // When
        job.run();

        // Then
        assertThat(deleted(PurgeStatement.ORDERS)).isEqualTo(7);
        assertThat(store.calls).doesNotContain("completed");
        assertThat(runs("failed")).isEqualTo(1);
    }

    @Test
    void retriesAFailedPurgeAfterAnHour() throws Exception {
        // Given
        store.failing = Optional.of(PurgeStatement.EXCHANGES);
        job.run();
        clock.advance(RETRY_DELAY.minusMillis(1));
        job.run();
        double before = runs("failed");

        // When
        clock.advance(Duration.ofMillis(1));
        job.run();

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(runs("failed")).isEqualTo(2);
    }

    @Test
    void countsAFailureWhenTheDatabaseIsUnavailable() throws Exception {
        // Given
        store.isUnavailable = true;

        // When
        job.run();

        // Then
        assertThat(runs("failed")).isEqualTo(1);
    }

    @Test
    void deletesNothingWhenTheClocksDiffer() throws Exception {
        // Given
        store.clockSkew = Duration.ofHours(2);

        // When
        job.run();

        // Then
        assertThat(store.calls).isEmpty();
        assertThat(runs("clock_skew")).isEqualTo(1);
    }

    @Test
    void continuesALongPurgeWithTheNextExecution() throws Exception {
        // Given
        store.expired.put(PurgeStatement.EXCHANGES, 1_200L);
        store.afterBatch = () -> clock.advance(Duration.ofSeconds(21));
        job.run();
        List<String> first = List.copyOf(store.calls);

        // When
        job.run();

        // Then
        assertThat(first).containsExactly("EXCHANGES '' 2026-05-30T12:00:00Z");
        assertThat(store.calls)
                .containsExactly("EXCHANGES '' 2026-05-30T12:00:00Z", "EXCHANGES '500' 2026-05-30T12:00:00Z");
        assertThat(store.statusReads).isEqualTo(1);
    }

    private double deleted(PurgeStatement table) {
        return registry.get("nightdesk.retention.deleted")
                .tag("kind", table.label())
                .counter()
                .count();
    }

    private double runs(String result) {
        return registry.get("nightdesk.retention.runs")
                .tag("result", result)
                .counter()
                .count();
    }

    /** Tables with a number of expired rows; the cursor is the number of rows deleted so far. */
    private final class FakeStore implements PurgeStore {

        private final Map<PurgeStatement, Long> expired = new EnumMap<>(PurgeStatement.class);
        private final List<String> calls = new ArrayList<>();
        private int statusReads;
        private boolean isDue = true;
        private boolean isUnavailable;
        private Duration clockSkew = Duration.ZERO;
        private Optional<PurgeStatement> failing = Optional.empty();
        private Runnable afterBatch = () -> {};

        @Override
        public Status status(Duration interval) {
            assertThat(interval).isEqualTo(RetentionPeriods.INTERVAL);
            statusReads++;
            if (isUnavailable) {
                throw new IllegalStateException("no connection");
            }
            return new Status(clock.instant().plus(clockSkew), isDue);
        }

        @Override
        public PurgeStatement.Batch deleteBatch(
                PurgeStatement statement, String cursor, int batchSize, Instant cutoff) {
            calls.add(statement + " '" + cursor + "' " + cutoff);
            if (failing.equals(Optional.of(statement))) {
                throw new IllegalStateException("locked");
            }
            long start = cursor.isEmpty() ? 0 : Long.parseLong(cursor);
            long count = Math.min(batchSize, expired.getOrDefault(statement, 0L) - start);
            afterBatch.run();
            return new PurgeStatement.Batch(
                    count < batchSize ? Optional.empty() : Optional.of(String.valueOf(start + count)), count);
        }

        @Override
        public void recordCompletion() {
            calls.add("completed");
        }
    }

    private static final class TestClock extends Clock {

        private Instant now = NOW;

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
