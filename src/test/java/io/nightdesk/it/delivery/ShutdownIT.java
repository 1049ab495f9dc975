package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.frame.Frame;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.OrderQuestions;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGTERM to the replica on duty. The lease is so long that only one that was given away lets the standby answer within these
 * tests' patience.
 */
@Tag("chaos")
final class ShutdownIT {

    private static final int QUESTIONS = 600;
    private static final int CUSTOMERS = 150;
    private static final int IN_FLIGHT = 32;
    private static final int TERMINATED = 143;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final OrderQuestions asking = new OrderQuestions(QUESTIONS, CUSTOMERS);

    private Database database;
    private Broker broker;
    private App first;
    private App second;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = new Broker.Embedded();
        first = replica("stopped");
        second = replica("standby");
    }

    @AfterEach
    void stop() throws Exception {
        first.close();
        second.close();
        broker.close();
        database.close();
    }

    private App replica(String name) {
        return OrderQuestions.unlimited(new App(name, database, broker)).with("NIGHTDESK_LEASE_DURATION", "120s");
    }

    private void startBoth() throws Exception {
        first.start().awaitReady();
        asking.load(database);
        await().until(() -> first.logText().contains("rules=1"));
        second.start().awaitReady();
        assertThat(first.isOnDuty()).isTrue();
    }

    @Test
    void answersEachQuestionOnceWhenItIsStoppedUnderLoad() throws Exception {
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
                customers.send(asking.question(n));
                if (n == QUESTIONS / 2) {
                    first.askToStop();
                }
            }
            await().atMost(PATIENCE).until(() -> customers.replies().size() == QUESTIONS);

            // Then
            assertThat(first.exitCode()).isEqualTo(TERMINATED);
            assertThat(second.isOnDuty()).isTrue();
            asking.assertOneReplyEach(QUESTIONS, List.copyOf(customers.replies()), database);
            assertThat(customers.repeated()).isZero();
        }
    }

    @Test
    void isNotReadyWhileItStopsAndFinishesTheBatchInHand() throws Exception {
        // Given
        startBoth();
        try (Customers customers = new Customers(broker.port())) {
            customers.ask(asking.question(0));
            awaitCaughtUp();
            try (Connection lock = holdUpTheBatch(customers, asking.question(1))) {

                // When
                first.askToStop();

                // Then
                await().atMost(PATIENCE).until(() -> first.logText().contains("stopping"));
                assertThat(first.isReady()).isFalse();
                assertThat(first.isAlive()).isTrue();
                // What it takes no more waits at the broker, so it is not caught up.
                customers.send(asking.question(2));
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
            assertThat(first.logText()).contains("lease released").doesNotContain("unconfirmed");
        }
    }

    @Test
    void stopsWhenItsTimeIsOverAndLosesNothing() throws Exception {
        // Given
        first.with("NIGHTDESK_SHUTDOWN_TIMEOUT", "2s");
        startBoth();
        try (Customers customers = new Customers(broker.port())) {
            customers.ask(asking.question(0));
            try (Connection lock = holdUpTheBatch(customers, asking.question(1))) {

                // When
                first.askToStop();

                // Then
                assertThat(first.exitCode()).isEqualTo(TERMINATED);
                await().atMost(PATIENCE).until(second::isOnDuty);
                lock.rollback();
            }
            assertThat(text(customers.nextReply())).startsWith("ORDER00000001 ");
            assertThat(customers.ask(asking.question(2))).startsWith("ORDER00000002 ");
            assertThat(customers.repeated()).isZero();
            assertThat(first.logText()).contains("lease released");
        }
    }

    /** Sends a question whose batch the database keeps waiting until the connection is closed. */
    private Connection holdUpTheBatch(Customers customers, Frame question) {
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
