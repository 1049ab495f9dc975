package io.nightdesk.it.api;

import static io.nightdesk.it.api.Requests.CSV;
import static io.nightdesk.it.api.Requests.asAdmin;
import static io.nightdesk.it.api.Requests.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.nightdesk.it.harness.Concurrently;
import io.nightdesk.it.harness.Database;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.Response;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Import and export of rules as JSON and CSV files. */
@QuarkusIntegrationTest
@WithTestResource(DeskResource.class)
final class RuleFilesIT {

    private static final String RULES = "/api/v1/rules";
    private static final String IMPORT = RULES + "/import";
    private static final int MANY = 10_000;

    private Database database;

    @BeforeEach
    void beginWithoutRules() {
        database.update("delete from faq_rule");
        database.update("delete from faq_rule_revision");
        database.update("delete from faq_import");
    }

    @Test
    void previewsAnImportWithoutApplyingIt() {
        // Given
        create("same", "甲");
        create("other", "甲");
        create("bystander", "甲");
        String file = array(rule("same", "甲"), rule("other", "乙"), rule("fresh", "丙"));

        // When
        Response preview = asAdmin().body(file).post(IMPORT + "?deleteOthers=true");

        // Then
        assertThat(preview.asString())
                .isEqualTo(
                        "{\"applied\":false,\"id\":null,\"added\":[{\"key\":\"fresh\",\"title\":\"fresh\"}],\"changed\":[{\"key\":\"other\",\"changes\":"
                                + "[{\"field\":\"answers.variants\",\"before\":[{\"zh\":\"甲\"}],\"after\":[{\"zh\":\"乙\"}]}]}],"
                                + "\"unchanged\":1,\"deleted\":[\"bystander\"],\"problems\":[],\"warnings\":[]}");
        assertThat(keys()).containsExactly("bystander", "other", "same");
    }

    @Test
    void keepsOtherRulesUnlessAskedToDeleteThem() {
        // Given
        create("bystander", "甲");

        // When
        Response imported = asAdmin().body(array(rule("fresh", "丙"))).post(IMPORT + "?apply=true");

        // Then
        imported.then().statusCode(200).body("applied", equalTo(true));
        assertThat(keys()).containsExactly("bystander", "fresh");
        asAdmin().get(RULES + "/fresh/revisions").then().body("items.action", contains("imported"));
    }

