package io.nightdesk.database;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nightdesk.OutOfMemory;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * All snapshots with their metrics. One that fails does not affect the others. {@link #refresh} must always be called from
 * the same thread; {@link #areLoaded} and the metrics may be read from any.
 */
final class SnapshotRegistry {

    private static final Logger LOG = Logger.getLogger(SnapshotRegistry.class);

    private final List<Entry> entries;

    SnapshotRegistry(List<Snapshot> snapshots, MeterRegistry registry) {
        this.entries = snapshots.stream()
                .map(snapshot -> new Entry(snapshot, registry))
                .toList();
    }

    /** The notification channels of all snapshots. */
    Stream<String> channels() {
        return entries.stream().map(entry -> entry.snapshot.channel());
    }

    /** Whether every snapshot has been read at least once. */
    boolean areLoaded() {
        return entries.stream().allMatch(entry -> entry.loaded);
    }

    void refresh() {
        entries.forEach(Entry::refresh);
    }

    /** A snapshot and the result of its refreshes. */
    private static final class Entry {

        private final Snapshot snapshot;
        private final Counter failures;
        private boolean failing;
        private volatile boolean loaded;
        /** When the last successful refresh began; until the first one, when the entry was created. */
        private volatile long refreshedAt = System.nanoTime();

        Entry(Snapshot snapshot, MeterRegistry registry) {
            this.snapshot = snapshot;
            this.failures = Counter.builder("nightdesk.snapshot.failures")
                    .description("Failed refreshes of a snapshot")
                    .tag("snapshot", snapshot.name())
                    .register(registry);
            Gauge.builder("nightdesk.snapshot.age.seconds", this, Entry::ageSeconds)
                    .description("Time since the last successful refresh of a snapshot")
                    .tag("snapshot", snapshot.name())
                    .register(registry);
            snapshot.versions()
                    .keySet()
                    .forEach(name -> Gauge.builder(
                                    "nightdesk.snapshot.version",
                                    snapshot,
                                    current -> current.versions().getOrDefault(name, -1L))
                            .description("Version in memory, -1 before the first refresh")
                            .tag("snapshot", name)
                            .register(registry));
        }

        private double ageSeconds() {
            return (System.nanoTime() - refreshedAt) / 1e9;
        }

        void refresh() {
            long startedAt = System.nanoTime();
            try {
                snapshot.refresh();
                refreshedAt = startedAt;
                loaded = true;
                if (failing) {
                    LOG.infof("Snapshot refreshed again: snapshot=%s", snapshot.name());
                }
                failing = false;
            } catch (RuntimeException | Error e) {
                OutOfMemory.exitIfCauseOf(e);
                failures.increment();
                // Once per outage: the next attempt follows in two seconds.
                if (!failing) {
                    LOG.warnf(
                            "Snapshot refresh failed, keeping the previous version and retrying: snapshot=%s error=%s",
                            snapshot.name(), SqlErrors.describe(e));
                }
                failing = true;
            }
        }
    }
}
