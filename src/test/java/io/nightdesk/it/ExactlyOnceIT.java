package io.nightdesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.Seed;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
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
        database.update(
                "insert into faq_rule (key, title, triggers, answers) values ('order', 'Order', ?::jsonb, ?::jsonb)",
                "{\"keywords\":[{\"any\":[\"order\"]}]}",
                "{\"variants\":[{\"en\":\"{order.number} is {order.status}\"}]}");
        database.update("insert into customer_order select 'ORDER' || lpad(n::text, 8, '0'), 'c' || n % " + CUSTOMERS
                + ", 'PAID', null, null, now() from generate_series(0, " + (FRAMES - 1) + ") n");
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
                questions.add(question(n));
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
                    .untilAsserted(() -> assertThat(database.query(
                                    "select n::text from generate_series(0, ?) n where not exists (select 1 from"
                                            + " exchange where question = 'my order ORDER' || lpad(n::text, 8, '0') || '?')",
                                    FRAMES - 1))
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
            assertOneReplyEach(questions, List.copyOf(customers.replies()));
            say("%d replies, %d repeated with the same id", FRAMES, customers.repeated());
        }
    }

    private void assertOneReplyEach(List<Frame> questions, List<Frame> replies) {
        Map<String, UUID> replyByOrder = new HashMap<>();
        Map<String, Integer> lastByCustomer = new HashMap<>();
        for (Frame reply : replies) {
            String order = Customers.text(reply).split(" ")[0];
            assertThat(Customers.text(reply)).isEqualTo(order + " is paid and being prepared");
            int number = Integer.parseInt(order.substring("ORDER".length()));
            assertThat(reply.receiverUid()).isEqualTo(questions.get(number).senderUid());
            assertThat(replyByOrder.put(order, reply.messageId()))
                    .as("another reply to %s", order)
                    .isNull();
            Integer last = lastByCustomer.put(reply.receiverUid(), number);
            assertThat(last == null || last < number)
                    .as("replies to %s in order: %s before %s", reply.receiverUid(), last, number)
                    .isTrue();
        }
        assertThat(replyByOrder).hasSize(FRAMES);
        assertThat(database.count("select count(*) from exchange where reply_id = any(?)", (Object)
                        replyByOrder.values().toArray(UUID[]::new)))
                .isEqualTo(FRAMES);
    }

    private static Frame question(int n) {
        return Customers.frame(
                "c" + n % CUSTOMERS, App.DESK, new Content.Text("content", "my order ORDER%08d?".formatted(n), ""));
    }

    /** Every frame is to be answered here, however much a customer asks and however long it waited. */
    private App replica(String name) {
        return new App(name, database, broker)
                .with("NIGHTDESK_REPLIES_PER_HOUR", "200")
                .with("NIGHTDESK_LEDGER_FRAMES_PER_MINUTE", "100000")
                .with("NIGHTDESK_BACKLOG_TALK", "0s");
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
