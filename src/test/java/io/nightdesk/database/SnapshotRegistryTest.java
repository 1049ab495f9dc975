package io.nightdesk.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SnapshotRegistryTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Table broken = new Table("broken");
    private final Table healthy = new Table("healthy");
    private final SnapshotRegistry snapshots = new SnapshotRegistry(List.of(broken, healthy), registry);

    @Test
    void refreshesTheOthersWhenOneFails() {
        // Given
        broken.readable = false;

        // When
        snapshots.refresh();

        // Then
        assertThat(healthy.version).isEqualTo(0);
        assertThat(registry.get("nightdesk.snapshot.version")
                        .tag("snapshot", "healthy")
                        .gauge()
                        .value())
                .isEqualTo(0);
        assertThat(failures("broken")).isEqualTo(1);
        assertThat(failures("healthy")).isEqualTo(0);
    }

    @Test
    void countsAnErrorAsAFailedRefresh() {
        // Given
        broken.failure = Optional.of(new StackOverflowError());

        // When
        snapshots.refresh();

        // Then
        assertThat(healthy.version).isEqualTo(0);
        assertThat(failures("broken")).isEqualTo(1);
    }

    @Test
    void staysLoadedWhenALaterRefreshFails() {
        // Given
        broken.readable = false;
        snapshots.refresh();
        boolean before = snapshots.areLoaded();
        broken.readable = true;
        snapshots.refresh();
        healthy.readable = false;

        // When
        snapshots.refresh();

        // Then
        assertThat(before).isFalse();
        assertThat(snapshots.areLoaded()).isTrue();
        assertThat(failures("healthy")).isEqualTo(1);
    }

    @Test
    void reportsVersionMinusOneBeforeTheFirstRefresh() {
        assertThat(registry.get("nightdesk.snapshot.version")
                        .tag("snapshot", "broken")
                        .gauge()
                        .value())
                .isEqualTo(-1);
    }

    private double failures(String name) {
        return registry.get("nightdesk.snapshot.failures")
                .tag("snapshot", name)
                .counter()
                .count();
    }

    /** A table of one number. */
    private static final class Table implements Snapshot {
        private final String name;
        private boolean readable = true;
        private Optional<Error> failure = Optional.empty();
        private long version = -1;

        Table(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String channel() {
            return name + "_changed";
        }

        @Override
        public void refresh() {
            if (failure.isPresent()) {
                throw failure.get();
            }
            if (!readable) {
                throw new IllegalStateException(name);
            }
            version++;
        }

        @Override
        public Map<String, Long> versions() {
            return Map.of(name, version);
        }
    }
}
