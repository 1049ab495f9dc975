package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.frame.Frame;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import io.nightdesk.it.harness.OrderQuestions;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The leader gets SIGTERM. The lease is so long that the standby can answer in time only if the leader releases it.
 */
@Tag("chaos")
final class ShutdownIT {

    private static final int QUESTIONS = 600;
    private static final int CUSTOMERS = 150;
    private static final int IN_FLIGHT = 32;
    private static final int TERMINATED = 143;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final OrderQuestions questions = new OrderQuestions(QUESTIONS, CUSTOMERS);

    @RegisterExtension
    private final Deployment deployment = Deployment.withEmbeddedBroker();

    private final Database database = deployment.database();
    private final Broker broker = deployment.broker();
    private final App first = replica("stopped");
    private final App second = replica("standby");

    private App replica(String name) {
        return OrderQuestions.unlimited(deployment.replica(name)).with("NIGHTDESK_LEASE_DURATION", "120s");
    }

    private void startBoth() throws Exception {
        deployment.start(first);
        questions.load(database);
        first.awaitRules(1);
        deployment.start(second);
        assertThat(first.isLeader()).isTrue();
    }

    @Test
    void answersEachQuestionOnceWhenStoppedUnderLoad() throws Exception {
        // Given
        startBoth();
        Semaphore window = new Semaphore(IN_FLIGHT);
        try (Customers customers = new Customers(broker.port())) {
            customers.onReply(reply -> window.release());

            // When
            for (int n = 0; n < QUESTIONS; n++) {
                assertThat(window.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .as("a reply in time, after %d questions", n)
                        .isTrue();
                customers.send(questions.question(n));
                if (n == QUESTIONS / 2) {
                    first.requestStop();
                }
            }
            await().atMost(PATIENCE).until(() -> customers.replies().size() == QUESTIONS);

            // Then
            assertThat(first.exitCode()).isEqualTo(TERMINATED);
            assertThat(second.isLeader()).isTrue();
            questions.assertOneReplyEach(QUESTIONS, List.copyOf(customers.replies()), database);
            assertThat(customers.repeated()).isZero();
        }
    }

    @Test
    void isNotReadyWhileItStopsAndFinishesTheCurrentBatch() throws Exception {
        // Given
        startBoth();
        try (Customers customers = new Customers(broker.port())) {
            customers.ask(questions.question(0));
            awaitCaughtUp();
            try (Connection lock = blockBatch(customers, questions.question(1))) {

                // When
                first.requestStop();

                // Then
                await().atMost(PATIENCE).until(() -> !first.isReady());
                assertThat(first.isAlive()).isTrue();
                // A frame that it no longer consumes waits at the broker, so it has not caught up.
                customers.send(questions.question(2));
                awaitRenewal();
                List<String> caughtUp = database.query("select caught_up_at from leader_lease");
                awaitRenewal();
                assertThat(database.query("select caught_up_at from leader_lease"))
                        .isEqualTo(caughtUp);
                lock.rollback();
            }
            assertThat(first.exitCode()).isEqualTo(TERMINATED);
            assertThat(text(customers.nextReply())).startsWith("ORDER00000001 ");
            assertThat(text(customers.nextReply())).startsWith("ORDER00000002 ");
            assertThat(customers.repeated()).isZero();
            assertThat(second.isLeader()).isTrue();
            await().atMost(PATIENCE)
                    .until(() -> database.query("select state || ' ' || count(*) from reply group by state")
                            .equals(List.of("SENT 3")));
        }
    }

    @Test
    void exitsAfterTheShutdownTimeoutAndLosesNothing() throws Exception {
        // Given
        first.with("NIGHTDESK_SHUTDOWN_TIMEOUT", "2s");
        startBoth();
        try (Customers customers = new Customers(broker.port())) {
            customers.ask(questions.question(0));
            try (Connection lock = blockBatch(customers, questions.question(1))) {

                // When
                first.requestStop();

                // Then
                assertThat(first.exitCode()).isEqualTo(TERMINATED);
                await().atMost(PATIENCE).until(second::isLeader);
                lock.rollback();
            }
            assertThat(text(customers.nextReply())).startsWith("ORDER00000001 ");
            assertThat(customers.ask(questions.question(2))).startsWith("ORDER00000002 ");
            assertThat(customers.repeated()).isZero();
            assertThat(second.isLeader()).isTrue();
        }
    }

    /** Sends a question whose batch waits for a lock until the returned connection is closed. */
    private Connection blockBatch(Customers customers, Frame question) {
        await().atMost(PATIENCE).until(() -> database.count("select count(*) from pending_reply") == 0);
        Connection lock = database.holding("lock table exchange in access exclusive mode");
        customers.send(question);
        await().atMost(PATIENCE)
                .until(() ->
                        database.count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") > 0);
        return lock;
    }

    private void awaitCaughtUp() {
        await().atMost(PATIENCE)
                .until(() -> database.count("select count(*) from leader_lease where caught_up_at is not null") == 1);
    }

    private void awaitRenewal() {
        List<String> before = database.query("select expires_at from leader_lease");
        await().atMost(PATIENCE)
                .until(() ->
                        !database.query("select expires_at from leader_lease").equals(before));
    }

    private static String text(Frame reply) {
        return Customers.text(reply);
    }
}
