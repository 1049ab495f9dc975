package io.nightdesk.it.api;

import static io.nightdesk.it.api.Requests.asAdmin;
import static io.nightdesk.it.api.Requests.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.frame.Content;
import io.nightdesk.frame.Frame;
import io.nightdesk.it.harness.Concurrently;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules over the API, and what customers are answered after a change. */
@QuarkusIntegrationTest
@WithTestResource(DeskResource.class)
final class RulesIT {

    private static final String RULES = "/api/v1/rules";
    private static final String RULE = RULES + "/{key}";

    private Database database;
    private Customers customers;
    private RunningApp app;

    @BeforeEach
    void beginWithoutRules() {
        database.update("delete from faq_rule");
    }

    @Test
    void answersByANewRuleAtOnce() {
        // When
        Response created = asAdmin().body(rule("created", "会员日是哪天", "每月 8 日")).post(RULES);

        // Then
        created.then()
                .statusCode(201)
                .header("Location", RULES + "/created")
                .header("ETag", "\"" + created.path("version") + "\"")
                .body("rule.key", equalTo("created"))
                .body("changedBy", equalTo("admin"));
        awaitAnswer("会员日是哪天", "每月 8 日");
    }

    @Test
    void namesAllErrorsOfARuleAndStoresNothing() {
        // Given
        String invalid = """
                {"key": "invalid", "title": "", "triggers": {"regexes": ["退("]},
                 "answers": {"variants": [{"zh": "{order.colour}"}]}}""";

        // When
        Response response = asAdmin().body(invalid).post(RULES);

        // Then
        response.then().statusCode(400);
        assertThat(problems(response))
                .containsOnlyKeys("title", "triggers.regexes[0]", "answers.variants[0].zh")
                .containsEntry("title", "must not be blank");
        asAdmin().get(RULE, "invalid").then().statusCode(404);
    }

    @Test
    void rejectsAKeyThatExists() {
        // Given
        create("twice", "两次", "一次");

        // When
        Response again = asAdmin().body(rule("twice", "两次", "一次")).post(RULES);

        // Then
        again.then().statusCode(409);
        assertThat(problems(again)).containsOnly(Map.entry("key", "must not be the key of an existing rule"));
    }

    @Test
    void rejectsAnUnknownField() {
        // When
        Response response = asAdmin().body("{\"key\": \"x\", \"titel\": \"X\"}").post(RULES);

        // Then
        response.then().statusCode(400);
        assertThat(problems(response)).containsKey("titel");
    }

    @Test
    void changesARuleOnlyWithTheETagOfItsNewestVersion() {
        // Given
        String tag = create("changing", "会变吗", "会").header("ETag");

        // When
        Response without = asAdmin().body(rule("changing", "会变吗", "不会")).put(RULE, "changing");
        Response changed = change("changing", tag, rule("changing", "会变吗", "不会"));
        Response stale = change("changing", tag, rule("changing", "会变吗", "也许"));

        // Then
        without.then().statusCode(428);
        changed.then().statusCode(200);
        stale.then().statusCode(412);
        awaitAnswer("会变吗", "不会");
    }

    @Test
    void losesNoneOfTwentyConcurrentEdits() throws Exception {
        // Given
        create("busy", "忙吗", "0");

        // When each of twenty adds one to what it read, until it succeeds
        List<Integer> statuses = Concurrently.call(20, editor -> addOne());

        // Then
        assertThat(statuses).containsOnly(200);
        asAdmin().get(RULE, "busy").then().body("rule.answers.variants[0].zh", equalTo("20"));
        asAdmin().get(RULE + "/revisions", "busy").then().body("total", equalTo(21));
    }

    private static int addOne() {
        while (true) {
            Response read = asAdmin().get(RULE, "busy");
            int next = Integer.parseInt(zh(read)) + 1;
            Response written = change("busy", read.header("ETag"), rule("busy", "忙吗", String.valueOf(next)));
            if (written.statusCode() != 412) {
                return written.statusCode();
            }
        }
    }

