package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.Script;
import io.nightdesk.Seed;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import io.nightdesk.it.api.Api;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import io.nightdesk.it.harness.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Sessions outlive the leader: the scripts run with the expected outcomes on two replicas although the leader is killed at
 * random. Needs faketime.
 */
@Tag("chaos")
final class ScriptsIT {

    private static final int KILLS = 5;

    private final Random random = Seed.random();

    @RegisterExtension
    private final Deployment deployment = Deployment.withEmbeddedBroker();

    private final Database database = deployment.database();
    private final List<App> replicas = List.of(replica("scripts-0"), replica("scripts-1"));
    private FakeTime clock;
    private Customers customers;

    @BeforeEach
    void start() throws Exception {
        clock = new FakeTime(deployment.folder().resolve("time"), Instant.parse("2026-11-23T00:00:00Z"));
        for (App replica : replicas) {
            deployment.start(clock.applyTo(replica));
        }
        customers = deployment.customers();
        Api admin = Api.admin(replicas.get(0)).with("If-Match", "*");
        succeeds(admin.post("/api/v1/rules/import?apply=true", Script.resource("rules.json")));
        succeeds(admin.put("/api/v1/hours", Script.resource("hours.json")));
        for (App replica : replicas) {
            replica.awaitRules(5);
            await().until(() -> replica.metric("nightdesk_snapshot_version{snapshot=\"hours\"}") == 1);
        }
    }

    private App replica(String name) {
        return deployment.replica(name).with("NIGHTDESK_REPLIES_PER_HOUR", "5").with("NIGHTDESK_LEASE_DURATION", "2s");
    }

    @Test
    void holdWhicheverReplicaIsKilled() throws Exception {
        // Given the scripts without a withheld reply, which FailoverIT tests
        Map<String, Script> scripts = new LinkedHashMap<>();
        Script.all().stream()
                .filter(script -> !script.withholds())
                .forEach(script -> scripts.put("customer-" + scripts.size(), script));
        int turns = scripts.values().stream().mapToInt(Script::turns).sum();
        Set<Integer> kills =
                random.ints(1, turns).distinct().limit(KILLS).boxed().collect(Collectors.toSet());
        Replicas player = new Replicas(kills);

        // When
        Map<String, List<String>> actual = new LinkedHashMap<>();
        for (Map.Entry<String, Script> script : scripts.entrySet()) {
            player.customer = script.getKey();
            actual.put(script.getKey(), script.getValue().play(player));
        }

        // Then
        assertThat(actual)
                .isEqualTo(scripts.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, script -> script.getValue().lines())));
        await().until(() -> database.count("select count(*) from pending_reply") == 0);
        assertThat(customers.replies()).isEmpty();
        assertThat(player.kills).isEmpty();
    }

    private static void succeeds(Api.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isBetween(200, 201);
    }

    /** Plays a script on the replicas as one customer. */
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
            String expected = mode.toLowerCase(Locale.ROOT).replace('_', '-');
            Api admin = Api.admin(replicas.get(0)).with("If-Match", "*");
            succeeds(admin.put("/api/v1/hours/mode", "{\"mode\": \"" + expected + "\"}"));
            for (App replica : replicas) {
                await().until(() -> Api.admin(replica)
                        .get("/api/v1/hours/explain")
                        .json()
                        .path("mode")
                        .asText()
                        .equals(expected));
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
            throw new IllegalArgumentException("the replicas cannot be made to withhold a reply");
        }

        /** Sends the text and waits until its frame is decided. */
        private Frame send(Instant at, String from, String to, String text) throws Exception {
            // Once the clock is set, a new leader would withhold a reply as too old if its confirmation is not stored.
            await().until(() -> database.count("select count(*) from pending_reply") == 0);
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

        /** Runs the action; in a turn with a kill, the leader is killed right before or right after it. */
        private void turn(Runnable action) throws Exception {
            boolean killing = kills.remove(turn++);
            boolean before = random.nextBoolean();
            if (killing && before) {
                kill();
            }
            action.run();
            if (killing && !before) {
                kill();
            }
        }

        private void kill() throws Exception {
            App leader = replicas.get(0).isLeader() ? replicas.get(0) : replicas.get(1);
            App standby = leader.equals(replicas.get(0)) ? replicas.get(1) : replicas.get(0);
            leader.kill();
            await().atMost(Duration.ofSeconds(20)).until(standby::isLeader);
            standby.awaitReady();
            leader.start().awaitReady();
        }
    }
}
