package io.nightdesk.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Signals;
import io.nightdesk.it.harness.TcpProxy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many frames and many faults: {@code -Dsoak.frames}, {@code -Dsoak.faults}. The faults are spread evenly over the frames and
 * drawn at random, so that each hits another state.
 */
@Tag("soak")
final class SoakIT extends FaultTest {

    private static final int FRAMES = Integer.getInteger("soak.frames", 1_000_000);
    private static final int FAULTS = Integer.getInteger("soak.faults", 300);
    /** Each customer may ask 200 times in an hour. */
    private static final int FRAMES_PER_CUSTOMER = 100;

    private static final int IN_FLIGHT = 256;
    /** How long the slowest fault and the recovery from it may take. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private enum Fault {
        LEADER_KILLED,
        STANDBY_KILLED,
        BOTH_KILLED,
        LEADER_FROZEN,
        LEADER_STOPPED,
        DATABASE_CONNECTIONS_RESET,
        DATABASE_SILENT,
        DATABASE_CRASHED,
        BROKER_CONNECTIONS_RESET,
        BROKER_SILENT,
        BROKER_RESTARTED
    }

    SoakIT() {
        super(new Traffic.Load(FRAMES, FRAMES / FRAMES_PER_CUSTOMER, Duration.ZERO, IN_FLIGHT));
    }

    @Test
    void losesNothingInManyFaults() throws Exception {
        // Given
        long start = System.nanoTime();
        Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
        Fault[] faults = Fault.values();

        // When
        for (int i = 1; i <= FAULTS; i++) {
            // Frames arrive when the fault begins, and not all of them while it lasts.
            allow(framesBefore(i) + framesBefore(1) * 3 / 4);
            awaitAsked(framesBefore(i));
            Fault fault = faults[random.nextInt(faults.length)];
            System.out.printf("soak: fault %d of %d, %d frames: %s%n", i, FAULTS, asked(), fault);
            apply(fault);
            counts.merge(fault, 1, Integer::sum);
        }
        allow(FRAMES);
        awaitAsked(FRAMES);

        // Then
        awaitRepliesNow();
        assertThat(asked()).isEqualTo(FRAMES);
        System.out.printf(
                "soak: %d frames, faults %s, %d s, %d replies repeated with the same id, longest time without a reply %d s%n",
                FRAMES, counts, (System.nanoTime() - start) / 1_000_000_000, repeated(), gap().toSeconds());
    }

    private static int framesBefore(int fault) {
        return (int) ((long) FRAMES * fault / (FAULTS + 1));
    }

    private void awaitAsked(int questions) {
        await("%d questions".formatted(questions)).atMost(PATIENCE).until(() -> asked() >= questions);
    }

    private void apply(Fault fault) throws Exception {
        Replica leader = leader();
        App standby = standby().app();
        switch (fault) {
            case LEADER_KILLED -> restart(leader.app());
            case STANDBY_KILLED -> restart(standby);
            case BOTH_KILLED -> {
                standby.kill();
                restart(leader.app());
                standby.start().awaitReady();
            }
            case LEADER_FROZEN -> {
                Signals.freeze(leader.app().pid());
                last(LONGER_THAN_LEASE);
                Signals.resume(leader.app().pid());
            }
            case LEADER_STOPPED -> {
                leader.app().stop();
                leader.app().start().awaitReady();
            }
            case DATABASE_CONNECTIONS_RESET -> leader.database().reset();
            case DATABASE_SILENT -> silence(leader.database());
            case DATABASE_CRASHED -> {
                database.crash();
                database.start();
            }
            case BROKER_CONNECTIONS_RESET -> leader.broker().reset();
            case BROKER_SILENT -> silence(leader.broker());
            case BROKER_RESTARTED -> {
                broker.stop();
                broker.start();
            }
        }
    }

    private static void restart(App killed) throws Exception {
        killed.kill();
        killed.start().awaitReady();
    }

    private static void silence(TcpProxy network) throws Exception {
        network.blackhole();
        last(LONGER_THAN_LEASE);
        network.heal();
    }
}
