package io.nightdesk.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.Seed;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import io.nightdesk.it.harness.OrderQuestions;
import io.nightdesk.it.harness.TcpProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two replicas that answer customers all the time while each test breaks something. What all tests expect is checked after each
 * of them: everything works again, every question has its reply, no valid frame is in the dead-letter table, and both replicas
 * are ready. At the end each question has one reply, in the order of its session. Needs Mosquitto on the path.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultTest {

    static final Duration LEASE = Duration.ofSeconds(3);
    /** How long a fault lasts that must outlast a lease. */
    static final Duration LONGER_THAN_LEASE = LEASE.plusSeconds(2);
    /** A role without special rights, as a deployment uses. */
    static final String ROLE = "desk";

    private static final Duration RECOVERY = Duration.ofSeconds(45);

    @RegisterExtension
    final Deployment deployment = Deployment.withMosquitto();

    final Random random = Seed.random();
    final Database database = deployment.database();
    final Broker broker = deployment.broker();

    private Replica first;
    private Replica second;
    private Traffic traffic;
    private final Traffic.Load load;

    FaultTest(Traffic.Load load) {
        this.load = load;
    }

    @BeforeAll
    void startReplicas() throws Exception {
        database.update("create role " + ROLE + " login");
        database.update("alter database postgres owner to " + ROLE);
        first = replica("first");
        second = replica("second");
        deployment.start(first.app(), second.app());
        OrderQuestions questions = new OrderQuestions(load.questions(), load.customers());
        questions.load(database);
        first.app().awaitRules(1);
        second.app().awaitRules(1);
        traffic = deployment.closing(new Traffic(load, questions, deployment.customers()));
    }

    @BeforeEach
    void awaitReplies() {
        traffic.awaitReplies(RECOVERY);
        traffic.measureGap();
    }

    @AfterEach
    void assertRecovered(TestInfo test) throws Exception {
        first.heal();
        second.heal();
        for (Replica replica : List.of(first, second)) {
            if (!replica.app().isAlive()) {
                replica.app().start();
            }
            replica.app().awaitReady();
        }
        traffic.awaitReplies(RECOVERY);
        System.out.printf(
                "%s: %.1f s without a reply%n",
                test.getTestMethod().orElseThrow().getName(), gapSeconds());
        assertThat(database.query("select reason from rejected_frame where reason = 'not_storable'"))
                .as("valid frames that were rejected")
                .isEmpty();
    }

    @AfterAll
    void assertOneReplyEach() throws Exception {
        traffic.close();
        traffic.awaitReplies(RECOVERY);
        await("confirmed replies")
                .atMost(RECOVERY)
                .until(() -> database.count("select count(*) from pending_reply") == 0);
        assertThat(database.count("select count(distinct reply_id) from exchange where question like 'my order %'"))
                .as("questions with a stored reply")
                .isEqualTo(traffic.asked());
    }

    /** The replica that leads now. */
    final Replica leader() {
        await("a leader").until(() -> first.app().isLeader() || second.app().isLeader());
        return first.app().isLeader() ? first : second;
    }

    /** The replica that does not lead now. */
    final Replica standby() {
        return leader().equals(first) ? second : first;
    }

    /** How often a replica became leader. */
    final long epoch() {
        return database.count("select epoch from leader_lease");
    }

    /** Keeps a fault up. The time is a part of the fault, not a wait for a result. */
    static void last(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
    }

    /** The longest time without a reply in this test so far. */
    final Duration gap() {
        return traffic.longestGap();
    }

    /** Waits until every question asked so far has its reply, and asserts that all replies are right. */
    final void awaitRepliesNow() {
        traffic.awaitReplies(RECOVERY);
    }

    /** How many questions were asked so far. */
    final int asked() {
        return traffic.asked();
    }

    /** Holds further questions back once so many are asked. */
    final void allow(int questions) {
        traffic.allow(questions);
    }

    /** How many replies arrived again under the same id so far. */
    final int repeated() {
        return traffic.repeated();
    }

    private double gapSeconds() {
        return traffic.longestGap().toMillis() / 1000.0;
    }

    private Replica replica(String name) throws IOException {
        TcpProxy toDatabase = deployment.closing(new TcpProxy(database.port()));
        TcpProxy toBroker = deployment.closing(new TcpProxy(broker.port()));
        App app = new App(name, Database.jdbcUrl(toDatabase.port()), toBroker.port())
                .with("QUARKUS_DATASOURCE_USERNAME", ROLE)
                .with("NIGHTDESK_LEASE_DURATION", LEASE.toSeconds() + "s")
                .with("NIGHTDESK_MODE", "always");
        return new Replica(deployment.add(OrderQuestions.unlimited(app)), toDatabase, toBroker);
    }
}
