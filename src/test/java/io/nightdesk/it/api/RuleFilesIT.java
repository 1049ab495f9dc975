package io.nightdesk.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Concurrently;
import io.nightdesk.it.harness.Database;
import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules in and out as files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RuleFilesIT {

    private static final String RULES = "/api/v1/rules";
    private static final String IMPORT = RULES + "/import";
    private static final int MANY = 10_000;

    private Database database;
    private Broker broker;
    private App app;
    private Api admin;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = new Broker.Embedded();
        app = new App("rule-files", database, broker).start().awaitReady();
        admin = Api.admin(app);
    }

    @AfterAll
    void stop() throws Exception {
        app.close();
        broker.close();
        database.close();
    }

    @BeforeEach
    void beginWithoutRules() {
        database.update("delete from faq_rule");
    }

    @Test
    void previewsWhatAnImportWouldDoWithoutDoingIt() throws Exception {
        // Given
        admin.post(RULES, rule("same", "甲"));
        admin.post(RULES, rule("other", "甲"));
        admin.post(RULES, rule("bystander", "甲"));

        // When
        JsonNode preview = admin.post(
                        IMPORT + "?deleteOthers=true",
                        "[" + rule("same", "甲") + "," + rule("other", "乙") + "," + rule("fresh", "丙") + "]")
                .json();

        // Then
        assertThat(preview.toString())
                .isEqualTo("{\"applied\":false,\"added\":[\"fresh\"],\"changed\":[{\"key\":\"other\",\"changes\":"
                        + "[{\"field\":\"answers.variants\",\"before\":[{\"zh\":\"甲\"}],\"after\":[{\"zh\":\"乙\"}]}]}],"
                        + "\"unchanged\":1,\"deleted\":[\"bystander\"],\"problems\":[]}");
        assertThat(database.query("select key from faq_rule order by key"))
                .containsExactly("bystander", "other", "same");
    }

    @Test
    void importsBesideOtherRulesAndNeverDeletesUnasked() throws Exception {
        // Given
        admin.post(RULES, rule("bystander", "甲"));

        // When
        Api.Answer imported = admin.post(IMPORT + "?apply=true", "[" + rule("fresh", "丙") + "]");

        // Then
        assertThat(imported.status()).isEqualTo(200);
        assertThat(imported.json().path("applied").asBoolean()).isTrue();
        assertThat(database.query("select key from faq_rule order by key")).containsExactly("bystander", "fresh");
        assertThat(admin.get(RULES + "/fresh/revisions").json().findValuesAsText("action"))
                .containsExactly("imported");
    }

    @Test
    void importsNothingWhenOneRuleIsFaultyAndNamesEveryFaultyLine() throws Exception {
        // Given
        String csv = "key,title,exact,zh\ngood,Good,好,好\nbad key,,？,\ngood,Again,好,好\n";

        // When
        Api.Answer refused = csv(IMPORT + "?apply=true", csv.getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.problems())
                .containsOnlyKeys(
                        "line 3.key",
                        "line 3.title",
                        "line 3.triggers.exact[0]",
                        "line 3.answers.variants",
                        "line 4.key")
                .containsEntry("line 4.key", "is the key of line 2 too");
        assertThat(database.count("select count(*) from faq_rule")).isZero();
    }

    @Test
    void namesFieldsOfJsonThatItDoesNotKnow() throws Exception {
        // When
        JsonNode preview = admin.post(IMPORT, "[" + rule("a", "甲") + ",{\"key\":\"b\",\"titel\":\"B\"},7]")
                .json();

        // Then
        assertThat(preview.path("problems").findValuesAsText("field")).contains("[1].titel");
        assertThat(preview.path("added").toString()).isEqualTo("[\"a\"]");
    }

    @Test
    void readsGbkAsSpreadsheetProgramsWriteIt() throws Exception {
        // When
        Api.Answer imported =
                csv(IMPORT + "?apply=true", "key,title,exact,zh\ngbk,退款,退款,三天内\n".getBytes(Charset.forName("GBK")));

        // Then
        assertThat(imported.status()).isEqualTo(200);
        assertThat(admin.get(RULES + "/gbk")
                        .json()
                        .at("/rule/answers/variants/0/zh")
                        .asText())
                .isEqualTo("三天内");
    }

    @Test
    void takesBackItsOwnTemplateAndExports() throws Exception {
        // Given
        byte[] template = admin.get(RULES + "/template.csv").response().body().getBytes(StandardCharsets.UTF_8);
        Api.Answer imported = csv(IMPORT + "?apply=true", template);
        String json = admin.get(RULES + "/export").response().body();
        byte[] csv = admin.get(RULES + "/export.csv").response().body().getBytes(StandardCharsets.UTF_8);

        // When
        JsonNode again = csv(IMPORT, csv).json();
        JsonNode jsonAgain = admin.post(IMPORT, json).json();

        // Then
        assertThat(imported.json().path("added").size()).isEqualTo(1);
        assertThat(again.path("unchanged").asInt()).isEqualTo(1);
        assertThat(again.path("changed").isEmpty()).isTrue();
        assertThat(jsonAgain.path("unchanged").asInt()).isEqualTo(1);
    }

    @Test
    void takesTheFilesOfTwentyClientsAtOnceAndLosesNone() throws Exception {
        // Given files with rules of their own and three that all of them have
        database.update("delete from faq_rule_revision");
        int clients = 20;

        // When
        List<Api.Answer> answers = Concurrently.call(
                clients,
                client -> admin.post(
                        IMPORT + "?apply=true",
                        Stream.concat(
                                        IntStream.range(0, 50)
                                                .mapToObj(i -> rule("own-" + client + "-" + i, "答案" + client)),
                                        IntStream.range(0, 3).mapToObj(i -> rule("shared-" + i, "答案" + client)))
                                .collect(Collectors.joining(",", "[", "]"))));

        // Then
        assertThat(answers).extracting(Api.Answer::status).containsOnly(200);
        assertThat(database.count("select count(*) from faq_rule where key like 'own-%'"))
                .isEqualTo(clients * 50L);
        assertThat(database.query("select count(*) from faq_rule_revision where rule_key like 'shared-%'"
                        + " and action = 'IMPORTED' group by rule_key"))
                .containsExactly("20", "20", "20");
        // The newest of each is what is in force, and all three are of one client's file.
        assertThat(database.query(
                        "select distinct answers->'variants'->0->>'zh' from faq_rule where key like 'shared-%'"))
                .hasSize(1);
        assertThat(database.count("select count(*) from faq_rule join faq_rule_revision as revision"
                        + " on rule_key = key and revision.version = faq_rule.version"
                        + " where revision.body->'answers'->'variants' = faq_rule.answers->'variants'"))
                .isEqualTo(clients * 50L + 3);
    }

    @Test
    void deletesTheRulesThatATableDoesNotHaveWhereThatIsAskedForAndCanRestoreThem() throws Exception {
        // Given
        admin.post(RULES, rule("stays", "甲"));
        admin.post(RULES, rule("goes", "乙"));

        // When
        JsonNode imported = csv(
                        IMPORT + "?apply=true&deleteOthers=true",
                        "key,title,exact,zh\nstays,Stays,留下吗,留下\n".getBytes(StandardCharsets.UTF_8))
                .json();

        // Then
        assertThat(imported.path("deleted").toString()).isEqualTo("[\"goes\"]");
        assertThat(database.query("select key from faq_rule")).containsExactly("stays");
        JsonNode last =
                admin.get(RULES + "/goes/revisions").json().path("items").path(0);
        assertThat(last.path("action").asText()).isEqualTo("deleted");
        Api.Answer restored = admin.with("If-Match", "*")
                .post(RULES + "/goes/revisions/" + last.path("version").asText() + "/restore", "");
        assertThat(restored.json().at("/rule/answers/variants/0/zh").asText()).isEqualTo("乙");
        assertThat(database.query("select key from faq_rule order by key")).containsExactly("goes", "stays");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key,title,exact,zh\nfresh,,新的,新\n",
                "key,title,exact,zh\n\"fresh,F,新的,新\n",
                "",
                "key,titel\nstays,S\n"
            })
    void deletesNothingWhereTheTableHasAFault(String table) throws Exception {
        // Given
        admin.post(RULES, rule("stays", "甲"));
        admin.post(RULES, rule("too", "乙"));

        // When
        Api.Answer refused = csv(IMPORT + "?apply=true&deleteOthers=true", table.getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(refused.status()).isEqualTo(400);
        assertThat(database.query("select key from faq_rule order by key")).containsExactly("stays", "too");
    }

    @Test
    void importsTenThousandRulesThatAreInForceThen() throws Exception {
        // Given
        String rules = IntStream.range(0, MANY)
                .mapToObj(i -> rule("many-" + i, "答案" + i))
                .collect(Collectors.joining(",", "[", "]"));

        // When
        Api.Answer imported = admin.post(IMPORT + "?apply=true", rules);

        // Then
        assertThat(imported.status()).isEqualTo(200);
        assertThat(imported.json().path("added").size()).isEqualTo(MANY);
        await().until(() -> admin.post("/api/v1/try", "{\"text\": \"问题 many-9999\"}")
                .response()
                .body()
                .contains("答案9999"));
    }

    @Test
    void refusesWhatIsNoFileOfRules() throws Exception {
        // When
        Api.Answer object = admin.post(IMPORT, "{}");
        Api.Answer broken = admin.post(IMPORT, "[{]");
        Api.Answer columns = csv(IMPORT, "name,text\n".getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(object.json().path("detail").asText()).isEqualTo("The file must be a JSON array of rules.");
        assertThat(broken.json().path("detail").asText())
                .isEqualTo("The file is not well-formed JSON: line 1, column 3.");
        assertThat(columns.json().path("detail").asText()).startsWith("The first line must name the columns");
    }

    private Api.Answer csv(String path, byte[] file) throws Exception {
        return admin.with("Content-Type", "text/csv").send("POST", path, HttpRequest.BodyPublishers.ofByteArray(file));
    }

    private static String rule(String key, String answer) {
        return """
                {"key":"%s","title":"%s","triggers":{"exact":["问题 %s"]},"answers":{"variants":[{"zh":"%s"}]}}""".formatted(key, key, key, answer);
    }
}