    @Test
    void importsNothingAndNamesEveryInvalidLineWhenOneRuleIsInvalid() {
        // Given
        String csv = "key,title,exact,zh\ngood,Good,好,好\nbad key,,？,\ngood,Again,好,好\n";

        // When
        Response rejected = importCsv("?apply=true", csv);

        // Then
        rejected.then().statusCode(400);
        assertThat(problems(rejected))
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
    void namesUnknownFieldsOfAJsonFile() {
        // Given
        String file = array(rule("a", "甲"), "{\"key\":\"b\",\"titel\":\"B\"}", "7");

        // When
        Response preview = asAdmin().body(file).post(IMPORT);

        // Then
        preview.then().body("problems.field", hasItem("[1].titel")).body("added.key", contains("a"));
    }

    @Test
    void readsGbkAsSpreadsheetProgramsWriteIt() {
        // Given
        byte[] file = "key,title,exact,zh\ngbk,退款,退款,三天内\n".getBytes(Charset.forName("GBK"));

        // When
        Response imported = importCsv("?apply=true", file);

        // Then
        imported.then().statusCode(200);
        asAdmin().get(RULES + "/gbk").then().body("rule.answers.variants[0].zh", equalTo("三天内"));
    }

    @Test
    void storesNothingOfAFileInBig5() {
        // Given
        byte[] file = "key,title,exact,zh\nbig,運費說明,運費多少,滿額免運費\n".getBytes(Charset.forName("Big5"));

        // When
        Response refused = importCsv("?apply=true", file);

        // Then
        refused.then()
                .statusCode(400)
                .body("detail", startsWith("The file is neither in UTF-8 nor in GBK, see line 2."));
        assertThat(keys()).isEmpty();
    }

    @Test
    void importsAFormWithAFileOfOtherColumns() {
        // When
        Response imported = asAdmin()
                .contentType("multipart/form-data")
                .multiPart("file", "rules.csv", "编号;问题;答案\nown;几点上班;九点\n".getBytes(StandardCharsets.UTF_8), "text/csv")
                .queryParam("apply", "true")
                .queryParam("map", "编号:key,问题:examples", "问题:title,答案:zh")
                .post(IMPORT);

        // Then
        imported.then().statusCode(200).body("added.key", contains("own"));
        asAdmin()
                .get(RULES + "/own")
                .then()
                .body("rule.title", equalTo("几点上班"))
                .body("rule.triggers.examples", contains("几点上班"))
                .body("rule.answers.variants[0].zh", equalTo("九点"));
    }

    @Test
    void namesTheMediaTypesOfAFile() {
        // When
        Response refused = asAdmin().contentType("image/png").body("x").post(IMPORT);

        // Then
        refused.then().statusCode(415);
        assertThat(refused.<String>path("detail")).contains("application/json", "text/csv", "multipart/form-data");
    }

    @Test
    void importsItsOwnTemplateAndExportsUnchanged() {
        // Given
        byte[] template = asAdmin().get(RULES + "/template.csv").asByteArray();
        importCsv("?apply=true", template).then().body("added", hasSize(1));
        String json = asAdmin().get(RULES + "/export").asString();
        byte[] csv = asAdmin().get(RULES + "/export.csv").asByteArray();

        // When
        Response fromCsv = importCsv("", csv);
        Response fromJson = asAdmin().body(json).post(IMPORT);

        // Then
        fromCsv.then().body("unchanged", equalTo(1)).body("changed", empty());
        fromJson.then().body("unchanged", equalTo(1));
    }

    @Test
    void losesNoRuleWhenTwentyClientsImportAtOnce() throws Exception {
        // Given files with rules of their own and three that all of them have
        int clients = 20;
        List<String> files = IntStream.range(0, clients)
                .mapToObj(client -> Stream.concat(
                                IntStream.range(0, 50).mapToObj(i -> rule("own-" + client + "-" + i, "答案" + client)),
                                IntStream.range(0, 3).mapToObj(i -> rule("shared-" + i, "答案" + client)))
                        .collect(Collectors.joining(",", "[", "]")))
                .toList();

        // When
        List<Integer> statuses = Concurrently.call(clients, client -> importOnceAdmitted(files.get(client)));

        // Then
        assertThat(statuses).containsOnly(200);
        assertThat(database.count("select count(*) from faq_rule where key like 'own-%'"))
                .isEqualTo(clients * 50L);
        assertThat(database.query("select count(*) from faq_rule_revision where rule_key like 'shared-%'"
                        + " and action = 'IMPORTED' group by rule_key"))
                .containsExactly("20", "20", "20");
        // The newest revision of each is in force, and all three are of one client's file.
        assertThat(database.query(
                        "select distinct answers->'variants'->0->>'zh' from faq_rule where key like 'shared-%'"))
                .hasSize(1);
        assertThat(database.count("select count(*) from faq_rule join faq_rule_revision as revision"
                        + " on rule_key = key and revision.version = faq_rule.version"
                        + " where revision.body->'answers'->'variants' = faq_rule.answers->'variants'"))
                .isEqualTo(clients * 50L + 3);
    }

    /** Few files are read at once; the other clients are told to try again later. */
    private static int importOnceAdmitted(String file) {
        return await().until(
                        () -> asAdmin().body(file).post(IMPORT + "?apply=true").statusCode(), status -> status != 503);
    }

    @Test
    void deletesOtherRulesWhenAskedToAndCanRestoreThem() {
        // Given
        create("stays", "甲");
        create("goes", "乙");

        // When
        Response imported = importCsv("?apply=true&deleteOthers=true", "key,title,exact,zh\nstays,Stays,留下吗,留下\n");

        // Then
        imported.then().body("deleted", contains("goes"));
        assertThat(keys()).containsExactly("stays");
        Response revisions = asAdmin().get(RULES + "/goes/revisions");
        revisions.then().body("items[0].action", equalTo("deleted"));
        asAdmin()
                .header("If-Match", "*")
                .post(RULES + "/goes/revisions/{version}/restore", revisions.<Object>path("items[0].version"))
                .then()
                .body("rule.answers.variants[0].zh", equalTo("乙"));
        assertThat(keys()).containsExactly("goes", "stays");
    }

    @Test
    void undoesAnImport() {
        // Given rules that an import adds, changes and deletes; one was written without the API
        create("changed", "甲");
        create("removed", "乙");
        database.update("update faq_rule set version = nextval('faq_rule_version') where key = 'changed'");
        String before = asAdmin().get(RULES + "/export").asString();
        Response imported = asAdmin()
                .body(array(rule("changed", "丙"), rule("added", "丁")))
                .post(IMPORT + "?apply=true&deleteOthers=true");

        // When
        Response undone = asAdmin().post(IMPORT + "/{id}/undo?apply=true", id(imported));

        // Then
        assertThat(asAdmin().get(RULES + "/export").asString()).isEqualTo(before);
        undone.then()
                .body("applied", equalTo(true))
                .body("added.key", contains("removed"))
                .body("changed.key", contains("changed"))
                .body("deleted", contains("added"))
                .body("problems", empty());
        asAdmin().get(RULES + "/changed/revisions").then().body("items[0].action", equalTo("restored"));
        asAdmin()
                .get(IMPORT + "/history")
                .then()
                .body("items.id", equalTo(List.of(id(undone), id(imported))))
                .body("items[0].undoes", equalTo(id(imported)))
                .body("items[1].undoneBy", equalTo(id(undone)))
                .body("items[0].added", equalTo(1))
                .body("items[0].by", equalTo("admin"));
    }

    @Test
    void previewsAnUndoWithoutApplyingIt() {
        // Given
        Response imported = asAdmin().body(array(rule("added", "丁"))).post(IMPORT + "?apply=true");

        // When
        Response preview = asAdmin().post(IMPORT + "/{id}/undo", id(imported));

        // Then
        preview.then().statusCode(200).body("applied", equalTo(false)).body("deleted", contains("added"));
        assertThat(keys()).containsExactly("added");
    }

    @Test
    void repeatsAnImportWhenItsUndoIsUndone() {
        // Given
        Response imported = asAdmin().body(array(rule("added", "丁"))).post(IMPORT + "?apply=true");
        Response undone = asAdmin().post(IMPORT + "/{id}/undo?apply=true", id(imported));

        // When
        asAdmin().post(IMPORT + "/{id}/undo?apply=true", id(undone));
        Response twice = asAdmin().post(IMPORT + "/{id}/undo?apply=true", id(imported));

        // Then
        assertThat(keys()).containsExactly("added");
        twice.then().statusCode(409).body("detail", startsWith("The import is undone already."));
    }

    @Test
    void namesTheRulesThatAnUndoCannotBringBack() {
        // Given
        for (String key : List.of("changed", "removed", "gone", "expired", "same")) {
            create(key, "甲");
        }
        String file = array(
                rule("changed", "乙"), rule("gone", "乙"), rule("expired", "乙"), rule("same", "乙"), rule("added", "乙"));
        Response imported = asAdmin().body(file).post(IMPORT + "?apply=true&deleteOthers=true");
        asAdmin()
                .header("If-Match", "*")
                .post(RULES + "/changed/disable")
                .then()
                .statusCode(200);
        create("removed", "丙");
        asAdmin().header("If-Match", "*").delete(RULES + "/gone").then().statusCode(204);
        asAdmin().header("If-Match", "*").delete(RULES + "/added").then().statusCode(204);
        database.update("delete from faq_rule_revision where rule_key = 'expired' and action = 'CREATED'");

        // When
        Response refused = asAdmin().post(IMPORT + "/{id}/undo?apply=true", id(imported));
        Response skipped = asAdmin().post(IMPORT + "/{id}/undo?apply=true&skipConflicts=true", id(imported));

        // Then
        refused.then().statusCode(409);
        assertThat(problems(refused))
                .containsOnly(
                        Map.entry("changed", "was changed after the import"),
                        Map.entry("removed", "was changed after the import"),
                        Map.entry("gone", "was deleted after the import"),
                        Map.entry("expired", "has no readable revision from before the import"));
        skipped.then().statusCode(200).body("changed.key", contains("same")).body("problems", hasSize(4));
        assertThat(database.query("select key || (answers->'variants'->0->>'zh') from faq_rule order by key"))
                .containsExactly("changed乙", "expired乙", "removed丙", "same甲");
    }

    @Test
    void undoesNoUnknownImport() {
        // When
        Response undone = asAdmin().post(IMPORT + "/{id}/undo", Long.MAX_VALUE);

        // Then
        undone.then().statusCode(404).body("detail", equalTo("No import has this id."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key,title,exact,zh\nfresh,,新的,新\n",
                "key,title,exact,zh\n\"fresh,F,新的,新\n",
                "",
                "key,titel\nstays,S\n"
            })
    void deletesNothingWhenTheFileIsInvalid(String file) {
        // Given
        create("stays", "甲");
        create("too", "乙");

        // When
        Response rejected = importCsv("?apply=true&deleteOthers=true", file);

        // Then
        rejected.then().statusCode(400);
        assertThat(keys()).containsExactly("stays", "too");
    }

    @Test
    void importsTenThousandRulesAndAnswersByThem() {
        // Given
        String file = IntStream.range(0, MANY)
                .mapToObj(i -> rule("many-" + i, "答案" + i))
                .collect(Collectors.joining(",", "[", "]"));

        // When
        Response imported = asAdmin().body(file).post(IMPORT + "?apply=true");

        // Then
        imported.then().statusCode(200).body("added", hasSize(MANY));
        await().until(() -> asAdmin()
                .body("{\"text\": \"问题 many-9999\"}")
                .post("/api/v1/try")
                .asString()
                .contains("答案9999"));
    }

    @Test
    void rejectsAFileThatIsNotAListOfRules() {
        // When
        Response object = asAdmin().body("{}").post(IMPORT);
        Response malformed = asAdmin().body("[{]").post(IMPORT);
        Response otherColumns = importCsv("", "name,text\n");

        // Then
        object.then().body("detail", equalTo("The file must be a JSON array of rules."));
        malformed.then().body("detail", equalTo("The file is not well-formed JSON: line 1, column 3."));
        otherColumns.then().body("detail", startsWith("The first line must name the columns"));
    }

    private static Integer id(Response imported) {
        imported.then().statusCode(200);
        return imported.path("id");
    }

    private List<String> keys() {
        return database.query("select key from faq_rule order by key");
    }

    private static void create(String key, String answer) {
        asAdmin().body(rule(key, answer)).post(RULES).then().statusCode(201);
    }

    private static Response importCsv(String query, String file) {
        return importCsv(query, file.getBytes(StandardCharsets.UTF_8));
    }

    private static Response importCsv(String query, byte[] file) {
        return asAdmin().contentType(CSV).body(file).post(IMPORT + query);
    }

    private static String array(String... rules) {
        return "[" + String.join(",", rules) + "]";
    }

    private static String rule(String key, String answer) {
        return """
            {"key":"%s","title":"%s","triggers":{"exact":["问题 %s"]},"answers":{"variants":[{"zh":"%s"}]}}\
            """.formatted(key, key, key, answer);
    }
}
