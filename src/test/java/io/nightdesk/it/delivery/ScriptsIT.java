package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.Script;
import io.nightdesk.Seed;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import io.nightdesk.it.api.Api;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a session remembers outlives whoever is on duty: the scripts go as told on two replicas of which the active one is
 * killed now and then. Needs faketime.
 */
@Tag("chaos")
final class ScriptsIT {

    private static final int KILLS = 5;

    private final Random random = Seed.random();
    private Database database;
    private Broker broker;
    private FakeTime clock;
    private final List<App> replicas = new ArrayList<>();
    private Customers customers;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = new Broker.Embedded();
        clock = new FakeTime(home.resolve("time"), Instant.parse("2026-11-23T00:00:00Z"));
        for (int i = 0; i < 2; i++) {
            replicas.add(clock.give(new App("talk-" + i, database, broker)
                    .with("NIGHTDESK_REPLIES_PER_HOUR", "5")
                    .with("NIGHTDESK_LEASE_DURATION", "2s")));
        }
        for (App replica : replicas) {
            replica.start().awaitReady();
        }
        customers = new Customers(broker.port());
        Api admin = Api.admin(replicas.get(0)).with("If-Match", "*");
        succeeds(admin.post("/api/v1/rules/import?apply=true", Script.resource("rules.json")));
        succeeds(admin.put("/api/v1/hours", Script.resource("hours.json")));
        for (App replica : replicas) {
            await().until(() ->
                    replica.logText().contains("rules=5") && replica.logText().contains("schedule=1"));
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (App replica : replicas) {
            replica.close();
        }
        customers.close();
        broker.close();
        database.close();
    }

    @Test
    void goAsToldWhoeverIsKilled() throws Exception {
        // Given a withheld reply has a test of its own, in FailoverIT
        Map<String, Script> scripts = new LinkedHashMap<>();
        Script.all().stream()
                .filter(script -> !script.withholds())
                .forEach(script -> scripts.put("customer-" + scripts.size(), script));
        int turns = scripts.values().stream().mapToInt(Script::turns).sum();
        Set<Integer> kills =
                random.ints(1, turns).distinct().limit(KILLS).boxed().collect(Collectors.toSet());
        Replicas played = new Replicas(kills);

        // When
        Map<String, List<String>> went = new LinkedHashMap<>();
        for (Map.Entry<String, Script> script : scripts.entrySet()) {
            played.customer = script.getKey();
            went.put(script.getKey(), script.getValue().play(played));
        }

        // Then
        assertThat(went)
                .isEqualTo(scripts.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, script -> script.getValue().lines())));
        await().until(() -> database.count("select count(*) from pending_reply") == 0);
        assertThat(customers.replies()).isEmpty();
        assertThat(played.kills).isEmpty();
    }

    private static void succeeds(Api.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isBetween(200, 201);
    }

    /** The scripts' players: customers one after another, on the replicas. */
    private final class Replicas implements Script.Player {
        private final Set<Integer> kills;
        private String customer = "";
        private int turn;

        Replicas(Set<Integer> kills) {
            this.kills = kills;
        }

        @Override
        public void mode(String mode) throws Exception {
            turn(() -> {});
            String wanted = mode.toLowerCase(Locale.ROOT).replace('_', '-');
            Api admin = Api.admin(replicas.get(0)).with("If-Match", "*");
            succeeds(admin.put("/api/v1/hours/mode", "{\"mode\": \"" + wanted + "\"}"));
            for (App replica : replicas) {
                await().until(() -> Api.admin(replica)
                        .get("/api/v1/hours/explain")
                        .json()
                        .path("mode")
                        .asText()
                        .equals(wanted));
            }
        }

        @Override
        public void agent(Instant at, String text) throws Exception {
            assertThat(outcome(send(at, App.DESK, customer, text))).isEqualTo("AGENT_MESSAGE");
        }

        @Override
        public String customer(Instant at, String text) throws Exception {
            Frame frame = send(at, customer, App.DESK, text);
            boolean isAnswered =
                    database.count("select count(reply_id) from exchange where message_id = ?", frame.messageId()) == 1;
            return isAnswered
                    ? outcome(frame) + " "
                            + Customers.text(customers.nextReply()).replace('\n', '|')
                    : outcome(frame);
        }

        @Override
        public void replyWithheld() {
            throw new IllegalArgumentException("such scripts are not for replicas");
        }

        /** Sends it and waits until it is decided. */
        private Frame send(Instant at, String from, String to, String text) throws Exception {
            clock.set(at);
            Frame frame = Customers.frame(from, to, new Content.Text("content", text, ""), at);
            turn(() -> customers.send(frame));
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> database.count("select count(*) from exchange where message_id = ?", frame.messageId())
                            == 1);
            return frame;
        }

        private String outcome(Frame frame) {
            return database.query("select outcome from exchange where message_id = ?", frame.messageId())
                    .get(0);
        }

        /** Kills the active replica before or, about as likely, right after what happens in this turn, if it is its turn. */
        private void turn(Runnable happens) throws Exception {
            boolean killing = kills.remove(turn++);
            boolean before = random.nextBoolean();
            if (killing && before) {
                kill();
            }
            happens.run();
            if (killing && !before) {
                kill();
            }
        }

        private void kill() throws Exception {
            App active = replicas.get(0).isOnDuty() ? replicas.get(0) : replicas.get(1);
            App standby = active.equals(replicas.get(0)) ? replicas.get(1) : replicas.get(0);
            active.kill();
            await().atMost(Duration.ofSeconds(20)).until(standby::isOnDuty);
            standby.awaitReady();
            active.start().awaitReady();
        }
    }
}