    @Test
    void answersCustomersWhileTwentyEditorsWaitForALongChange() throws Exception {
        // Given
        create("meanwhile", "可以先问吗", "可以");
        awaitAnswer("可以先问吗", "可以");
        ExecutorService editors = Executors.newFixedThreadPool(20);
        List<Future<Response>> edits = new ArrayList<>();
        try (Connection longChange = database.holding("select 1 from faq_version for update")) {
            for (int i = 0; i < 20; i++) {
                String key = "waits-" + i;
                edits.add(editors.submit(
                        () -> asAdmin().body(rule(key, key, "到了")).post(RULES)));
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
        for (Future<Response> edit : edits) {
            assertThat(edit.get().statusCode()).isEqualTo(201);
        }
        editors.shutdown();
    }

    @Test
    void restoresARevisionAndRecordsWhoChangedWhat() {
        // Given
        Response first = create("history", "历史", "甲");
        Response second = change("history", first.header("ETag"), rule("history", "历史", "乙"));

        // When
        Response restored = asAdmin()
                .header("If-Match", second.header("ETag"))
                .post(RULE + "/revisions/{version}/restore", "history", first.path("version"));

        // Then
        restored.then().statusCode(200).body("rule.answers.variants[0].zh", equalTo("甲"));
        asAdmin()
                .get(RULE + "/revisions", "history")
                .then()
                .body("items.action", contains("restored", "changed", "created"))
                .body(
                        "items[1].changes",
                        contains(Map.of(
                                "field", "answers.variants",
                                "before", List.of(Map.of("zh", "甲")),
                                "after", List.of(Map.of("zh", "乙")))));
    }

    @Test
    void restoresADeletedRule() {
        // Given
        String tag = create("phoenix", "凤凰", "在").header("ETag");
        asAdmin().header("If-Match", tag).delete(RULE, "phoenix").then().statusCode(204);
        Response revisions = asAdmin().get(RULE + "/revisions", "phoenix");
        revisions.then().body("items[0].action", equalTo("deleted"));

        // When
        Response restored = asAdmin()
                .header("If-Match", "*")
                .post(RULE + "/revisions/{version}/restore", "phoenix", revisions.path("items[0].version"));

        // Then
        restored.then().statusCode(200);
        awaitAnswer("凤凰", "在");
    }

    @Test
    void warnsThatMenusStillOfferADeletedRuleAndKeepsTheOthersEditable() {
        // Given
        String tag = create("offered", "退货怎么办理", "七天内").header("ETag");
        String offering = rule("offering", "退货菜单", "请选择").replace("]}}", "], \"menu\": [\"offered\"]}}");
        asAdmin().body(offering).post(RULES).then().statusCode(201);
        asAdmin().get(RULES + "?offers=offered").then().body("items.rule.key", contains("offering"));

        // When
        Response deleted = asAdmin().header("If-Match", tag).delete(RULE, "offered");

        // Then
        deleted.then()
                .statusCode(200)
                .body("warnings.rule", contains("offered"))
                .body("warnings[0].message", containsString("offering"));
        Response changed = asAdmin().header("If-Match", "*").body(offering).put(RULE, "offering");
        changed.then().statusCode(200).body("warnings.field", contains("answers.menu[0]"));
        Response imported =
                asAdmin().body(asAdmin().get(RULES + "/export").asString()).post(RULES + "/import");
        imported.then().body("problems", empty()).body("warnings.field", contains("[0].answers.menu[0]"));
        asAdmin()
                .header("If-Match", "*")
                .post(RULE + "/disable", "offering")
                .then()
                .statusCode(200);
        asAdmin()
                .header("If-Match", "*")
                .post(RULE + "/enable", "offering")
                .then()
                .statusCode(200);
        awaitAnswer("退货菜单", "请选择");
    }

    @Test
    void isSilentWhileARuleIsDisabled() {
        // Given
        String tag = create("switch", "开关", "开").header("ETag");
        awaitAnswer("开关", "开");

        // When
        Response disabled = asAdmin().header("If-Match", tag).post(RULE + "/disable", "switch");

        // Then
        disabled.then().body("rule.enabled", equalTo(false));
        await().until(() -> !customers.ask(Customers.somebody(), "开关").equals("开"));
        asAdmin().header("If-Match", disabled.header("ETag")).post(RULE + "/enable", "switch");
        awaitAnswer("开关", "开");
    }

    @ParameterizedTest
    @CsvSource({
        "q, 黄油, needle",
        "q, NEEDLE-only, needle",
        "q, ＮＥＥＤＬＥ, needle",
        "q, %, ''",
        "q, variants, ''",
        "q, '''; drop table faq_rule;--', ''",
    })
    void findsRulesByAnyOfTheirWords(String parameter, String value, String keys) {
        // Given
        createNeedle();

        // When
        List<String> found = asAdmin().queryParam(parameter, value).get(RULES).path("items.rule.key");

        // Then
        assertThat(String.join(",", found)).isEqualTo(keys);
    }

    @Test
    void findsRulesByTagAndState() {
        // Given
        createNeedle();
        create("haystack", "草堆", "草");

        // When
        Response found =
                asAdmin().queryParam("tag", "针").queryParam("enabled", true).get(RULES);

        // Then
        found.then().body("items.rule.key", contains("needle"));
    }

    private static void createNeedle() {
        asAdmin().body("""
                        {"key": "needle", "title": "Needle-only", "tags": ["针"], "triggers": {"exact": ["黄油在哪"]},
                         "answers": {"variants": [{"zh": "在冰箱"}]}}""").post(RULES).then().statusCode(201);
    }

    @Test
    void findsTextsAsPeopleReadThem() {
        // Given
        create("invoice", "问发票", "请点\\\"开发票\\\"按钮\\n见[图]");
        create("return", "问退货", "支持退货，ＶＩＰ优先");

        // When
        List<Response> found = Stream.of("\"开发票\"", "按钮 见[", "退貨", " vip ")
                .map(text -> asAdmin().queryParam("q", text).get(RULES))
                .toList();

        // Then
        assertThat(found)
                .extracting(response -> response.<List<String>>path("items.rule.key"))
                .containsExactly(List.of("invoice"), List.of("invoice"), List.of("return"), List.of("return"));
    }

    @Test
    void changesAllRulesOfASearchAfterAPreview() {
        // Given
        create("season-a", "批量一", "甲");
        create("season-b", "批量二", "乙");
        create("other", "别的", "丙");
        Response preview = bulk("?q=season-", "{\"action\": \"TAG\", \"tag\": \"春节\"}");
        asAdmin().get(RULES + "?tag=春节").then().body("total", equalTo(0));

        // When
        Response applied =
                bulk("?q=season-", "{\"action\": \"TAG\", \"tag\": \"春节\", \"matched\": 2, \"apply\": true}");

        // Then
        preview.then()
                .body("applied", equalTo(false))
                .body("matched", equalTo(2))
                .body("changed", equalTo(2));
        applied.then().statusCode(200).body("applied", equalTo(true)).body("changed", equalTo(2));
        asAdmin().get(RULES + "?tag=春节").then().body("items.rule.key", contains("season-a", "season-b"));
        asAdmin().get(RULE + "/revisions", "season-b").then().body("items.action", contains("changed", "created"));
        asAdmin()
                .get(RULES + "/tags")
                .then()
                .body("items", contains(Map.of("tag", "春节", "rules", 2)))
                .body("total", equalTo(1));
    }

    @Test
    void givesTheTitlesOfSeveralRules() {
        // Given
        String rule = """
                {"key": "titled-%1$s", "title": "标题 %1$s", "answers": {"variants": [{"zh": "好"}]}}""";
        asAdmin().body(rule.formatted("a")).post(RULES);
        asAdmin().body(rule.formatted("b")).post(RULES);

        // When
        Response titles = asAdmin().get(RULES + "/titles?key=titled-b&key=no-such-rule&key=titled-a");

        // Then
        assertThat(titles.asString())
                .isEqualTo("[{\"key\":\"titled-a\",\"title\":\"标题 a\"},{\"key\":\"titled-b\",\"title\":\"标题 b\"}]");
    }

    @ParameterizedTest
    @MethodSource
    void rejectsKeysForWhichItGivesNoTitles(String query, String error) {
        // When
        Response titles = asAdmin().get(RULES + "/titles?" + query);

        // Then
        titles.then().statusCode(400).body("problems.message", contains(error));
    }

    static Stream<Arguments> rejectsKeysForWhichItGivesNoTitles() {
        return Stream.of(
                argumentSet("too many", "key=a" + "&key=a".repeat(50), "must be sent at most 50 times"),
                argumentSet("no key", "key=a&key=%00", "must be the key of a rule, such as refund-time"));
    }

    @Test
    void changesNothingInBulkIfOtherRulesAreSelectedThanInThePreview() {
        // Given
        create("bulk-a", "批量一", "甲");
        create("bulk-b", "批量二", "乙");

        // When
        Response applied = bulk("", "{\"action\": \"DELETE\", \"matched\": 1, \"apply\": true}");

        // Then
        applied.then().statusCode(409);
        assertThat(problems(applied)).containsOnly(Map.entry("matched", "must be the number of selected rules, now 2"));
        asAdmin().get(RULES).then().body("total", equalTo(2));
    }

    @Test
    void deletesInBulkAndRestores() {
        // Given
        create("bulk-a", "批量一", "甲");
        create("bulk-b", "批量二", "乙");
        String offering = rule("offering", "菜单", "请选择").replace("]}}", "], \"menu\": [\"bulk-a\"]}}");
        asAdmin().body(offering).post(RULES).then().statusCode(201);

        // When
        Response applied = bulk(
                "", "{\"action\": \"DELETE\", \"keys\": [\"bulk-a\", \"bulk-b\"], \"matched\": 2, \"apply\": true}");

        // Then
        applied.then().statusCode(200).body("changed", equalTo(2)).body("offering", contains("offering"));
        asAdmin().get(RULES).then().body("items.rule.key", contains("offering"));
        Response deleted = asAdmin().get(RULES + "/deleted?sort=-deletedAt&size=1");
        deleted.then().body("items[0].rule.key", equalTo("bulk-a")).body("items[0].deletedBy", equalTo("admin"));
        asAdmin()
                .header("If-Match", "*")
                .post(RULE + "/revisions/{version}/restore", "bulk-a", deleted.path("items[0].version"))
                .then()
                .statusCode(200);
        asAdmin()
                .get(RULES + "/deleted?size=200")
                .then()
                .body("items.rule.key", hasItem("bulk-b"))
                .body("items.rule.key", not(hasItem("bulk-a")));
    }

    @Test
    void enablesNoRuleInBulkIfOneIsInvalid() {
        // Given
        create("bulk-a", "批量一", "甲");
        insertRule("invalid", "{\"regexes\":[\"(\"]}");
        bulk("", "{\"action\": \"DISABLE\", \"matched\": 2, \"apply\": true}")
                .then()
                .statusCode(200);

        // When
        Response enabled = bulk("", "{\"action\": \"ENABLE\", \"matched\": 2, \"apply\": true}");

        // Then
        enabled.then().statusCode(400);
        assertThat(problems(enabled)).containsOnlyKeys("invalid.triggers.regexes[0]");
        asAdmin().get(RULES + "?enabled=true").then().body("total", equalTo(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"action\": \"TAG\"} | tag",
                "{\"action\": \"UNTAG\", \"tag\": \" \"} | tag",
                "{\"action\": \"DELETE\", \"apply\": true} | matched",
                "{\"action\": \"EXPLODE\"} | action",
                "{} | action",
            })
    void namesTheErrorsOfABulkChange(String body, String field) {
        // When
        Response response = bulk("", body);

        // Then
        response.then().statusCode(400);
        assertThat(problems(response)).containsOnlyKeys(field);
    }

    private static Response bulk(String query, String body) {
        return asAdmin().body(body).post(RULES + "/bulk" + query);
    }

    @Test
    void speaksTheLanguageThatTheClientPrefers() {
        // Given
        create("first-asked", "同一个问题", "甲");

        // When
        Response warned = inChinese().body(rule("draft", "同一个问题", "乙")).post(RULES + "/validate");
        Response unknownField = inChinese().body("{\"size\": 1}").post(RULES);
        Response constraints = inChinese().body("{\"text\": \" \"}").post("/api/v1/try");
        Response unknownRule = inChinese().get(RULE, "draft");

        // Then
        warned.then().body("problems.message", hasItem("规则“first-asked”也有这个问题，由本规则回答"));
        unknownField.then().body("detail", equalTo("请求有 1 处错误，见 problems。"));
        assertThat(problems(unknownField).get("size")).startsWith("是未知字段；可用的字段有 ");
        assertThat(problems(constraints)).isEqualTo(Map.of("text", "不能为空"));
        unknownRule.then().body("detail", equalTo("没有这条规则。"));
    }

    private static RequestSpecification inChinese() {
        return asAdmin().header("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8");
    }

    @Test
    void validatesADraftWithoutStoringIt() {
        // Given
        create("first-asked", "同一个问题", "甲");

        // When
        Response weak = asAdmin().body(rule("draft", "同一个问题", "乙")).post(RULES + "/validate");
        Response invalid = asAdmin().body("{\"key\": \"draft\"}").post(RULES + "/validate");

        // Then
        weak.then().statusCode(200).body("problems.severity", contains("warning"));
        invalid.then().statusCode(200).body("problems.field", contains("title", "answers.variants"));
        asAdmin().get(RULE, "draft").then().statusCode(404);
    }

    @Test
    void listsAPageInTheOrderAskedFor() {
        // Given
        create("page-a", "页一", "一");
        create("page-b", "页二", "二");

        // When
        Response page = asAdmin().get(RULES + "?q=page-&sort=-key&size=1&page=0");

        // Then
        page.then().body("total", equalTo(2)).body("items.rule.key", contains("page-b"));
    }

    @Test
    void warnsOfARuleThatNeverWinsAndListsItAmongTheProblems() {
        // Given
        create("first-asked", "同一个问题", "甲");

        // When
        Response saved = create("second-asked", "同一个问题？", "乙");

        // Then
        saved.then()
                .body(
                        "warnings.message",
                        contains("is a question of rule first-asked too: this rule never answers it"));
        asAdmin().get(RULES + "/problems?size=200").then().body("items.rule", hasItem("second-asked"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"regexes\":[\"(\"]} | triggers.regexes[0]",
                "[] | rule",
            })
    void setsAsideARuleThatIsInvalidInTheTable(String triggers, String field) {
        // Given
        insertRule("invalid", triggers);
        await().until(() -> app.metric("nightdesk_rules{state=\"invalid\"}") == 1);

        // When
        Response created = asAdmin().body(rule("created", "会员日是哪天", "每月 8 日")).post(RULES);

        // Then
        created.then().statusCode(201);
        awaitAnswer("会员日是哪天", "每月 8 日");
        asAdmin()
                .get(RULES + "/problems?size=200")
                .then()
                .body(containsString("\"rule\":\"invalid\",\"severity\":\"error\",\"field\":\"" + field + "\""));
        asAdmin().get(RULES).then().statusCode(200).body("items.rule.key", contains("created", "invalid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"regexes\":[\"(\"]}", "{\"regexes\":[\"(?:退|货)?\"]}", "{\"exact\":[null]}", "[]"})
    void disablesDeletesAndListsTheRevisionsOfARuleThatCannotBeSaved(String triggers) {
        // Given
        insertRule("invalid", triggers);
        String tag = asAdmin().get(RULE, "invalid").header("ETag");

        // When
        Response disabled = asAdmin().header("If-Match", tag).post(RULE + "/disable", "invalid");

        // Then
        disabled.then().statusCode(200).body("rule.enabled", equalTo(false));
        String newTag = disabled.header("ETag");
        asAdmin()
                .header("If-Match", newTag)
                .post(RULE + "/enable", "invalid")
                .then()
                .statusCode(400);
        asAdmin().header("If-Match", newTag).delete(RULE, "invalid").then().statusCode(204);
        Response revisions = asAdmin().get(RULE + "/revisions", "invalid");
        revisions
                .then()
                .statusCode(200)
                .body("items[0].action", equalTo("deleted"))
                .body("items[1].action", equalTo("changed"));
        asAdmin()
                .header("If-Match", "*")
                .post(RULE + "/revisions/{version}/restore", "invalid", revisions.path("items[0].version"))
                .then()
                .statusCode(400);
    }

    @Test
    void triesADraftAndExplainsWithoutStoringAnything() {
        // Given
        long exchanges = database.count("select count(*) from exchange");

        // When
        Response trial =
                asAdmin().body("""
                {"text": "草稿能用吗？", "rule": %s}""".formatted(rule("draft", "草稿能用吗", "能"))).post("/api/v1/try");

        // Then
        trial.then()
                .body("outcome", equalTo("ANSWERED"))
                .body("reply.text", equalTo("能"))
                .body("trace.candidates[0].because", equalTo("is the question \"草稿能用吗\""));
        asAdmin().get(RULE, "draft").then().statusCode(404);
        assertThat(database.count("select count(*) from exchange")).isEqualTo(exchanges);
    }

    @Test
    void triesADraftWithAnOrderThatIsNotStored() {
        // When
        Response trial = asAdmin()
                .body("""
                {"text": "查订单", "always": true, "rule": %s,
                 "assumedOrder": {"number": "NM-77", "customer": "somebody", "status": "REFUNDED",
                                  "placedAt": "2026-11-01T00:00:00Z"}}""".formatted(rule("order-status", "查订单", "{order.number}：{order.status}")))
                .post("/api/v1/try");

        // Then
        trial.then()
                .statusCode(200)
                .body("reply.text", equalTo("NM-77：已退款"))
                .body("trace.order", equalTo("the latest: NM-77"));
    }

    @Test
    void namesAllErrorsOfADryRun() {
        // When
        Response response = asAdmin()
                .body("{\"text\": \" \", \"sender\": \"a b\", \"rule\": {\"key\": \"X\"}}")
                .post("/api/v1/try");

        // Then
        assertThat(problems(response)).containsOnlyKeys("text", "sender");
    }

    @Test
    void namesAllErrorsOfADraft() {
        // When
        Response response = asAdmin().body("""
                {"text": "a", "rule": {"key": "x", "title": "x", "answers": {"variants": [{}]}}}""").post("/api/v1/try");

        // Then
        assertThat(problems(response)).containsOnlyKeys("rule.answers.variants[0]");
    }

    @Test
    void sendsTheImageOfTheEntryThatACustomerPicksFromAMenu() throws Exception {
        // Given
        asAdmin().body("""
                {"key": "menu-image", "title": "二维码", "answers": {"variants": [{"image": "https://shop.example/qr.png"}]}}""").post(RULES);
        asAdmin().body("""
                {"key": "menu", "title": "菜单", "triggers": {"exact": ["菜单"]},
                 "answers": {"variants": [{"zh": "请选择"}], "menu": ["menu-image"]}}""").post(RULES);
        awaitAnswer("菜单", "请选择\n1. 二维码");
        customers.ask("chooser", "菜单");

        // When
        customers.send(Customers.question("chooser", "①"));

        // Then
        Frame reply = customers.nextReply();
        assertThat(reply.content())
                .isInstanceOfSatisfying(
                        Content.Image.class, image -> assertThat(image.url()).contains("https://shop.example/qr.png"));
    }

    private void insertRule(String key, String triggers) {
        database.update(
                "insert into faq_rule (key, title, triggers, answers) values (?, 'Title', ?::jsonb, ?::jsonb)",
                key,
                triggers,
                "{\"variants\":[{\"zh\":\"答\"}]}");
    }

    private static Response create(String key, String question, String answer) {
        Response created = asAdmin().body(rule(key, question, answer)).post(RULES);
        created.then().statusCode(201);
        return created;
    }

    private static Response change(String key, String tag, String rule) {
        return asAdmin().header("If-Match", tag).body(rule).put(RULE, key);
    }

    /** A change is in force within a second. */
    private void awaitAnswer(String question, String answer) {
        await().until(() -> customers.ask(Customers.somebody(), question).equals(answer));
    }

    private static String zh(Response rule) {
        return rule.path("rule.answers.variants[0].zh");
    }

    private static String rule(String key, String question, String answer) {
        return """
                {"key": "%s", "title": "%s", "triggers": {"exact": ["%s"]},
                 "answers": {"variants": [{"zh": "%s"}]}}""".formatted(key, key, question, answer);
    }
}
