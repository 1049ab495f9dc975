package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.Seed;
import io.nightdesk.frame.Frame;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import io.nightdesk.it.harness.OrderQuestions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every frame gets one outcome and every customer one distinct reply to it, in order, although replicas, broker and database
 * are killed. Needs Mosquitto on the path.
 */
@Tag("chaos")
final class ExactlyOnceIT {

    private static final int FRAMES = 20_000;
    private static final int IN_FLIGHT = 256;
    private static final int CUSTOMERS = 200;
    private static final int KILLS = 6;
    /** Frames sent while no replica runs. */
    private static final int QUEUED = 5_500;

    private final OrderQuestions questions = new OrderQuestions(FRAMES, CUSTOMERS);
    private final Random random = Seed.random();
    /** Limits unanswered frames while replicas run, and unconfirmed ones while none does. */
    private final Semaphore window = new Semaphore(IN_FLIGHT);

    private final AtomicInteger confirmed = new AtomicInteger();

    @RegisterExtension
    private final Deployment deployment = Deployment.withMosquitto();

    private final Database database = deployment.database();
    private final Broker broker = deployment.broker();
    private App leader = replica("chaos-a");
    private App standby = replica("chaos-b");

    @BeforeEach
    void start() throws Exception {
        deployment.start(leader, standby);
        questions.load(database);
        leader.awaitRules(1);
        standby.awaitRules(1);
    }

    @Test
    void everyFrameHasOneOutcomeAndOneReplyWhateverIsKilled() throws Exception {
        try (Customers customers = new Customers(broker.port())) {
            // Given
            List<Frame> frames = new ArrayList<>();
            for (int n = 0; n < FRAMES; n++) {
                frames.add(questions.question(n));
            }
            Set<Integer> kills = moments(KILLS, 500, FRAMES - QUEUED - 1_500);
            int brokerRestart = FRAMES - QUEUED - 1_000;
            int databaseCrash = FRAMES - QUEUED - 500;

            customers.onReply(reply -> window.release());

            // When
            for (int n = 0; n < FRAMES; n++) {
                if (kills.contains(n)) {
                    killLeader(n);
                } else if (n == brokerRestart) {
                    say("%d: restarting the broker", n);
                    broker.stop();
                    broker.start();
                } else if (n == databaseCrash) {
                    say("%d: crashing the database", n);
                    database.crash();
                    database.start();
                } else if (n == FRAMES - QUEUED) {
                    say("%d: killing both replicas, the rest queues at the broker", n);
                    leader.kill();
                    standby.kill();
                    window.drainPermits();
                    window.release(IN_FLIGHT);
                    customers.onReply(reply -> {});
                }
                window.acquire();
                send(customers, frames.get(n), n >= FRAMES - QUEUED);
            }
            await().atMost(Duration.ofMinutes(2)).until(() -> confirmed.get() == FRAMES);
            say("all sent, starting both replicas");
            leader.start();
            standby.start();

            // Then
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(OrderQuestions.withoutOutcome(database, FRAMES))
                            .as("questions without an outcome")
                            .isEmpty());
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(
                                    database.query("select state || ' ' || count(*) from reply group by state"))
                            .containsExactly("SENT " + FRAMES));
            assertThat(database.count("select count(*) from exchange")).isEqualTo(FRAMES);
            assertThat(database.count("select count(*) from exchange where outcome = 'ANSWERED'"))
                    .isEqualTo(FRAMES);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> customers.replies().stream()
                                    .map(Frame::messageId)
                                    .distinct()
                                    .count()
                            >= FRAMES);
            questions.assertOneReplyEach(FRAMES, List.copyOf(customers.replies()), database);
            say("%d replies, %d repeated with the same id", FRAMES, customers.repeated());
        }
    }

    private App replica(String name) {
        return OrderQuestions.unlimited(deployment.replica(name));
    }

    private void send(Customers customers, Frame question, boolean countsWhenConfirmed) {
        customers.send(question).whenComplete((sent, failure) -> {
            if (failure == null) {
                confirmed.incrementAndGet();
            } else {
                say("a question could not be sent: %s", failure);
            }
            if (countsWhenConfirmed) {
                window.release();
            }
        });
    }

    /** Kills the leader and starts it again as a standby. */
    private void killLeader(int n) throws Exception {
        await().atMost(Duration.ofSeconds(30)).until(() -> leader.isLeader() || standby.isLeader());
        if (standby.isLeader()) {
            App swap = leader;
            leader = standby;
            standby = swap;
        }
        say("%d: killing the leader", n);
        leader.kill();
        leader.start();
    }

    private Set<Integer> moments(int count, int from, int to) {
        Set<Integer> moments = new TreeSet<>();
        while (moments.size() < count) {
            moments.add(from + random.nextInt(to - from));
        }
        return moments;
    }

    private static void say(String format, Object... arguments) {
        System.out.printf("exactly once: " + format + "%n", arguments);
    }
}
