package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.Seed;
import io.nightdesk.frame.Frame;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.OrderQuestions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise, with everything killed: every frame one outcome, every customer one distinct reply to it, in order. Needs
 * Mosquitto on the path.
 */
@Tag("chaos")
final class ExactlyOnceIT {

    private static final int FRAMES = 20_000;
    private static final int IN_FLIGHT = 256;
    private static final int CUSTOMERS = 200;
    private static final int KILLS = 6;
    /** Sent while no replica lives. */
    private static final int QUEUED = 5_500;

    private final OrderQuestions asking = new OrderQuestions(FRAMES, CUSTOMERS);
    private final Random random = Seed.random();
    /** Unanswered frames while replicas live, unconfirmed ones while none does. */
    private final Semaphore window = new Semaphore(IN_FLIGHT);

    private final AtomicInteger confirmed = new AtomicInteger();

    private Database database;
    private Broker broker;
    private App active;
    private App standby;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = Broker.Mosquitto.forTcp(home.resolve("mosquitto"));
        active = replica("chaos-a").start().awaitReady();
        standby = replica("chaos-b").start().awaitReady();
        asking.load(database);
        await().until(() ->
                active.logText().contains("rules=1") && standby.logText().contains("rules=1"));
    }

    @AfterEach
    void stop() throws Exception {
        active.close();
        standby.close();
        broker.close();
        database.close();
    }

    @Test
    void everyFrameHasOneOutcomeAndOneReplyWhateverDies() throws Exception {
        try (Customers customers = new Customers(broker.port())) {
            // Given
            List<Frame> questions = new ArrayList<>();
            for (int n = 0; n < FRAMES; n++) {
                questions.add(asking.question(n));
            }
            Set<Integer> kills = moments(KILLS, 500, FRAMES - QUEUED - 1_500);
            int brokerRestart = FRAMES - QUEUED - 1_000;
            int databaseCrash = FRAMES - QUEUED - 500;

            customers.onReply(reply -> window.release());

            // When
            for (int n = 0; n < FRAMES; n++) {
                if (kills.contains(n)) {
                    killActive(n);
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
                    active.kill();
                    standby.kill();
                    window.drainPermits();
                    window.release(IN_FLIGHT);
                    customers.onReply(reply -> {});
                }
                window.acquire();
                send(customers, questions.get(n), n >= FRAMES - QUEUED);
            }
            await().atMost(Duration.ofMinutes(2)).until(() -> confirmed.get() == FRAMES);
            say("all sent, starting both replicas");
            active.start();
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
            asking.assertOneReplyEach(FRAMES, List.copyOf(customers.replies()), database);
            say("%d replies, %d repeated with the same id", FRAMES, customers.repeated());
        }
    }

    private App replica(String name) {
        return OrderQuestions.unlimited(new App(name, database, broker));
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

    /** Kills the one on duty and starts it again as the standby of the other. */
    private void killActive(int n) throws Exception {
        await().atMost(Duration.ofSeconds(30)).until(() -> active.isOnDuty() || standby.isOnDuty());
        if (standby.isOnDuty()) {
            App swap = active;
            active = standby;
            standby = swap;
        }
        say("%d: killing the replica on duty", n);
        active.kill();
        active.start();
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
