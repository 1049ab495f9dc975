package io.nightdesk.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.it.harness.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The lease in a real PostgreSQL. */
final class LeaseRepositoryTest {

    private static final Duration DURATION = Duration.ofSeconds(6);
    private static final Duration LONGER = Duration.ofMillis(6_601);

    private static Database database;
    private static PGSimpleDataSource dataSource;

    private long standbyTime;
    private final LeaseRepository leader = replica();
    private final LeaseRepository standby = replica();

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        dataSource = database.migrated();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void nobodyEverHeldTheLease() {
        database.update("delete from leader_lease");
        database.update("insert into leader_lease default values");
    }

    private LeaseRepository replica() {
        return new LeaseRepository(dataSource, "88888", DURATION, () -> standbyTime);
    }

    /** The clock of the database jumps back: what it wrote before lies in the future now. */
    private static void clockJumpsBack(String interval) {
        database.update("update leader_lease set expires_at = expires_at + ?::interval", interval);
    }

    @Test
    void leavesTheLeaseToItsHolder() {
        // Given
        leader.acquire();

        // When
        Optional<LeaderTerm> term = standby.acquire();

        // Then
        assertThat(term).isEmpty();
    }

    @Test
    void acquiresALeaseThatHasExpired() {
        // Given
        leader.acquire();
        clockJumpsBack("-7 s");

        // When
        Optional<LeaderTerm> term = standby.acquire();

        // Then
        assertThat(term).map(LeaderTerm::epoch).contains(2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 hour", "10 years"})
    void acquiresALeaseFarInTheFutureOnceItsHolderIsDead(String jump) {
        // Given
        LeaderTerm dead = leader.acquire().orElseThrow();
        clockJumpsBack(jump);
        Optional<LeaderTerm> atFirst = standby.acquire();
        standbyTime += DURATION.toNanos();
        Optional<LeaderTerm> tooEarly = standby.acquire();
        standbyTime += LONGER.minus(DURATION).toNanos();

        // When
        Optional<LeaderTerm> term = standby.acquire();

        // Then
        assertThat(atFirst).isEmpty();
        assertThat(tooEarly).isEmpty();
        assertThat(term).map(LeaderTerm::epoch).contains(2L);
        assertThat(leader.renew(dead, true)).isFalse();
        assertThat(database.query("select expires_at < now() + interval '7 s' from leader_lease"))
                .containsExactly("t");
    }

    @Test
    void leavesALeaseInTheFutureToAHolderThatRenewsIt() {
        // Given
        LeaderTerm alive = leader.acquire().orElseThrow();
        clockJumpsBack("1 hour");
        standby.acquire();
        leader.renew(alive, true);
        standby.acquire();
        standbyTime += LONGER.toNanos();
        leader.renew(alive, true);

        // When
        Optional<LeaderTerm> term = standby.acquire();

        // Then
        assertThat(term).isEmpty();
        assertThat(leader.renew(alive, true)).isTrue();
    }

    @Test
    void acquiresTheLeaseOfItsOwnLastTermAtOnce() {
        // Given
        LeaderTerm last = leader.acquire().orElseThrow();
        last.end();
        clockJumpsBack("1 hour");

        // When
        Optional<LeaderTerm> term = leader.acquire();

        // Then
        assertThat(term).map(LeaderTerm::epoch).contains(2L);
    }

    @Test
    void doesNotKnowSinceWhenFramesWaitIfTheTimeOnRecordLiesInTheFuture() {
        // Given
        database.update("update leader_lease set caught_up_at = now() + interval '1 hour'");

        // When
        LeaderTerm term = leader.acquire().orElseThrow();

        // Then
        assertThat(term.caughtUpAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void leavesTheDatabaseOfAnotherDesk() {
        // Given
        database.update("update leader_lease set desk_uid = '77777'");

        // When
        Optional<LeaderTerm> term = leader.acquire();

        // Then
        assertThat(term).isEmpty();
        assertThat(leader.otherOwner()).contains("77777");
    }
}
