package io.nightdesk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.Seed;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session remembers outlives whoever is on duty: conversations go on where they stood when the desk was killed. */
final class ConversationsIT {

    private static final int KILLS = 3;

    /** Who says what, and what becomes of it. {@code agent:} before a text tells that an agent writes. */
    private static final Map<String, List<String>> SCRIPTS = Map.of(
            "notice",
            List.of("天气怎么样 = NOTICE", "那明天呢 = COOLDOWN", "怎么退货 = ANSWERED", "后天呢 = COOLDOWN"),
            "agent",
            List.of("怎么退货 = ANSWERED", "agent:我来处理 = AGENT_WROTE", "退货要多久 = TAKEN_OVER", "在吗 = TAKEN_OVER"),
            "waits",
            List.of("转人工 = ANSWERED", "我的包裹破了 = HANDED_OFF", "怎么退货 = HANDED_OFF", "在吗 = HANDED_OFF"),
            "budget",
            List.of("怎么退货 = ANSWERED", "怎么申请退货 = ANSWERED", "退货的运费谁付 = ANSWERED", "可以退货吗 = BUDGET_SPENT"));

    private final Random random = Seed.random();
    private Database database;
    private Broker broker;
    private final List<App> replicas = new ArrayList<>();
    private Customers customers;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = new Broker.Embedded();
        for (int i = 0; i < 2; i++) {
            replicas.add(new App("talk-" + i, database, broker)
                    .with("NIGHTDESK_REPLIES_PER_HOUR", "3")
                    .start()
                    .awaitReady());
        }
        database.loadSamples();
        database.update(
                "insert into schedule values (1, now(), 'test', ?::jsonb)",
                "{\"zone\":\"UTC\",\"dates\":[{\"date\":\"%s\",\"open\":[\"09:00-18:00\"]}]}"
                        .formatted(LocalDate.now(ZoneOffset.UTC).plusDays(3)));
        for (App replica : replicas) {
            await().until(() -> replica.logText()
                            .contains("rules=" + Database.sample("rules").size())
                    && replica.logText().contains("schedule=1"));
        }
        customers = new Customers(broker.port());
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
    void goOnWhereTheyStoodWhoeverIsKilled() throws Exception {
        // Given
        List<String> turns = new ArrayList<>();
        SCRIPTS.forEach((customer, lines) -> lines.forEach(line -> turns.add(customer)));
        Collections.shuffle(turns, random);
        Set<Integer> kills =
                random.ints(1, turns.size()).distinct().limit(KILLS).boxed().collect(Collectors.toSet());
        Map<String, Integer> next = new HashMap<>();
        Map<String, List<String>> went = new HashMap<>();

        // When
        for (int turn = 0; turn < turns.size(); turn++) {
            if (kills.contains(turn)) {
                kill();
            }
            String customer = turns.get(turn);
            String line = SCRIPTS.get(customer).get(next.merge(customer, 1, Integer::sum) - 1);
            String said = line.split(" = ")[0];
            went.computeIfAbsent(customer, name -> new ArrayList<>()).add(said + " = " + outcome(customer, said));
        }

        // Then
        assertThat(went).isEqualTo(SCRIPTS);
        List<String> replies = new ArrayList<>();
        await().until(() -> database.count("select count(*) from pending_reply") == 0);
        customers.replies().forEach(reply -> replies.add(reply.receiverUid()));
        assertThat(replies)
                .containsExactlyInAnyOrder("notice", "notice", "agent", "waits", "budget", "budget", "budget");
    }

    private void kill() throws Exception {
        App active = replicas.get(0).isOnDuty() ? replicas.get(0) : replicas.get(1);
        App standby = active.equals(replicas.get(0)) ? replicas.get(1) : replicas.get(0);
        active.kill();
        await().atMost(Duration.ofSeconds(20)).until(standby::isOnDuty);
        standby.awaitReady();
        active.start().awaitReady();
    }

    private String outcome(String customer, String said) {
        Frame frame = said.startsWith("agent:")
                ? Customers.frame(App.DESK, customer, new Content.Text("content", said.substring(6), ""))
                : Customers.question(customer, said);
        customers.send(frame);
        String sql = "select outcome from exchange where message_id = ?";
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !database.query(sql, frame.messageId()).isEmpty());
        return database.query(sql, frame.messageId()).get(0);
    }
}
