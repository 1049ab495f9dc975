package io.nightdesk.it.brokers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.frame.Frame;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import io.nightdesk.it.harness.OrderQuestions;
import io.nightdesk.it.harness.ReplyCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The service with one broker. The order of the tests saves starts of the service; each test starts what it needs if it runs
 * alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class BrokerTest {

    private static final int BACKLOG = 2_000;
    private static final int CUSTOMERS = 200;
    /** No broker of the matrix drops messages at so many in flight. */
    private static final int IN_FLIGHT = 20;

    /** The QoS with which the shop's clients publish. */
    enum PublishQos {
        AT_LEAST_ONCE,
        EXACTLY_ONCE
    }

    private final PublishQos qos;

    @RegisterExtension
    final Deployment deployment;

    private final Database database;
    private final Broker broker;
    private final OrderQuestions questions = new OrderQuestions(BACKLOG + 10, CUSTOMERS);
    /** Those before it are for the backlog. */
    private int nextQuestion = BACKLOG;

    /** Replies go to a topic of each customer. */
    private final App appForCustomerTopics;
    /** Replies go to the inbound topic, so that the desk receives them too. */
    private final App appForInboundTopic;

    /** @param qos the highest that the broker supports */
    BrokerTest(PublishQos qos, Function<Path, Broker> broker) {
        this.qos = qos;
        this.deployment = Deployment.with(broker);
        this.database = deployment.database();
        this.broker = deployment.broker();
        this.appForCustomerTopics = OrderQuestions.unlimited(deployment.replica("customer-topics"));
        this.appForInboundTopic =
                OrderQuestions.unlimited(deployment.replica("inbound-topic")).with("NIGHTDESK_TOPIC_OUT", "PTP");
    }

    @BeforeAll
    void start() throws Exception {
        deployment.start(appForCustomerTopics);
        questions.load(database);
        appForCustomerTopics.awaitRules(1);
    }

    @Test
    @Order(1)
    void answersOnceOnTheTopicOfTheCustomer() throws Exception {
        // Given
        runOnly(appForCustomerTopics);
        Customers customers = deployment.customers();
        int question = nextQuestion++;

        // When
        send(customers, question);

        // Then
        assertAnsweredOnce(customers, question);
    }

    @Test
    @Order(2)
    void answersABacklogOnceInOrderAndKnowsItsEndByTheMarker() throws Exception {
        // Given questions that wait at the broker, among frames of others that never pause
        appForCustomerTopics.stop();
        App app = appForInboundTopic;
        ReplyCheck check = new ReplyCheck(CUSTOMERS);
        Customers customers = deployment.closing(Customers.onInboundTopic(broker.port()));
        customers.onReply(check::accept);
        ForeignTraffic traffic = deployment.closing(new ForeignTraffic(deployment.customers()));
        sendBacklog(customers);
        int queuedOfOthers = traffic.confirmed();

        // When
        deployment.start(app);

        // Then
        await("end of the backlog").until(() -> app.metric("nightdesk_backlog") == 0);
        int confirmed = traffic.confirmed();
        await("replies")
                .untilAsserted(() -> assertThat(check.unanswered(BACKLOG)).isEmpty());
        awaitConfirmedReplies();
        assertThat(check.violations()).filteredOn(this::isViolation).isEmpty();
        assertThat(customers.replies()).hasSize(BACKLOG);
        assertThat(outcomes("question < 'my order ORDER%08d?'".formatted(BACKLOG)))
                .containsExactly("ANSWERED " + BACKLOG);
        assertThat(app.logText()).containsPattern("waited=" + BACKLOG + " since=\\S+ ms=\\d+ known by=marker");
        assertThat(app.metric("nightdesk_backlog_frames_total")).isEqualTo(BACKLOG);
        assertThat(backlogsEndedBy(app, "marker")).isEqualTo(1);
        assertThat(backlogsEndedBy(app, "silence")).isZero();
        assertThat(backlogsEndedBy(app, "time")).isZero();
        assertThat(app.frames("foreign")).isGreaterThanOrEqualTo(queuedOfOthers);
        await("frames of others").until(() -> traffic.confirmed() > confirmed);
    }

    @Test
    @Order(3)
    void answersOnceOnTheInboundTopic() throws Exception {
        // Given
        runOnly(appForInboundTopic);
        Customers customers = deployment.closing(Customers.onInboundTopic(broker.port()));
        int question = nextQuestion++;

        // When
        send(customers, question);

        // Then
        assertAnsweredOnce(customers, question);
    }

    @Test
    @Order(4)
    void answersOnceAfterTheBrokerWasKilled() throws Exception {
        // Given
        App app = appForInboundTopic;
        runOnly(app);
        broker.kill();
        await("lost connection").until(() -> !app.isReady());
        broker.start();
        app.awaitReady();
        Customers customers = deployment.closing(Customers.onInboundTopic(broker.port()));
        int question = nextQuestion++;

        // When
        send(customers, question);

        // Then
        assertAnsweredOnce(customers, question);
    }

    /** Whether the broker is expected to do better. */
    boolean isViolation(String violation) {
        return true;
    }

    private void runOnly(App app) throws Exception {
        App other = app == appForInboundTopic ? appForCustomerTopics : appForInboundTopic;
        if (other.isAlive()) {
            other.stop();
        }
        if (!app.isAlive()) {
            deployment.start(app);
        }
    }

    private CompletableFuture<?> send(Customers customers, int question) {
        Frame frame = questions.question(question);
        return qos == PublishQos.EXACTLY_ONCE ? customers.send(frame) : customers.sendAtLeastOnce(frame);
    }

    /** Returns when the broker has confirmed all questions. */
    private void sendBacklog(Customers customers) throws InterruptedException {
        Semaphore window = new Semaphore(IN_FLIGHT);
        for (int question = 0; question < BACKLOG; question++) {
            window.acquire();
            send(customers, question).thenRun(window::release);
        }
        window.acquire(IN_FLIGHT);
    }

    private void assertAnsweredOnce(Customers customers, int question) throws InterruptedException {
        Frame reply = customers.nextReply();
        assertThat(reply.receiverUid()).isEqualTo("c" + question % CUSTOMERS);
        assertThat(Customers.text(reply)).isEqualTo("ORDER%08d is paid and being prepared".formatted(question));
        awaitConfirmedReplies();
        assertThat(customers.replies()).isEmpty();
        assertThat(outcomes("question = 'my order ORDER%08d?'".formatted(question)))
                .containsExactly("ANSWERED 1");
    }

    private void awaitConfirmedReplies() {
        await("confirmed replies").until(() -> database.count("select count(*) from pending_reply") == 0);
    }

    private List<String> outcomes(String condition) {
        return database.query(
                "select outcome || ' ' || count(*) from exchange where " + condition + " group by outcome");
    }

    private static double backlogsEndedBy(App app, String end) {
        return app.metric("nightdesk_backlog_duration_seconds_count{end=\"" + end + "\"}");
    }
}
