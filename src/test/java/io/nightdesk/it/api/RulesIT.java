package io.nightdesk.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules over the API, as an admin keeps them and as customers then hear them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RulesIT {

    private static final String RULES = "/api/v1/rules";

    private Database database;
    private Broker broker;
    private App app;
    private Api admin;
    private Customers customers;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = new Broker.Embedded();
        app = new App("rules", database, broker)
                .with("NIGHTDESK_FALLBACK_COOLDOWN", "0s")
                .start()
                .awaitReady();
        admin = Api.admin(app);
        customers = new Customers(broker.port());
    }

    @AfterAll
    void stop() throws Exception {
        customers.close();
        app.close();
        broker.close();
        database.close();
    }

    @Test
    void createsARuleAndTheDeskAnswersByItAtOnce() throws Exception {
        // When
        Api.Answer created = admin.post(RULES, rule("created", "会员日是哪天", "每月 8 日"));

        // Then
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("location")).endsWith(RULES + "/created");
        assertThat(created.json().path("rule").path("key").asText()).isEqualTo("created");
        assertThat(created.json().path("changedBy").asText()).isEqualTo("admin");
        assertThat(created.header("etag"))
                .isEqualTo("\"" + created.json().path("version").asText() + "\"");
        awaitAnswer("会员日是哪天", "每月 8 日");
    }

    @Test
    void refusesAllFaultsAtOnceAndStoresNothing() throws Exception {
        // When
        Api.Answer refused = admin.post(RULES, """
                {"key": "faulty", "title": "", "triggers": {"regexes": ["退("]},
                 "answers": {"variants": [{"zh": "{order.colour}"}]}}""");

        // Then
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.problems())
                .containsOnlyKeys("title", "triggers.regexes[0]", "answers.variants[0].zh")
                .containsEntry("title", "must not be blank");
        assertThat(admin.get(RULES + "/faulty").status()).isEqualTo(404);
    }

    @Test
    void refusesAKeyTwiceAndFieldsThatItDoesNotKnow() throws Exception {
        // Given
        create("twice", "两次", "一次");

        // When
        Api.Answer again = admin.post(RULES, rule("twice", "两次", "一次"));
        Api.Answer unknown = admin.post(RULES, "{\"key\": \"x\", \"titel\": \"X\"}");

        // Then
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problems()).containsOnly(Map.entry("key", "must not be the key of an existing rule"));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.problems()).containsKey("titel");
    }

    @Test
    void changesARuleOnlyByWhoSawItsNewestVersion() throws Exception {
        // Given
        String tag = create("changing", "会变吗", "会").header("etag");
        Api withTag = admin.with("If-Match", tag);

        // When
        Api.Answer without = admin.put(RULES + "/changing", rule("changing", "会变吗", "不会"));
        Api.Answer changed = withTag.put(RULES + "/changing", rule("changing", "会变吗", "不会"));
        Api.Answer stale = withTag.put(RULES + "/changing", rule("changing", "会变吗", "也许"));

        // Then
        assertThat(without.status()).isEqualTo(428);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(stale.status()).isEqualTo(412);
        awaitAnswer("会变吗", "不会");
    }

    @Test
    void losesNoneOfTwentyEditsAtOnce() throws Exception {
        // Given
        create("busy", "忙吗", "0");
        ExecutorService editors = Executors.newFixedThreadPool(20);
        List<Future<Integer>> edits = new ArrayList<>();

        // When each of twenty adds one to what it read, until it is let
        for (int i = 0; i < 20; i++) {
            edits.add(editors.submit(this::addOne));
        }

        // Then
        for (Future<Integer> edit : edits) {
            assertThat(edit.get()).isEqualTo(200);
        }
        editors.shutdown();
        assertThat(zh(admin.get(RULES + "/busy").json())).isEqualTo("20");
        assertThat(admin.get(RULES + "/busy/revisions").json().path("total").asInt())
                .isEqualTo(21);
    }

    @Test
    void answersCustomersWhileTwentyEditorsWaitForALongChange() throws Exception {
        // Given
        create("meanwhile", "可以先问吗", "可以");
        awaitAnswer("可以先问吗", "可以");
        ExecutorService editors = Executors.newFixedThreadPool(20);
        List<Future<Api.Answer>> edits = new ArrayList<>();
        try (Connection longChange = database.holding("select 1 from faq_version for update")) {
            for (int i = 0; i < 20; i++) {
                String key = "waits-" + i;
                edits.add(editors.submit(() -> admin.post(RULES, rule(key, key, "到了"))));
            }
            await().until(() ->
                    database.count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") > 0);

            // When
            for (int i = 0; i < 20; i++) {
                assertThat(customers.ask("asks-" + i, "可以先问吗")).isEqualTo("可以");
            }

            // Then
            assertThat(edits).noneMatch(Future::isDone);
        }
        for (Future<Api.Answer> edit : edits) {
            assertThat(edit.get().status()).isEqualTo(201);
        }
        editors.shutdown();
    }

    private int addOne() throws Exception {
        while (true) {
            Api.Answer read = admin.get(RULES + "/busy");
            int next = Integer.parseInt(zh(read.json())) + 1;
            Api.Answer written = admin.with("If-Match", read.header("etag"))
                    .put(RULES + "/busy", rule("busy", "忙吗", String.valueOf(next)));
            if (written.status() != 412) {
                return written.status();
            }
        }
    }

    @Test
    void tellsWhoChangedWhatAndRestoresIt() throws Exception {
        // Given
        Api.Answer first = create("history", "历史", "甲");
        Api.Answer second =
                admin.with("If-Match", first.header("etag")).put(RULES + "/history", rule("history", "历史", "乙"));
        String firstVersion = first.json().path("version").asText();

        // When
        Api.Answer restored = admin.with("If-Match", second.header("etag"))
                .post(RULES + "/history/revisions/" + firstVersion + "/restore", "");

        // Then
        assertThat(restored.status()).isEqualTo(200);
        assertThat(zh(restored.json())).isEqualTo("甲");
        JsonNode revisions = admin.get(RULES + "/history/revisions").json().path("items");
        assertThat(revisions.findValuesAsText("action")).containsExactly("restored", "changed", "created");
        assertThat(revisions.path(1).path("changes").toString())
                .isEqualTo("[{\"field\":\"answers.variants\",\"before\":[{\"zh\":\"甲\"}],"
                        + "\"after\":[{\"zh\":\"乙\"}]}]");
    }

    @Test
    void restoresARuleThatWasDeleted() throws Exception {
        // Given
        Api.Answer created = create("phoenix", "凤凰", "在");
        Api.Answer deleted = admin.with("If-Match", created.header("etag")).delete(RULES + "/phoenix");
        JsonNode revision =
                admin.get(RULES + "/phoenix/revisions").json().path("items").path(0);

        // When
        Api.Answer restored = admin.with("If-Match", "*")
                .post(RULES + "/phoenix/revisions/" + revision.path("version").asText() + "/restore", "");

        // Then
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(revision.path("action").asText()).isEqualTo("deleted");
        assertThat(restored.status()).isEqualTo(200);
        awaitAnswer("凤凰", "在");
    }

    @Test
    void silencesADisabledRuleAndLetsItSpeakAgain() throws Exception {
        // Given
        String tag = create("switch", "开关", "开").header("etag");
        awaitAnswer("开关", "开");

        // When
        Api.Answer off = admin.with("If-Match", tag).post(RULES + "/switch/disable", "");

        // Then
        assertThat(off.json().path("rule").path("enabled").asBoolean()).isFalse();
        await().until(() -> !customers.ask(Customers.somebody(), "开关").equals("开"));
        admin.with("If-Match", off.header("etag")).post(RULES + "/switch/enable", "");
        awaitAnswer("开关", "开");
    }

    @ParameterizedTest
    @CsvSource({
        "q=%E9%BB%84%E6%B2%B9, needle",
        "q=NEEDLE-only, needle",
        "q=%EF%BC%AE%EF%BC%A5%EF%BC%A5%EF%BC%A4%EF%BC%AC%EF%BC%A5, needle",
        "tag=%E9%92%88&enabled=true, needle",
        "q=%25, ''",
        "q=variants, ''",
        "q=%27%3B%20drop%20table%20faq_rule%3B--, ''",
    })
    void findsRulesByAnyOfTheirWords(String query, String keys) throws Exception {
        // Given
        admin.post(RULES, """
                {"key": "needle", "title": "Needle-only", "tags": ["针"], "triggers": {"exact": ["黄油在哪"]},
                 "answers": {"variants": [{"zh": "在冰箱"}]}}""");

        // When
        JsonNode found = admin.get(RULES + "?" + query).json();

        // Then
        assertThat(String.join(",", found.path("items").findValuesAsText("key")))
                .isEqualTo(keys);
    }

    @Test
    void listsPageByPageInTheOrderAskedFor() throws Exception {
        // Given
        create("page-a", "页一", "一");
        create("page-b", "页二", "二");

        // When
        JsonNode page = admin.get(RULES + "?q=page-&sort=-key&size=1&page=0").json();

        // Then
        assertThat(page.path("total").asInt()).isEqualTo(2);
        assertThat(page.path("items").findValuesAsText("key")).containsExactly("page-b");
    }

    @Test
    void warnsOfARuleThatNeverWinsAndListsItAmongTheProblems() throws Exception {
        // Given
        create("first-asked", "同一个问题", "甲");

        // When
        Api.Answer saved = create("second-asked", "同一个问题？", "乙");

        // Then
        assertThat(saved.status()).isEqualTo(201);
        assertThat(saved.json().path("warnings").findValuesAsText("message"))
                .containsExactly("is a question of rule first-asked too: this rule never answers it");
        assertThat(admin.get(RULES + "/problems?size=200").json().path("items").findValuesAsText("rule"))
                .contains("second-asked");
    }

    @Test
    void keepsAnsweringByTheGoodRulesWhenSomebodyBreaksOneInTheTable() throws Exception {
        // Given
        create("good", "好规则", "好");
        awaitAnswer("好规则", "好");

        // When
        database.update(
                "insert into faq_rule (key, title, triggers, answers) values ('broken', 'B', ?::jsonb, ?::jsonb)",
                "{\"regexes\":[\"(\"]}",
                "{\"variants\":[{\"zh\":\"a\"}]}");

        // Then
        await().until(() -> app.metric("nightdesk_rules{state=\"faulty\"}") == 1);
        assertThat(customers.ask("calm", "好规则")).isEqualTo("好");
        assertThat(admin.get(RULES + "/problems?size=200").json().path("items").toString())
                .contains("\"rule\":\"broken\",\"severity\":\"error\",\"field\":\"triggers.regexes[0]\"");
        database.update("delete from faq_rule where key = 'broken'");
    }

    @Test
    void triesADraftAndTellsWhyWithoutStoringAnything() throws Exception {
        // Given
        long exchanges = database.count("select count(*) from exchange");

        // When
        JsonNode trial = admin.post("/api/v1/try", """
                {"text": "草稿能用吗？", "rule": %s}""".formatted(rule("draft", "草稿能用吗", "能")))
                .json();

        // Then
        assertThat(trial.path("outcome").asText()).isEqualTo("ANSWERED");
        assertThat(trial.path("reply").path("text").asText()).isEqualTo("能");
        assertThat(trial.path("trace")
                        .path("candidates")
                        .path(0)
                        .path("because")
                        .asText())
                .isEqualTo("is the question \"草稿能用吗\"");
        assertThat(admin.get(RULES + "/draft").status()).isEqualTo(404);
        assertThat(database.count("select count(*) from exchange")).isEqualTo(exchanges);
    }

    @Test
    void refusesATrialWithEveryFault() throws Exception {
        // When
        Api.Answer refused = admin.post("/api/v1/try", """
                {"text": " ", "sender": "a b", "rule": {"key": "X"}}""");
        Api.Answer draft = admin.post("/api/v1/try", """
                {"text": "a", "rule": {"key": "x", "title": "x", "answers": {"variants": [{}]}}}""");

        // Then
        assertThat(refused.problems()).containsOnlyKeys("text", "sender");
        assertThat(draft.problems()).containsOnlyKeys("rule.answers.variants[0]");
    }

    @Test
    void letsACustomerPickFromAMenuAndSendsImages() throws Exception {
        // Given
        admin.post(RULES, """
                {"key": "menu-image", "title": "二维码", "answers": {"variants": [{"image": "https://shop.example/qr.png"}]}}""");
        admin.post(RULES, """
                {"key": "menu", "title": "菜单", "triggers": {"exact": ["菜单"]},
                 "answers": {"variants": [{"zh": "请选择"}], "menu": ["menu-image"]}}""");
        awaitAnswer("菜单", "请选择\n1. 二维码");

        // When
        customers.ask("chooser", "菜单");
        customers.send(Customers.question("chooser", "①"));
        Frame reply = customers.nextReply();

        // Then
        assertThat(reply.content())
                .isInstanceOfSatisfying(
                        Content.Image.class, image -> assertThat(image.url()).contains("https://shop.example/qr.png"));
    }

    private Api.Answer create(String key, String question, String answer) throws Exception {
        Api.Answer created = admin.post(RULES, rule(key, question, answer));
        assertThat(created.status()).as(key).isEqualTo(201);
        return created;
    }

    /** A change is in force within a second. */
    private void awaitAnswer(String question, String answer) {
        await().until(() -> customers.ask(Customers.somebody(), question).equals(answer));
    }

    private static String zh(JsonNode rule) {
        return rule.at("/rule/answers/variants/0/zh").asText();
    }

    private static String rule(String key, String question, String answer) {
        return """
                {"key": "%s", "title": "%s", "triggers": {"exact": ["%s"]},
                 "answers": {"variants": [{"zh": "%s"}]}}""".formatted(key, key, question, answer);
    }
}
