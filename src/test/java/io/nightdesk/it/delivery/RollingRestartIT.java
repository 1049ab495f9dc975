package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.OrderQuestions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replicas replaced one after another under load, as a Deployment does it: a further one is started and ready before the oldest
 * is told to stop. Nothing is killed, so no reply may even be repeated. Needs Mosquitto on the path.
 */
@Tag("chaos")
final class RollingRestartIT {

    private static final int RESTARTS = 6;
    private static final int IN_FLIGHT = 16;
    /** More than are asked while it lasts. */
    private static final int QUESTIONS = 300_000;

    private static final int CUSTOMERS = 2_000;
    private static final int TERMINATED = 143;

    private final OrderQuestions asking = new OrderQuestions(QUESTIONS, CUSTOMERS);
    private final Deque<App> replicas = new ArrayDeque<>();
    private final Semaphore window = new Semaphore(IN_FLIGHT);
    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicInteger confirmed = new AtomicInteger();
    private int started;

    private Database database;
    private Broker broker;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = Broker.Mosquitto.forTcp(home.resolve("mosquitto"));
        startOne();
        asking.load(database);
        App first = replicas.getFirst();
        await().until(() -> first.logText().contains("rules=1"));
        startOne();
    }

    @AfterEach
    void stop() throws Exception {
        enough.set(true);
        for (App replica : replicas) {
            replica.close();
        }
        broker.close();
        database.close();
    }

    @Test
    void everyQuestionHasItsOneReplyInOrderWhileAllReplicasAreReplaced() throws Exception {
        try (Customers customers = new Customers(broker.port())) {
            // Given
            customers.onReply(reply -> window.release());
            CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() -> ask(customers));
            await().until(() -> customers.replies().size() > 100);

            // When
            for (int restart = 1; restart <= RESTARTS; restart++) {
                startOne();
                App oldest = replicas.removeFirst();
                boolean wasOnDuty = oldest.isOnDuty();
                oldest.stop();
                assertThat(oldest.exitCode()).isEqualTo(TERMINATED);
                int answered = customers.replies().size();
                say(
                        "replaced number %d, which was %s duty, after %d replies",
                        restart, wasOnDuty ? "on" : "off", answered);
                await("the load to go on")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> load.isDone() || customers.replies().size() > answered + 500);
            }
            assertThat(load).isNotDone();
            enough.set(true);
            int asked = load.get(30, TimeUnit.SECONDS);

            // Then
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> customers.replies().size() >= asked && confirmed.get() == asked);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(
                                    database.query("select state || ' ' || count(*) from reply group by state"))
                            .containsExactly("SENT " + asked));
            asking.assertOneReplyEach(asked, List.copyOf(customers.replies()), database);
            assertThat(customers.repeated()).isZero();
            assertThat(database.count("select count(*) from exchange")).isEqualTo(asked);
            say(
                    "%d replies, none repeated, %d shifts, %d bytes a row of the exchanges with their indexes",
                    asked,
                    database.count("select epoch from leader_lease"),
                    database.count("select pg_total_relation_size('exchange')") / asked);
        }
    }

    /** Asks until it is enough; half of the customers at QoS 1, the others at QoS 2. */
    private int ask(Customers customers) {
        int asked = 0;
        try {
            while (!enough.get() && asked < QUESTIONS) {
                if (window.tryAcquire(100, TimeUnit.MILLISECONDS)) {
                    send(customers, asked++);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return asked;
    }

    private void send(Customers customers, int n) {
        // A customer keeps to one of them, because a broker may let a frame at QoS 1 overtake one at QoS 2.
        (n % 2 == 0 ? customers.send(asking.question(n)) : customers.sendAtLeastOnce(asking.question(n)))
                .thenRun(confirmed::incrementAndGet);
    }

    private void startOne() throws Exception {
        App replica = OrderQuestions.unlimited(new App("rolling-" + ++started, database, broker));
        replicas.add(replica);
        replica.start().awaitReady();
    }

    private static void say(String format, Object... arguments) {
        System.out.printf("rolling restart: " + format + "%n", arguments);
    }
}
