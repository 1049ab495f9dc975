package io.nightdesk.it.api;

import static io.nightdesk.it.api.Requests.unchecked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.frame.wire.ImProto.Message;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.builder.ResponseBuilder;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The API's document is true and whole: every operation is brought to answer every status that it documents, each answer is
 * held against the document field by field, and so is each request that was accepted.
 */
@QuarkusIntegrationTest
@WithTestResource(value = DeskResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(Integer.MAX_VALUE)
final class OpenApiIT {

    private static final String JSON = "application/json";
    private static final String PASSWORD = "password-of-the-tests";
    private static final String CUSTOMER = "10001";
    private static final Map<String, Long> MAX_BYTES =
            Map.of("/api/v1/rules/import", 16L << 20, "/api/v1/orders/bulk", 256L << 20);

    private static final byte[] BLANKS = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);

    private static final String EVERYTHING = """
        {"key": "everything", "title": "会员日", "enabled": true, "priority": 5,
         "triggers": {"exact": ["会员日是哪天"], "keywords": [{"all": ["会员"], "any": ["哪天", "几号"], "none": ["积分"]}],
                      "regexes": ["会员.{0,4}日期"], "examples": ["什么时候是会员日"]},
         "answers": {"variants": [{"zh": "每月 8 日", "en": "On the 8th"}, {"zh": "8 日"}], "menu": ["refund-time"]},
         "validity": {"from": "2020-01-01T00:00:00Z", "until": "2100-01-01T00:00:00Z"},
         "scope": [20], "tags": ["会员"], "after": "hand_off"}\
        """;

    private static final String POSTER = """
        {"key": "poster", "title": "海报", "triggers": {"exact": ["海报"], "regexes": ["("]},
         "answers": {"variants": [{"image": "https://shop.example/poster.png"}]}}\
        """;

    /** What the document has and no test can bring about, by what it is called and why. */
    private static final Map<String, String> NEVER_SEEN = Map.of(
            ".* 500( .*)?", "an error of the program, and none is known",
            ".* 408( .*)?", "a client that sends its body slowly",
            "answered BulkSummary.detail", "the database fails in the middle of a bulk");

    private final Map<String, String> places = new TreeMap<>();
    private final Set<String> violations = new TreeSet<>();
    private Database database;
    private RunningApp app;
    private Customers customers;
    private Contract contract;
    private Coverage coverage;

    @BeforeAll
    void sendEveryOperation() throws Exception {
        contract = Contract.ofRunningApp();
        coverage = new Coverage(contract);
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
        callStatus();
        callAudit();
        for (Operation operation : contract.operations()) {
            refuse(operation);
        }
        callForTheLastTime();
        database.crash();
        callWithoutDatabase();
    }

    @Test
    void sendsNoUndocumentedResponse() {
        // When
        Set<String> differences = violations;

        // Then
        assertThat(differences).isEmpty();
    }

    @Test
    void producesEveryDocumentedResponse() {
        // Given
        Predicate<String> excused = NEVER_SEEN.keySet().stream()
                .map(name -> Pattern.compile(name).asMatchPredicate())
                .reduce(name -> false, Predicate::or);

        // When
        Set<String> unseen = coverage.unseen();

        // Then
        assertThat(unseen.stream().filter(excused.negate())).isEmpty();
    }

    @Test
    void showsExamplesThatFit() {
        // When
        Set<String> differences = contract.violationsOfExamples();

        // Then
        assertThat(differences).isEmpty();
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

    private void record(Call call, Response answer) {
        Operation operation = call.operation();
        Set<String> found = new TreeSet<>(contract.violationsOfResponse(operation, answer));
        boolean isDocumented = operation.answers(answer.statusCode());
        if (answer.statusCode() < 400) {
            found.addAll(contract.violationsOfRequest(operation, call.parameters(), call.type(), call.body()));
        }
        synchronized (violations) {
            violations.addAll(found);
            if (isDocumented) {
                coverage.addAnswer(operation, answer);
            }
            if (answer.statusCode() < 400) {
                coverage.addRequest(operation, call.parameters(), call.type(), call.body());
            }
        }
    }

    private static RequestSpecification asAdmin() {
        return as("admin", App.ADMIN_PASSWORD);
    }

    private static RequestSpecification asViewer() {
        return as("viewer", PASSWORD);
    }

    private static RequestSpecification as(String account, String password) {
        return unchecked().auth().preemptive().basic(account, password);
    }

    /** As an admin, on what exists, in whatever version it is, and with the first example of a body. */
    private Call call(Operation operation) {
        JsonNode bodies = operation.bodies();
        String type = bodies.isEmpty() ? "" : bodies.fieldNames().next();
        String body = bodies.isEmpty()
                ? ""
                : contract.examples(bodies.get(type)).stream().findFirst().orElse("");
        Call call = new Call(operation, OpenApiIT::asAdmin, places, Map.of(), Map.of(), type, body, this::record);
        return operation.parameters().contains("If-Match") ? call.withHeader("If-Match", "*") : call;
    }

    private Call call(String operation) {
        return call(contract.operation(operation.replace(" ", " /api/v1/")));
    }

    /** A field of the body. */
    private static String field(Call call, String name) throws Exception {
        return new ObjectMapper().readTree(call.body()).path(name).asText();
    }

    private void callAccounts() throws Exception {
        Response created = call("POST accounts").expect(201);
        call("POST accounts").expect(409);
        call("POST session").expect(200);
        call("GET session").expect(200);
        call("DELETE session").expect(204);
        for (String change : List.of("POST session", "DELETE session")) {
            call(change).withHeader("Sec-Fetch-Site", "cross-site").expect(403);
        }
        places.put("name", created.path("name"));
        asAdmin()
                .body("{\"name\": \"viewer\", \"password\": \"%s\", \"role\": \"viewer\"}".formatted(PASSWORD))
                .post("/api/v1/accounts")
                .then()
                .statusCode(201);
        page(call("GET accounts"), "-name").expect(200);
        String tag = call("GET accounts/{name}").expect(200).header("etag");
        call("GET accounts/{name}").withHeader("If-None-Match", tag).expect(304);
        call("GET accounts/me").as(OpenApiIT::asViewer).expect(200);
        Call password = call("PUT accounts/me/password");
        String current = field(password, "current");
        password.as(() -> as(places.get("name"), current)).expect(204);
        password.withHeader("Sec-Fetch-Site", "cross-site").expect(403);
        call("PUT accounts/{name}").expect(200);
        call("PUT accounts/{name}").withPlace("name", "admin").expect(409);
        call("DELETE accounts/{name}").withPlace("name", "admin").expect(409);
    }

    private static Call page(Call call, String sort) {
        return call.withQuery("page", "0").withQuery("size", "20").withQuery("sort", sort);
    }

    private void callRules() throws Exception {
        call("POST rules").expect(201);
        call("POST rules").expect(409);
        call("POST rules").withBody(JSON, EVERYTHING).expect(201);
        call("POST rules")
                .withBody(JSON, EVERYTHING.replace("everything", "same"))
                .expect(201);
        call("POST rules").withBody(JSON, POSTER.replace("\"(\"", "")).expect(201);
        places.put("key", "refund-time");
        String tag = call("GET rules/{key}").expect(200).header("etag");
        call("GET rules/{key}").withHeader("If-None-Match", tag).expect(304);
        call("PUT rules/{key}").expect(200);
        call("PUT rules/{key}")
                .withPlace("key", "same")
                .withBody(JSON, EVERYTHING.replace("\"everything\"", "\"same\"").replace("每月", "每周"))
                .expect(200);
        call("POST rules/{key}/disable").expect(200);
        call("POST rules/{key}/enable").expect(200);
        Response changes = page(call("GET rules/{key}/revisions").withPlace("key", "same"), "-version")
                .expect(200);
        places.put("version", changes.<Object>path("items[1].version").toString());
        call("POST rules/{key}/revisions/{version}/restore")
                .withPlace("key", "same")
                .expect(200);
        places.put(
                "version",
                call("GET rules/{key}/revisions")
                        .expect(200)
                        .<Object>path("items[0].version")
                        .toString());
        page(call("GET rules"), "key")
                .withQuery("q", "会员")
                .withQuery("enabled", "true")
                .withQuery("tag", "会员")
                .withQuery("offers", "refund-time")
                .expect(200);
        page(call("GET rules"), "key").expect(200);
        page(call("GET rules/tags"), "tag").expect(200);
        call("GET rules/titles").withQuery("key", "same").expect(200);
        call("POST rules/validate").expect(200);
        call("POST rules/validate").withBody(JSON, POSTER).expect(200);
        database.update(
                "insert into faq_rule (key, title, triggers, answers) values ('broken', 'B', ?::jsonb, ?::jsonb)",
                "{\"regexes\":[\"(\"]}",
                "{\"variants\":[{\"zh\":\"a\"}]}");
        page(call("GET rules/problems"), "rule").expect(200);
        callBulk();
        database.update("delete from faq_rule where key = 'broken'");
    }

    /** While one rule is invalid. */
    private void callBulk() throws Exception {
        Call bulk = call("POST rules/bulk");
        bulk.expect(200);
        bulk.withQuery("q", "会员")
                .withQuery("enabled", "true")
                .withQuery("tag", "会员")
                .withQuery("offers", "refund-time")
                .expect(200);
        bulk.withBody(JSON, "{\"action\": \"DISABLE\", \"keys\": [\"broken\"], \"matched\": 1, \"apply\": true}")
                .expect(200);
        bulk.withBody(JSON, "{\"action\": \"ENABLE\", \"keys\": [\"broken\"]}").expect(200);
        bulk.withBody(JSON, "{\"action\": \"DELETE\", \"keys\": [\"broken\", \"refund-time\"]}")
                .expect(200);
        bulk.withBody(JSON, "{\"action\": \"DELETE\", \"keys\": [\"broken\"], \"matched\": 2, \"apply\": true}")
                .expect(409);
        bulk.withBody(JSON, "{\"action\": \"DELETE\", \"keys\": [\"broken\"], \"matched\": 1, \"apply\": true}")
                .expect(200);
        page(call("GET rules/deleted"), "-deletedAt").expect(200);
    }

    private void callRuleFiles() throws Exception {
        call("GET rules/export").expect(200);
        call("GET rules/export.csv").expect(200);
        call("GET rules/template.csv").expect(200);
        Call load = call("POST rules/import");
        load.withQuery("apply", "true").expect(200);
        load.operation()
                .bodies()
                .properties()
                .forEach(body -> load.withQuery("apply", "true")
                        .withBody(
                                body.getKey(),
                                contract.examples(body.getValue()).get(0))
                        .expect(200));
        load.withQuery("map", "问题:examples,答案:zh")
                .withBody("text/csv", "问题,答案\n一,二\n")
                .expect(200);
        String changed = EVERYTHING.replace("refund-time", "poster").replace("8 日", "9 日");
        load.withQuery("deleteOthers", "true")
                .withBody(JSON, "[" + changed + "," + changed.replace("everything", "fresh") + "," + POSTER + "]")
                .expect(200);
        call("POST rules/import")
                .withBody(JSON, "[" + EVERYTHING.replace("refund-time", "nowhere") + "]")
                .expect(200);
        call("GET rules/import").expect(200);
        page(call("GET rules/import/history"), "-id").expect(200);
        places.put("import", database.query("select max(id) from faq_import").get(0));
        Call undo = call("POST rules/import/{import}/undo");
        undo.expect(200);
        undo.withQuery("apply", "true").withQuery("skipConflicts", "true").expect(200);
        undo.expect(409);
        page(call("GET rules/import/history"), "-id").expect(200);
        call("DELETE rules/{key}").withPlace("key", "same").expect(204);
    }

    private void callOrders() throws Exception {
        Call store = call("PUT orders/{number}");
        places.put("number", field(store, "number"));
        call("PUT orders/{number}").withoutHeader("If-Match").expect(201);
        call("PUT orders/{number}").expect(200);
        String tag = call("GET orders/{number}").expect(200).header("etag");
        call("GET orders/{number}").withHeader("If-None-Match", tag).expect(304);
        page(call("GET orders"), "-placedAt")
                .withQuery("q", CUSTOMER)
                .withQuery("customer", CUSTOMER)
                .withQuery("status", "SHIPPED")
                .expect(200);
        Call bulk = call("POST orders/bulk");
        bulk.expect(200);
        bulk.withBody(bulk.type(), bulk.body().replaceAll("\"number\":[^,]*,", ""))
                .expect(200);
    }

    /** What customers say: an answer, an image, a menu with a hand-off, no answer twice, and a frame that is none. */
    private void converse() throws Exception {
        await().until(() -> call("POST try")
                        .withBody(JSON, "{\"text\": \"海报\"}")
                        .expect(200)
                        .path("reply.image")
                != null);
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
        Response all = page(call("GET exchanges"), "-id").expect(200);
        places.put("id", all.<Object>path("items[0].id").toString());
        places.put("uid", CUSTOMER);
        call("GET exchanges/{id}").expect(200);
        for (String operation : List.of("GET exchanges", "GET exchanges.csv")) {
            call(operation)
                    .withQuery("customer", CUSTOMER)
                    .withQuery("from", "2020-01-01T00:00:00Z")
                    .withQuery("until", "2100-01-01T00:00:00Z")
                    .withQuery("outcome", "ANSWERED")
                    .withQuery("rule", "refund-time")
                    .withQuery("text", "退款")
                    .expect(200);
        }
        call("GET customers/{uid}").expect(200);
        call("GET customers/{uid}").withPlace("uid", "nobody").expect(200);
    }

    private void callQuestions() throws Exception {
        for (String operation : List.of("GET stats", "GET stats.csv", "GET unmatched")) {
            call(operation).expect(200);
            call(operation)
                    .withQuery("from", "2026-01-01")
                    .withQuery("until", "2026-01-02")
                    .expect(200);
        }
        page(call("GET unmatched"), "-count").expect(200);
        call("POST unmatched/attach").expect(200);
        callIgnoredQuestions();
        call("POST try").expect(200);
        callPastQuestions();
        call("POST try").withBody(JSON, """
            {"text": "会员日是哪天", "sender": "10003", "at": "2026-11-23T20:00:00Z", "order": "NM1", "businessType": 20,
             "always": true, "assumedOrder": {"number": "NM1", "customer": "10003", "status": "SHIPPED", "carrier": "SF",
              "tracking": "SF1", "placedAt": "2026-11-23T08:00:00Z"},
             "rule": %s}\
            """.formatted(EVERYTHING)).expect(200);
        call("POST try").withBody(JSON, """
            {"text": "查订单", "sender": "10003", "order": "NM1",
             "rule": {"key": "status", "title": "status", "triggers": {"exact": ["查订单"]},
              "answers": {"variants": [{"zh": "{order.number}"}]}}}\
            """).expect(200);
        // Its patterns together are too much work for a text of this length.
        String regexes = IntStream.range(0, 10)
                .mapToObj(n -> "\"%d.{900}z\"".formatted(n))
                .collect(Collectors.joining(", "));
        call("POST try")
                .withBody(JSON, """
                    {"text": "%s", "rule": {"key": "laborious", "title": "laborious", "triggers": {"regexes": [%s]},
                     "answers": {"variants": [{"en": "never"}]}}}\
                    """.formatted("0123456789".repeat(60), regexes))
                .expect(200);
    }

    private void callIgnoredQuestions() throws Exception {
        Response ignored = call("POST unmatched/ignored").expect(200);
        page(call("GET unmatched/ignored"), "-ignoredAt").expect(200);
        places.put("ignoredId", ignored.<Object>path("id").toString());
        call("DELETE unmatched/ignored/{ignoredId}").expect(204);
        database.update("insert into ignored_question (folded, question, at, by)"
                + " select n, n, now(), 'admin' from generate_series(1, 10000) n");
        call("POST unmatched/ignored").expect(409);
        database.update("delete from ignored_question");
    }

    private void callPastQuestions() throws Exception {
        Call questions = call("POST try/questions");
        page(questions, "-count")
                .withQuery("from", "2026-01-01")
                .withQuery("until", "2026-01-02")
                .expect(200);
        questions
                .withBody(
                        JSON,
                        "{\"rule\": %s}"
                                .formatted(EVERYTHING
                                        .replace("退款多久", "退款")
                                        .replace("\"enabled\": true", "\"enabled\": false")))
                .expect(200);
    }

    private void callHours() throws Exception {
        call("GET hours/explain").expect(200);
        call("GET hours").expect(200);
        String tag = call("PUT hours").expect(200).header("etag");
        call("GET hours").expect(200);
        call("GET hours").withHeader("If-None-Match", tag).expect(304);
        page(call("GET hours/changes"), "-version").expect(200);
        // It takes a change up to a second to be in force.
        await().until(() -> call("GET hours/explain")
                .withQuery("at", "2026-11-23T02:00:00Z")
                .expect(200)
                .<Boolean>path("open"));
        call("GET hours/explain").withQuery("at", "2027-02-06T02:00:00Z").expect(200);
        call("GET hours/calendar")
                .withQuery("from", "2026-11-23")
                .withQuery("to", "2026-11-29")
                .expect(200);
        call("GET hours/mode").expect(200);
        String mode = call("PUT hours/mode").expect(200).header("etag");
        call("GET hours/mode").expect(200);
        call("GET hours/mode").withHeader("If-None-Match", mode).expect(304);
        page(call("GET hours/mode/changes"), "-version").expect(200);
    }

    private void callSessions() throws Exception {
        places.put("session", CUSTOMER);
        page(call("GET sessions"), "waitingSince")
                .withQuery("state", "waiting")
                .withQuery("customer", CUSTOMER)
                .expect(200);
        String until =
                Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS).toString();
        call("POST sessions/{session}/pause")
                .withBody(JSON, "{\"until\": \"%s\", \"reason\": \"a call\"}".formatted(until))
                .expect(200);
        String tag = call("GET sessions/{session}").expect(200).header("etag");
        call("GET sessions/{session}").withHeader("If-None-Match", tag).expect(304);
        call("GET customers/{uid}").expect(200);
        call("POST sessions/{session}/resume").expect(200);
        call("POST sessions/{session}/pause").expect(200);
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
        Response all = page(call("GET rejected"), "-id").expect(200);
        call("GET rejected").withQuery("reason", "not_storable").expect(200);
        call("POST rejected/{frame}/replay").withPlace("frame", idOf(all, 0)).expect(409);
        places.put("frame", idOf(all, 1));
        call("POST rejected/{frame}/replay").expect(202);
        awaitDecided();
        customers.nextReply();
        call("POST rejected/replay").expect(202);
        call("POST rejected/replay").withQuery("reason", "not_storable").expect(202);
        places.put("frame", idOf(all, 2));
        awaitDecided();
    }

    private static String idOf(Response page, int number) {
        return page.path("items[" + number + "].id").toString();
    }

    private void awaitDecided() {
        await().until(() -> call("GET rejected/{frame}").expect(200).path("replay.completedAt") != null);
    }

    private void callAudit() {
        for (String operation : List.of("GET audit", "GET audit.csv")) {
            Call list = call(operation)
                    .withQuery("kind", "rule")
                    .withQuery("by", "admin")
                    .withQuery("subject", "refund-time")
                    .withQuery("from", "2026-01-01T00:00:00Z")
                    .withQuery("until", "2100-01-01T00:00:00Z");
            list.expect(200);
        }
        call("GET audit").withQuery("before", "1000000").withQuery("size", "1").expect(200);
    }

    /** Everything that goes wrong in the same way wherever it is documented. */
    private void refuse(Operation operation) throws Exception {
        Call call = call(operation);
        Call stranger = operation.isPublic()
                ? call.as(Requests::unchecked)
                        .withBody(JSON, "{\"username\": \"nobody\", \"password\": \"a-wrong-password\"}")
                : call.as(Requests::unchecked);
        stranger.expect(401);
        call.withHeader("Accept", "image/png").expect(406);
        Call throttled = stranger.as(
                operation.isPublic()
                        ? () -> guesser(Requests.unchecked())
                        : () -> guesser(as("stranger", "a-wrong-password")));
        await().pollDelay(Duration.ZERO).until(() -> throttled.send().statusCode() == 429);
        if (!operation.isPublic() && !operation.role().equals("viewer")) {
            call.as(OpenApiIT::asViewer).expect(403);
        }
        if (!operation.bodies().isEmpty()) {
            call.withBody("image/png", "{}").expect(415);
            sendBlanks(call, MAX_BYTES.getOrDefault(operation.path(), 1L << 20))
                    .then()
                    .statusCode(413);
        }
        if (operation.answers(400)) {
            invalid(call).expect(400);
        }
        if (operation.answers(404)) {
            everywhere(call, "0").expect(404);
        }
        if (operation.answers(412)) {
            call.withHeader("If-Match", "\"0\"").expect(412);
        }
        if (operation.answers(428)) {
            call.withoutHeader("If-Match").expect(428);
        }
    }

    private void callStatus() {
        database.update("insert into pending_reply select max(id) from exchange");
        call("GET status").expect(200);
        database.update("delete from pending_reply");
    }

    private static RequestSpecification guesser(RequestSpecification request) {
        return request.header("X-Forwarded-For", "192.0.2.1");
    }

    /** A body of at least so many blanks, which is answered before its end. */
    private Response sendBlanks(Call call, long count) throws Exception {
        Iterable<byte[]> chunks = Collections.nCopies((int) (count / BLANKS.length) + 1, BLANKS);
        String path = call.operation().path();
        for (Map.Entry<String, String> place : call.placesOfPath().entrySet()) {
            path = path.replace("{" + place.getKey() + "}", place.getValue());
        }
        HttpRequest.Builder request = app.request(path)
                .header("Content-Type", call.type())
                .method(call.operation().method(), HttpRequest.BodyPublishers.ofByteArrays(chunks));
        call.headers().forEach(request::header);
        HttpResponse<String> raw =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        List<Header> headers = raw.headers().map().entrySet().stream()
                .flatMap(header -> header.getValue().stream().map(value -> new Header(header.getKey(), value)))
                .toList();
        Response response = new ResponseBuilder()
                .setStatusCode(raw.statusCode())
                .setHeaders(new Headers(headers))
                .setContentType(raw.headers().firstValue("Content-Type").orElse(""))
                .setBody(raw.body())
                .build();
        record(call, response);
        return response;
    }

    private static Call invalid(Call call) {
        List<String> parameters = call.operation().parameters();
        if (!call.operation().bodies().isEmpty()) {
            return call.withBody(JSON, "{");
        }
        if (parameters.contains("reason")) {
            return call.withQuery("reason", "x");
        }
        if (parameters.contains("at")) {
            return call.withQuery("at", "x");
        }
        if (call.operation().path().endsWith("/titles")) {
            return call.withQuery("key", "x y");
        }
        return parameters.contains("size")
                ? call.withQuery("size", "0")
                : parameters.contains("from")
                        ? call.withQuery("from", "x")
                        : everywhere(call, "\0").withPlace("version", "1");
    }

    private static Call everywhere(Call call, String value) {
        Call elsewhere = call;
        for (String place : call.places().keySet()) {
            elsewhere = elsewhere.withPlace(place, value);
        }
        return elsewhere;
    }

    private void callForTheLastTime() throws Exception {
        call("DELETE orders/{number}").expect(204);
        call("DELETE rejected/{frame}").expect(204);
        call("DELETE customers/{uid}").expect(200);
        call("DELETE rules/{key}").expect(200);
        call("DELETE accounts/{name}").expect(204);
    }

    /** All at once: each waits for a connection until it gives up. */
    private void callWithoutDatabase() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        List<Callable<Response>> calls = contract.operations().stream()
                .<Callable<Response>>map(operation -> () -> call(operation).expect(503))
                .toList();
        for (Future<Response> answer : threads.invokeAll(calls)) {
            answer.get();
        }
        threads.shutdown();
    }
}
