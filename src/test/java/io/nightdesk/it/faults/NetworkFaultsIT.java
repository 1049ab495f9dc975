package io.nightdesk.it.faults;

import io.nightdesk.it.harness.TcpProxy;
import io.nightdesk.it.harness.TcpProxy.Direction;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The network between the leader and its database or its broker fails. */
@Tag("faults")
final class NetworkFaultsIT extends FaultTest {

    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration LATENCY = Duration.ofMillis(100);

    /** Resets every connection after 20 kB on average: in requests, in responses, in the handshake. */
    private static final int MAX_BYTES = 40_000;

    NetworkFaultsIT() {
        super(Traffic.Load.STEADY);
    }

    @Test
    void losesNothingWhenDatabaseConnectionsAreReset() throws Exception {
        // When
        for (int i = 0; i < 5; i++) {
            leader().database().reset();
            last(MOMENT);
        }
    }

    @Test
    void losesNothingWhenTheDatabaseIsSilent() throws Exception {
        // When
        leader().database().blackhole();
        last(LONGER_THAN_LEASE);
    }

    @Test
    void losesNothingWhenRequestsToTheDatabaseAreLost() throws Exception {
        // Given
        Replica leader = leader();

        // When
        leader.database().hold(Direction.TO_SERVER);
        last(LONGER_THAN_LEASE);
        leader.database().reset();
    }

    /** Commits succeed, and the leader does not know. */
    @Test
    void losesNothingWhenResponsesOfTheDatabaseAreLost() throws Exception {
        // When
        loseForMoments(leader().database(), Direction.TO_CLIENT);
    }

    @Test
    void losesNothingWhenTheDatabaseIsSlow() throws Exception {
        // When
        leader().database().delay(LATENCY);
        last(LONGER_THAN_LEASE);
    }

    @Test
    void losesNothingWhenTheDatabaseRefusesConnections() throws Exception {
        // When
        leader().database().refuse();
        last(LONGER_THAN_LEASE);
    }

    @Test
    void losesNothingWhenDatabaseConnectionsAreResetAtRandom() throws Exception {
        // When
        leader().database().resetWithin(MAX_BYTES, random);
        last(LONGER_THAN_LEASE);
    }

    @Test
    void losesNothingWhenBrokerConnectionsAreReset() throws Exception {
        // When
        for (int i = 0; i < 5; i++) {
            leader().broker().reset();
            last(MOMENT);
        }
    }

    @Test
    void losesNothingWhenTheBrokerIsSilent() throws Exception {
        // When
        leader().broker().blackhole();
        last(LONGER_THAN_LEASE);
    }

    /** Replies and acknowledgements do not arrive. */
    @Test
    void losesNothingWhenPacketsToTheBrokerAreLost() throws Exception {
        // When
        loseForMoments(leader().broker(), Direction.TO_SERVER);
    }

    /** Frames and confirmations do not arrive. */
    @Test
    void losesNothingWhenPacketsOfTheBrokerAreLost() throws Exception {
        // When
        loseForMoments(leader().broker(), Direction.TO_CLIENT);
    }

    @Test
    void losesNothingWhenTheBrokerIsSlow() throws Exception {
        // When
        leader().broker().delay(LATENCY);
        last(LONGER_THAN_LEASE);
    }

    @Test
    void losesNothingWhenTheBrokerRefusesConnections() throws Exception {
        // When
        leader().broker().refuse();
        last(LONGER_THAN_LEASE);
    }

    @Test
    void losesNothingWhenBrokerConnectionsAreResetAtRandom() throws Exception {
        // When
        leader().broker().resetWithin(MAX_BYTES, random);
        last(LONGER_THAN_LEASE);
    }

    /** The leader reaches the broker but not the database; the standby the other way round. */
    @Test
    void losesNothingWhenEachReplicaLosesAnotherNetwork() throws Exception {
        // Given
        Replica leader = leader();
        Replica standby = standby();

        // When
        leader.database().blackhole();
        standby.broker().blackhole();
        last(LONGER_THAN_LEASE);
    }

    /** Holds bytes back, and resets the connections before they arrive. */
    private static void loseForMoments(TcpProxy network, Direction direction) throws Exception {
        for (int i = 0; i < 3; i++) {
            network.hold(direction);
            last(MOMENT);
            network.reset();
            network.heal();
            last(MOMENT);
        }
    }
}
