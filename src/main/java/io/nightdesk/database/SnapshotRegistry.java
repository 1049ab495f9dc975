package io.nightdesk.database;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The snapshots, each of which is read whatever becomes of the others: a table that cannot be read stops nothing but what is
 * in it. Confined to one thread, but for what monitoring and the probes ask.
 */
final class SnapshotRegistry {

    private static final Logger LOG = Logger.getLogger(SnapshotRegistry.class);

    private final List<Kept> kept;
    private final Consumer<Runnable> transaction;

    /** @param transaction runs something in a transaction of its own */
    SnapshotRegistry(List<Snapshot> snapshots, Consumer<Runnable> transaction, MeterRegistry registry) {
        this.kept =
                snapshots.stream().map(snapshot -> new Kept(snapshot, registry)).toList();
        this.transaction = transaction;
    }

    /** The channels on which the database tells of changes. */
    Stream<String> channels() {
        return kept.stream().map(one -> one.snapshot.channel());
    }

    /** Whether each snapshot was read at least once. */
    boolean areComplete() {
        return kept.stream().allMatch(one -> one.complete);
    }

    /** Brings each one up to date that can be. */
    void refresh() {
        kept.forEach(one -> one.refresh(transaction));
    }

    /** A snapshot and how reading it went. */
    private static final class Kept {

        private final Snapshot snapshot;
        private final Counter failures;
        private boolean failing;
        private volatile boolean complete;
        /** When it was last seen to be as the tables are; before that, when it was begun to be watched. */
        private volatile long readAt = System.nanoTime();

        Kept(Snapshot snapshot, MeterRegistry registry) {
            this.snapshot = snapshot;
            this.failures = Counter.builder("nightdesk.snapshot.failures")
                    .description("attempts to read the tables of a snapshot that failed")
                    .tag("snapshot", snapshot.name())
                    .register(registry);
            Gauge.builder("nightdesk.snapshot.age.seconds", this, one -> (System.nanoTime() - one.readAt) / 1e9)
                    .description("how long ago a snapshot was last seen to be as the tables are")
                    .tag("snapshot", snapshot.name())
                    .register(registry);
            snapshot.versions()
                    .keySet()
                    .forEach(name -> Gauge.builder(
                                    "nightdesk.snapshot.version",
                                    snapshot,
                                    one -> one.versions().getOrDefault(name, -1L))
                            .description("the version in force, -1 before the first reading")
                            .tag("snapshot", name)
                            .register(registry));
        }

        void refresh(Consumer<Runnable> transaction) {
            long began = System.nanoTime();
            try {
                transaction.accept(snapshot::refresh);
                readAt = began;
                complete = true;
                if (failing) {
                    LOG.infof("snapshot read again: snapshot=%s", snapshot.name());
                }
                failing = false;
            } catch (RuntimeException e) {
                failures.increment();
                // Said once, not every other second.
                if (!failing) {
                    LOG.warnf(
                            "snapshot not read, what was read before stays in force: snapshot=%s %s",
                            snapshot.name(), SqlErrors.describe(e));
                }
                failing = true;
            }
        }
    }
}
