package io.nightdesk.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.frame.wire.ImProto.Message;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The API's document is true and whole: every operation is brought to answer every status that it documents, each answer is
 * held against the document field by field, and so is each request that was accepted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenApiIT {

    private static final String JSON = "application/json";
    private static final String PASSWORD = "password-of-the-tests";
    private static final String CUSTOMER = "10001";
    private static final Map<String, Long> MOST_BYTES =
            Map.of("/api/v1/rules/import", 32L << 20, "/api/v1/orders/bulk", 256L << 20);

    private static final String EVERYTHING = """
            {"key": "everything", "title": "会员日", "enabled": true, "priority": 5,
             "triggers": {"exact": ["会员日是哪天"], "keywords": [{"all": ["会员"], "any": ["哪天", "几号"], "none": ["积分"]}],
                          "regexes": ["会员.{0,4}日期"], "examples": ["什么时候是会员日"]},
             "answers": {"variants": [{"zh": "每月 8 日", "en": "On the 8th"}, {"zh": "8 日"}], "menu": ["refund-time"]},
             "validity": {"from": "2020-01-01T00:00:00Z", "until": "2100-01-01T00:00:00Z"},
             "scope": [20], "tags": ["会员"], "after": "hand_off"}""";

    private static final String POSTER = """
            {"key": "poster", "title": "海报", "triggers": {"exact": ["海报"], "regexes": ["("]},
             "answers": {"variants": [{"image": "https://shop.example/poster.png"}]}}""";

    /** What the document has and no test can bring about, by what it is called and why. */
    private static final Map<String, String> NEVER_SEEN = Map.of(
            ".* 500( .*)?", "an error of the program, and none is known",
            "answered BulkSummary.detail", "the database fails in the middle of a bulk");

    private final Map<String, String> places = new TreeMap<>();
    private Database database;
    private Broker broker;
    private App app;
    private Customers customers;
    private Contract contract;
    private Api admin;
    private Api viewer;

    @BeforeAll
    void askForEverything(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = new Broker.Embedded();
        app = new App("document", database, broker)
                .with("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true")
                .with("QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED", "true")
                .start()
                .awaitReady();
        customers = new Customers(broker.port());
        contract = Contract.of(app);
        admin = Api.admin(app);
        viewer = Api.as(app, "viewer", PASSWORD);
        callAccounts();
        callRules();
        callRuleFiles();
        callOrders();
        converse();
        callExchanges();
        callQuestions();
        callHours();
        callSessions();
        callRejected();
        for (Operation operation : contract.operations()) {
            refuse(operation);
        }
        callForTheLastTime();
        database.crash();
        callWithoutDatabase();
    }

    @AfterAll
    void stop() throws Exception {
        app.close();
        customers.close();
        broker.close();
        database.close();
    }

    @Test
    void answersNothingThatIsNotDocumented() {
        // When
        Set<String> faults = contract.faults();

        // Then
        assertThat(faults).isEmpty();
    }

    @Test
    void bringsAboutAllThatIsDocumented() {
        // Given
        Predicate<String> excused = NEVER_SEEN.keySet().stream()
                .map(name -> Pattern.compile(name).asMatchPredicate())
                .reduce(name -> false, Predicate::or);

        // When
        Set<String> unseen = contract.unseen();

        // Then
        assertThat(unseen.stream().filter(excused.negate())).isEmpty();
    }

    @Test
    void showsExamplesThatFit() {
        // When
        Set<String> faults = contract.faultsOfExamples();

        // Then
        assertThat(faults).isEmpty();
    }

    @Test
    void isOpenApi() {
        // Given
        ParseOptions options = new ParseOptions();
        options.setResolve(true);

        // When
        List<String> messages = new OpenAPIV3Parser()
                .readContents(contract.text(), List.of(), options)
                .getMessages();

        // Then
        assertThat(messages).isEmpty();
    }

    /** As an admin, at what there is, with whatever version it has, and with the first example of a body. */
    private Call call(Operation operation) {
        JsonNode bodies = operation.bodies();
        String type = bodies.isEmpty() ? "" : bodies.fieldNames().next();
        String body = bodies.isEmpty()
                ? ""
                : contract.examples(bodies.get(type)).stream().findFirst().orElse("");
        Call call = new Call(contract, operation, admin, places, Map.of(), Map.of(), type, body);
        return operation.parameters().contains("If-Match") ? call.with("If-Match", "*") : call;
    }

    private Call call(String operation) {
        return call(contract.operation(operation.replace(" ", " /api/v1/")));
    }

    /** A field of the body. */
    private static String field(Call call, String name) throws Exception {
        return new ObjectMapper().readTree(call.body()).path(name).asText();
    }

    private void callAccounts() throws Exception {
        JsonNode made = call("POST accounts").answers(201).json();
        call("POST accounts").answers(409);
        places.put("name", made.path("name").asText());
        assertThat(admin.post("/api/v1/accounts", """
                {"name": "viewer", "password": "%s", "role": "viewer"}""".formatted(PASSWORD)).status())
                .isEqualTo(201);
        page(call("GET accounts"), "-name").answers(200);
        String tag = call("GET accounts/{name}").answers(200).header("etag");
        call("GET accounts/{name}").with("If-None-Match", tag).answers(304);
        call("GET accounts/me").as(viewer).answers(200);
        Call password = call("PUT accounts/me/password");
        Api own = Api.as(app, places.get("name"), field(password, "current"));
        password.as(own).answers(204);
        password.with("Sec-Fetch-Site", "cross-site").answers(403);
        call("PUT accounts/{name}").answers(200);
        call("PUT accounts/{name}").at("name", "admin").answers(409);
        call("DELETE accounts/{name}").at("name", "admin").answers(409);
    }

    private static Call page(Call call, String sort) {
        return call.asking("page", "0").asking("size", "20").asking("sort", sort);
    }

    private void callRules() throws Exception {
        call("POST rules").answers(201);
        call("POST rules").answers(409);
        call("POST rules").sending(JSON, EVERYTHING).answers(201);
        call("POST rules")
                .sending(JSON, EVERYTHING.replace("everything", "same"))
                .answers(201);
        call("POST rules").sending(JSON, POSTER.replace("\"(\"", "")).answers(201);
        places.put("key", "refund-time");
        String tag = call("GET rules/{key}").answers(200).header("etag");
        call("GET rules/{key}").with("If-None-Match", tag).answers(304);
        call("PUT rules/{key}").answers(200);
        call("PUT rules/{key}")
                .at("key", "same")
                .sending(JSON, EVERYTHING.replace("\"everything\"", "\"same\"").replace("每月", "每周"))
                .answers(200);
        call("POST rules/{key}/disable").answers(200);
        call("POST rules/{key}/enable").answers(200);
        JsonNode changes = page(call("GET rules/{key}/revisions").at("key", "same"), "-version")
                .answers(200)
                .json();
        places.put("version", changes.at("/items/1/version").asText());
        call("POST rules/{key}/revisions/{version}/restore").at("key", "same").answers(200);
        places.put(
                "version",
                call("GET rules/{key}/revisions")
                        .answers(200)
                        .json()
                        .at("/items/0/version")
                        .asText());
        page(call("GET rules"), "key")
                .asking("q", "会员")
                .asking("enabled", "true")
                .asking("tag", "会员")
                .answers(200);
        page(call("GET rules"), "key").answers(200);
        database.update(
                "insert into faq_rule (key, title, triggers, answers) values ('broken', 'B', ?::jsonb, ?::jsonb)",
                "{\"regexes\":[\"(\"]}",
                "{\"variants\":[{\"zh\":\"a\"}]}");
        page(call("GET rules/problems"), "rule").answers(200);
        database.update("delete from faq_rule where key = 'broken'");
    }

    private void callRuleFiles() throws Exception {
        call("GET rules/export").answers(200);
        call("GET rules/export.csv").answers(200);
        call("GET rules/template.csv").answers(200);
        Call load = call("POST rules/import");
        String csv =
                contract.examples(load.operation().bodies().path("text/csv")).get(0);
        load.asking("apply", "true").answers(200);
        load.asking("apply", "true").sending("text/csv", csv).answers(200);
        String changed = EVERYTHING.replace("refund-time", "poster").replace("8 日", "9 日");
        load.asking("deleteOthers", "true")
                .sending(JSON, "[" + changed + "," + changed.replace("everything", "fresh") + "," + POSTER + "]")
                .answers(200);
        call("DELETE rules/{key}").at("key", "same").answers(204);
    }

    private void callOrders() throws Exception {
        Call store = call("PUT orders/{number}");
        places.put("number", field(store, "number"));
        call("PUT orders/{number}").without("If-Match").answers(201);
        call("PUT orders/{number}").answers(200);
        String tag = call("GET orders/{number}").answers(200).header("etag");
        call("GET orders/{number}").with("If-None-Match", tag).answers(304);
        page(call("GET orders"), "-placedAt")
                .asking("customer", CUSTOMER)
                .asking("status", "SHIPPED")
                .answers(200);
        Call bulk = call("POST orders/bulk");
        bulk.answers(200);
        bulk.sending(bulk.type(), bulk.body().replaceAll("\"number\":[^,]*,", ""))
                .answers(200);
    }

    /** What customers say: an answer, an image, a menu with a hand-off, no answer twice, and a frame that is none. */
    private void converse() throws Exception {
        await().until(() -> call("POST try")
                .sending(JSON, "{\"text\": \"海报\"}")
                .answers(200)
                .json()
                .at("/reply/image")
                .isTextual());
        customers.ask(CUSTOMER, "退款多久");
        customers.send(Customers.question(CUSTOMER, "海报"));
        customers.nextReply();
        customers.ask(CUSTOMER, "会员日是哪天");
        String question = field(call("POST unmatched/attach"), "question");
        customers.ask("10002", question);
        customers.send(Message.newBuilder()
                .setSenderUid(CUSTOMER)
                .setReceiverUid(App.DESK)
                .setMessageId(UUID.randomUUID().toString())
                .setContent("{}")
                .build()
                .toByteArray());
        await().until(() -> database.count("select count(*) from rejected_frame") == 1);
        await().until(() -> database.count("select count(*) from pending_reply") == 0);
        database.update("update exchange set withheld = 'AGENT_TOOK_OVER' where question = '海报'");
    }

    private void callExchanges() throws Exception {
        JsonNode all = page(call("GET exchanges"), "-id").answers(200).json();
        places.put("id", all.at("/items/0/id").asText());
        places.put("uid", CUSTOMER);
        call("GET exchanges/{id}").answers(200);
        for (String operation : List.of("GET exchanges", "GET exchanges.csv")) {
            call(operation)
                    .asking("customer", CUSTOMER)
                    .asking("from", "2020-01-01T00:00:00Z")
                    .asking("until", "2100-01-01T00:00:00Z")
                    .asking("outcome", "ANSWERED")
                    .asking("rule", "refund-time")
                    .asking("text", "退款")
                    .answers(200);
        }
        call("GET customers/{uid}").answers(200);
        call("GET customers/{uid}").at("uid", "nobody").answers(200);
    }

    private void callQuestions() throws Exception {
        for (String operation : List.of("GET stats", "GET stats.csv", "GET unmatched")) {
            call(operation).answers(200);
            call(operation)
                    .asking("from", "2026-01-01")
                    .asking("until", "2026-01-02")
                    .answers(200);
        }
        page(call("GET unmatched"), "-count").answers(200);
        call("POST unmatched/attach").answers(200);
        call("POST try").answers(200);
        call("POST try").sending(JSON, """
                {"text": "会员日是哪天", "sender": "10003", "at": "2026-11-23T20:00:00Z", "order": "NM1", "businessType": 20,
                 "rule": %s}""".formatted(EVERYTHING)).answers(200);
    }

    private void callHours() throws Exception {
        call("GET hours/explain").answers(200);
        call("GET hours").answers(200);
        String tag = call("PUT hours").answers(200).header("etag");
        call("GET hours").answers(200);
        call("GET hours").with("If-None-Match", tag).answers(304);
        page(call("GET hours/changes"), "-version").answers(200);
        // It takes a change up to a second to be in force.
        await().until(() -> call("GET hours/explain")
                .asking("at", "2026-11-23T02:00:00Z")
                .answers(200)
                .json()
                .path("open")
                .asBoolean());
        call("GET hours/calendar")
                .asking("from", "2026-11-23")
                .asking("to", "2026-11-29")
                .answers(200);
        call("GET hours/mode").answers(200);
        String mode = call("PUT hours/mode").answers(200).header("etag");
        call("GET hours/mode").answers(200);
        call("GET hours/mode").with("If-None-Match", mode).answers(304);
        page(call("GET hours/mode/changes"), "-version").answers(200);
    }

    private void callSessions() throws Exception {
        places.put("session", CUSTOMER);
        page(call("GET sessions"), "waitingSince").asking("state", "waiting").answers(200);
        String until =
                Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS).toString();
        call("POST sessions/{session}/pause")
                .sending(JSON, "{\"until\": \"%s\", \"reason\": \"a call\"}".formatted(until))
                .answers(200);
        String tag = call("GET sessions/{session}").answers(200).header("etag");
        call("GET sessions/{session}").with("If-None-Match", tag).answers(304);
        call("GET customers/{uid}").answers(200);
        call("POST sessions/{session}/resume").answers(200);
        call("POST sessions/{session}/pause").answers(200);
    }

    /** One that stays refused, one that is answered after all, and one that was kept in part. */
    private void callRejected() throws Exception {
        byte[] question = Customers.bytes(Customers.question(Customers.somebody(), "退款多久"));
        for (int size : new int[] {question.length, question.length + 1}) {
            database.update(
                    "insert into rejected_frame (received_at, reason, size, head) values (now(), 'not_storable', ?, ?)",
                    size,
                    question);
        }
        JsonNode all = page(call("GET rejected"), "-id").answers(200).json();
        call("GET rejected").asking("reason", "not_storable").answers(200);
        call("POST rejected/{frame}/replay").at("frame", idOf(all, 0)).answers(409);
        places.put("frame", idOf(all, 1));
        call("POST rejected/{frame}/replay").answers(202);
        awaitDecided();
        customers.nextReply();
        call("POST rejected/replay").answers(202);
        call("POST rejected/replay").asking("reason", "not_storable").answers(202);
        places.put("frame", idOf(all, 2));
        awaitDecided();
    }

    private static String idOf(JsonNode page, int number) {
        return page.path("items").path(number).path("id").asText();
    }

    private void awaitDecided() {
        await().until(() -> call("GET rejected/{frame}")
                .answers(200)
                .json()
                .at("/replay/completedAt")
                .isTextual());
    }

    /** Everything that goes wrong in the same way wherever it is documented. */
    private void refuse(Operation operation) throws Exception {
        Call call = call(operation);
        call.as(Api.nobody(app)).answers(401);
        call.with("Accept", "image/png").answers(406);
        Call throttled = call.as(Api.as(app, "stranger", "a-wrong-password").with("X-Forwarded-For", "192.0.2.1"));
        await().until(() -> throttled.answer().status() == 429);
        if (!operation.role().equals("viewer")) {
            call.as(viewer).answers(403);
        }
        if (!operation.bodies().isEmpty()) {
            call.sending("image/png", "{}").answers(415);
            call.answersToBlanks(MOST_BYTES.getOrDefault(operation.path(), 1L << 20), 413);
        }
        if (operation.answers(400)) {
            faulty(call).answers(400);
        }
        if (operation.answers(404)) {
            everywhere(call, "0").answers(404);
        }
        if (operation.answers(412)) {
            call.with("If-Match", "\"0\"").answers(412);
        }
        if (operation.answers(428)) {
            call.without("If-Match").answers(428);
        }
    }

    private static Call faulty(Call call) {
        List<String> parameters = call.operation().parameters();
        if (!call.operation().bodies().isEmpty()) {
            return call.sending(JSON, "{");
        }
        if (parameters.contains("reason")) {
            return call.asking("reason", "x");
        }
        if (parameters.contains("at")) {
            return call.asking("at", "x");
        }
        return parameters.contains("size")
                ? call.asking("size", "0")
                : parameters.contains("from")
                        ? call.asking("from", "x")
                        : everywhere(call, "\0").at("version", "1");
    }

    private static Call everywhere(Call call, String value) {
        Call elsewhere = call;
        for (String place : call.places().keySet()) {
            elsewhere = elsewhere.at(place, value);
        }
        return elsewhere;
    }

    private void callForTheLastTime() throws Exception {
        call("DELETE orders/{number}").answers(204);
        call("DELETE rejected/{frame}").answers(204);
        call("DELETE customers/{uid}").answers(200);
        call("DELETE rules/{key}").answers(204);
        call("DELETE accounts/{name}").answers(204);
    }

    /** All at once: each waits for a connection until it gives up. */
    private void callWithoutDatabase() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        List<Callable<Api.Answer>> calls = contract.operations().stream()
                .<Callable<Api.Answer>>map(operation -> () -> call(operation).answers(503))
                .toList();
        for (Future<Api.Answer> answer : threads.invokeAll(calls)) {
            answer.get();
        }
        threads.shutdown();
    }
}
