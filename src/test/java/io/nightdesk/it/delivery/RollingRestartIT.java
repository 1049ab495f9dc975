package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import io.nightdesk.it.harness.OrderQuestions;
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
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Replicas are replaced one after another under load as in a rolling update: a new one is ready before the oldest gets SIGTERM.
 * Nothing is killed, so no reply may be repeated. Needs Mosquitto on the path.
 */
@Tag("chaos")
final class RollingRestartIT {

    private static final int RESTARTS = 6;
    private static final int IN_FLIGHT = 16;
    /** More than can be asked during the test. */
    private static final int QUESTIONS = 300_000;

    private static final int CUSTOMERS = 2_000;
    private static final int TERMINATED = 143;

    private final OrderQuestions questions = new OrderQuestions(QUESTIONS, CUSTOMERS);
    private final Deque<App> replicas = new ArrayDeque<>();
    private final Semaphore window = new Semaphore(IN_FLIGHT);
    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicInteger confirmed = new AtomicInteger();
    private int started;

    @RegisterExtension
    private final Deployment deployment = Deployment.withMosquitto();

    private final Database database = deployment.database();
    private final Broker broker = deployment.broker();

    @BeforeEach
    void start() throws Exception {
        startOne();
        questions.load(database);
        replicas.getFirst().awaitRules(1);
        startOne();
    }

    @AfterEach
    void stopAsking() {
        enough.set(true);
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
                boolean wasLeader = oldest.isLeader();
                oldest.stop();
                assertThat(oldest.exitCode()).isEqualTo(TERMINATED);
                int answered = customers.replies().size();
                say(
                        "replaced number %d, the %s, after %d replies",
                        restart, wasLeader ? "leader" : "standby", answered);
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
            questions.assertOneReplyEach(asked, List.copyOf(customers.replies()), database);
            assertThat(customers.repeated()).isZero();
            assertThat(database.count("select count(*) from exchange")).isEqualTo(asked);
            say(
                    "%d replies, none repeated, %d terms, %d bytes a row of the exchanges with their indexes",
                    asked,
                    database.count("select epoch from leader_lease"),
                    database.count("select pg_total_relation_size('exchange')") / asked);
        }
    }

    /** Asks until {@link #enough} is set; half of the customers at QoS 1, the others at QoS 2. */
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
        // Each customer uses one QoS, because a broker may let a frame at QoS 1 overtake one at QoS 2.
        (n % 2 == 0 ? customers.send(questions.question(n)) : customers.sendAtLeastOnce(questions.question(n)))
                .thenRun(confirmed::incrementAndGet);
    }

    private void startOne() throws Exception {
        App replica = OrderQuestions.unlimited(deployment.replica("rolling-" + ++started));
        replicas.add(replica);
        deployment.start(replica);
    }

    private static void say(String format, Object... arguments) {
        System.out.printf("rolling restart: " + format + "%n", arguments);
    }
}
