package io.nightdesk.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.DeskClock;
import io.nightdesk.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LeaderElectorTest {

    private static final Instant NOW = Instant.parse("2026-11-27T20:00:00Z");

    private final FakeLease lease = new FakeLease();
    private final List<String> events = new ArrayList<>();
    private boolean prepared = true;
    private RuntimeException databaseFailure;
    private final ManualClock wallClock = new ManualClock(NOW);
    private final DeskClock clock = new DeskClock(wallClock, () -> 0, Duration.ofSeconds(30));
    private final LeaderElector elector = new LeaderElector(
            () -> {
                if (databaseFailure != null) {
                    throw databaseFailure;
                }
                return prepared;
            },
            lease,
            clock,
            () -> List.of(new LeadershipListener() {
                @Override
                public void termBegan(LeaderTerm term) {
                    events.add("began " + term.epoch());
                }

                @Override
                public void termEnded(LeaderTerm term) {
                    events.add("ended " + term.epoch() + (term.isValid() ? " valid" : ""));
                }
            }),
            Duration.ofMillis(500));

    /** A lease in memory. */
    private static final class FakeLease implements Lease {

        private Optional<LeaderTerm> holder = Optional.empty();
        private boolean heldByAnother;
        private Optional<String> owner = Optional.empty();
        private long epoch;
        private int renewals;

        @Override
        public Optional<LeaderTerm> acquire() {
            if (heldByAnother || holder.isPresent() || owner.isPresent()) {
                return Optional.empty();
            }
            holder = Optional.of(Terms.endless(++epoch));
            return holder;
        }

        @Override
        public boolean renew(LeaderTerm term, boolean caughtUp) {
            renewals++;
            return !heldByAnother && holder.filter(term::equals).isPresent();
        }

        @Override
        public void release(LeaderTerm term) {
            holder = holder.filter(held -> !held.equals(term));
        }

        @Override
        public Instant databaseTime() {
            return NOW;
        }

        @Override
        public Optional<String> otherOwner() {
            return owner;
        }
    }

    @Test
    void becomesLeaderWhenNobodyHoldsTheLease() {
        // When
        elector.round();

        // Then
        assertThat(elector.isLeader()).isTrue();
        assertThat(elector.isDecided()).isTrue();
        assertThat(events).containsExactly("began 1");
    }

    @Test
    void waitsUntilTheDatabaseIsPrepared() {
        // Given
        prepared = false;

        // When
        elector.round();

        // Then
        assertThat(elector.isLeader()).isFalse();
        assertThat(elector.isDecided()).isFalse();
        assertThat(lease.holder).isEmpty();
    }

    @Test
    void saysWhatKeepsTheDatabaseFromBeingPrepared() {
        // Given
        LeaderElector waiting = new LeaderElector(
                new Preparation() {
                    @Override
                    public boolean isComplete() {
                        return false;
                    }

                    @Override
                    public Optional<String> obstacle() {
                        return Optional.of("schema not migrated");
                    }
                },
                lease,
                clock,
                List::of,
                Duration.ofMillis(500));

        // When
        waiting.round();

        // Then
        assertThat(waiting.obstacle()).contains("schema not migrated");
        assertThat(waiting.isDatabaseReachable()).isTrue();
        assertThat(lease.holder).isEmpty();
    }

    @Test
    void staysStandbyWhileAnotherReplicaHoldsTheLease() {
        // Given
        lease.heldByAnother = true;

        // When
        elector.round();

        // Then
        assertThat(elector.isLeader()).isFalse();
        assertThat(elector.isDecided()).isTrue();
        assertThat(elector.obstacle()).isEmpty();
    }

    @Test
    void renewsItsTermInEachRound() {
        // Given
        elector.round();

        // When
        elector.round();
        elector.round();

        // Then
        assertThat(lease.renewals).isEqualTo(2);
        assertThat(events).containsExactly("began 1");
    }

    @Test
    void endsItsTermWhenAnotherReplicaHoldsTheLease() {
        // Given
        elector.round();
        elector.caughtUp(true);
        lease.heldByAnother = true;

        // When
        elector.round();

        // Then
        assertThat(elector.isLeader()).isFalse();
        assertThat(elector.isCaughtUp()).isFalse();
        assertThat(events).containsExactly("began 1", "ended 1");
    }

    @Test
    void beginsANewTermAfterItsOwnWasEndedByTheProcessor() {
        // Given
        elector.round();
        lease.holder.orElseThrow().end();

        // When
        elector.round();
        elector.round();

        // Then
        assertThat(events).containsExactly("began 1", "ended 1", "began 2");
        assertThat(elector.isLeader()).isTrue();
    }

    @Test
    void reportsWhatIsWrongWhileTheDatabaseCannotBeUsed() {
        // Given
        databaseFailure = new IllegalStateException("away");

        // When
        elector.round();

        // Then
        assertThat(elector.obstacle()).contains("database not usable, waiting for it: IllegalStateException");
        assertThat(elector.isDatabaseReachable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"PT0.5S,PT5S", "PT1S,PT5S", "PT2S,PT7S", "PT1M,PT2M3S"})
    void takesTheDatabaseForReachableUntilTwoRoundsAreOver(Duration interval, Duration expected) {
        // When
        Duration reachable = LeaderElector.reachableFor(interval);

        // Then
        assertThat(reachable).isEqualTo(expected);
    }

    @Test
    void keepsItsTermWhileTheDatabaseIsBrieflyUnavailable() {
        // Given
        elector.round();
        databaseFailure = new IllegalStateException("away");

        // When
        elector.round();

        // Then
        assertThat(elector.isLeader()).isTrue();
        assertThat(elector.isDatabaseReachable()).isTrue();
        assertThat(elector.isPrevented()).isFalse();
        assertThat(elector.obstacle()).isPresent();
        assertThat(events).containsExactly("began 1");
    }

    @Test
    void saysThatTheDatabaseBelongsToAnotherDesk() {
        // Given
        lease.owner = Optional.of("77777");

        // When
        elector.round();

        // Then
        assertThat(elector.isDecided()).isFalse();
        assertThat(elector.isPrevented()).isTrue();
        assertThat(elector.obstacle())
                .contains("this database belongs to customer_id 77777: set NIGHTDESK_CUSTOMER_ID to it or use another"
                        + " database");
    }

    @ParameterizedTest
    @ValueSource(longs = {31, -31, 86_400})
    void resignsAndIsNotReadyWhileTheClocksDifferTooMuch(long seconds) {
        // Given
        elector.round();
        wallClock.advance(Duration.ofSeconds(seconds));

        // When
        elector.round();

        // Then
        assertThat(elector.isLeader()).isFalse();
        assertThat(lease.holder).isEmpty();
        assertThat(events).containsExactly("began 1", "ended 1");
        assertThat(elector.obstacle())
                .contains("the clocks of this replica and the database differ by more than 30 s: correct the clock that"
                        + " is wrong");
    }

    @Test
    void leadsAgainOnceTheClocksAgree() {
        // Given
        wallClock.advance(Duration.ofHours(1));
        elector.round();
        wallClock.advance(Duration.ofHours(-1));

        // When
        elector.round();

        // Then
        assertThat(elector.isLeader()).isTrue();
        assertThat(elector.obstacle()).isEmpty();
    }

    @Test
    void releasesTheLeaseWhenItResignsAfterItsTermEnded() {
        // Given
        elector.round();

        // When
        elector.resign();

        // Then
        assertThat(lease.holder).isEmpty();
        assertThat(events).containsExactly("began 1", "ended 1");
    }

    @Test
    void releasesTheLeaseWhenAListenerFails() {
        // Given
        LeaderElector failing = new LeaderElector(
                () -> true,
                lease,
                clock,
                () -> List.of(term -> {
                    throw new IllegalStateException("not ready");
                }),
                Duration.ofMillis(500));

        // When
        failing.round();

        // Then
        assertThat(failing.isLeader()).isFalse();
        assertThat(lease.holder).isEmpty();
    }
}
