package io.nightdesk.it.faults;

import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Signals;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A replica, the database or the broker is killed, frozen or restarted. */
@Tag("faults")
final class ProcessFaultsIT extends FaultTest {

    ProcessFaultsIT() {
        super(Traffic.Load.STEADY);
    }

    @Test
    void losesNothingWhenTheLeaderIsKilled() throws Exception {
        // When
        leader().app().kill();

        // Then
        await().until(() -> leader().app().isAlive());
    }

    @Test
    void losesNothingWhenLeadersAreKilledInTurn() throws Exception {
        // When
        for (int i = 0; i < 3; i++) {
            App killed = leader().app();
            last(Duration.ofMillis(random.nextInt(500)));
            killed.kill();
            await().until(() -> leader().app() != killed);
            killed.start().awaitReady();
        }
    }

    /** When it goes on, it has lost the lease, and what it was about to commit or to send must not happen. */
    @Test
    void losesNothingWhenTheLeaderFreezes() throws Exception {
        // Given
        App frozen = leader().app();

        // When
        Signals.freeze(frozen.pid());

        // Then
        await().until(() -> standbyLeads(frozen));
        Signals.resume(frozen.pid());
    }

    @Test
    void losesNothingWhenTheLeaderFreezesForMoments() throws Exception {
        // Given
        App frozen = leader().app();

        // When
        for (int i = 0; i < 5; i++) {
            Signals.freeze(frozen.pid());
            last(Duration.ofMillis(500 + random.nextInt(2_000)));
            Signals.resume(frozen.pid());
            last(Duration.ofMillis(random.nextInt(300)));
        }
    }

    @Test
    void losesNothingWhenTheStandbyIsKilled() throws Exception {
        // When
        standby().app().kill();

        // Then
        awaitRepliesNow();
    }

    @Test
    void losesNothingWhenTheStandbyFreezes() throws Exception {
        // Given
        App frozen = standby().app();

        // When
        Signals.freeze(frozen.pid());
        last(LONGER_THAN_LEASE);
        Signals.resume(frozen.pid());
    }

    @Test
    void losesNothingWhenBothReplicasAreKilled() throws Exception {
        // Given
        App leader = leader().app();

        // When
        standby().app().kill();
        leader.kill();
        last(LEASE);
    }

    @Test
    void losesNothingWhenTheLeaderIsStoppedGracefully() throws Exception {
        // When
        leader().app().stop();

        // Then
        awaitRepliesNow();
    }

    @Test
    void losesNothingWhenTheDatabaseCrashes() throws Exception {
        // When
        database.crash();
        last(LEASE);
        database.start();
    }

    @Test
    void losesNothingWhenTheDatabaseFreezes() throws Exception {
        // Given
        long postgres = database.pid();

        // When
        Signals.freeze(postgres);
        last(LONGER_THAN_LEASE);
        Signals.resume(postgres);
    }

    @Test
    void losesNothingWhenTheBrokerRestarts() throws Exception {
        // When
        broker.stop();
        last(LEASE);
        broker.start();
    }

    @Test
    void losesNothingWhenTheBrokerFreezes() throws Exception {
        // Given
        long mosquitto = broker.pid().orElseThrow();

        // When
        Signals.freeze(mosquitto);
        last(LONGER_THAN_LEASE);
        Signals.resume(mosquitto);
    }

    @Test
    void losesNothingWhenDatabaseAndBrokerFailTogether() throws Exception {
        // When
        broker.stop();
        database.crash();
        last(LEASE);
        database.start();
        broker.start();
    }

    private boolean standbyLeads(App frozen) {
        return database.query("select holder from leader_lease where expires_at > clock_timestamp()").stream()
                .anyMatch(holder -> !holder.startsWith(frozen.pid() + "/"));
    }
}
