package io.nightdesk.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.decision.Outcome;
import io.nightdesk.frame.Frame;
import io.nightdesk.frame.wire.ImProto.Message;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What people read of what customers asked and were answered, and how a customer is forgotten. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExchangesIT {

    private static final String EXCHANGES = "/api/v1/exchanges";
    private static final String RETURNS = "怎么退货";

    private Database database;
    private Broker broker;
    private App app;
    private Customers customers;
    private Api admin;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = new Broker.Embedded();
        app = new App("exchanges", database, broker).start().awaitReady();
        database.loadSamples();
        app.awaitSampleRules();
        customers = new Customers(broker.port());
        admin = Api.admin(app);
    }

    @AfterAll
    void stop() throws Exception {
        app.close();
        customers.close();
        broker.close();
        database.close();
    }

    private void awaitSettled() {
        await().until(() -> database.count("select count(*) from pending_reply") == 0);
    }

    private List<JsonNode> list(String query) throws Exception {
        Api.Answer answer = admin.get(EXCHANGES + "?" + query);
        assertThat(answer.status()).isEqualTo(200);
        return List.copyOf(answer.json().path("items").findParents("receivedAt"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void showsWhatWasAskedAndAnsweredAndWhy() throws Exception {
        // Given
        String said = customers.ask("reader", RETURNS);
        customers.ask("reader", "xyzzy");
        awaitSettled();

        // When
        List<JsonNode> exchanges = list("customer=reader");

        // Then
        assertThat(exchanges).hasSize(2);
        assertThat(exchanges.get(0).path("question").asText()).isEqualTo("xyzzy");
        JsonNode first = exchanges.get(1);
        assertThat(first.fieldNames())
                .toIterable()
                .containsExactly("id", "receivedAt", "customer", "question", "outcome", "rule", "reply", "trace");
        assertThat(first.path("question").asText()).isEqualTo(RETURNS);
        assertThat(first.path("outcome").asText()).isEqualTo("ANSWERED");
        assertThat(first.path("reply").path("state").asText()).isEqualTo("SENT");
        assertThat(first.path("reply").path("text").asText()).isEqualTo(said);
        assertThat(first.path("trace").path("result").asText())
                .isEqualTo("answered by " + first.path("rule").asText());
        assertThat(admin.get(EXCHANGES + "/" + first.path("id").asText()).json())
                .isEqualTo(first);
        assertThat(admin.get(EXCHANGES + "/999999999").status()).isEqualTo(404);
    }

    @Test
    void findsByEveryFilter() throws Exception {
        // Given
        customers.ask("filtered", RETURNS);
        customers.ask("filtered", "Plugh ＸＹＺ 100%");
        String rule =
                list("customer=filtered&outcome=answered").get(0).path("rule").asText();

        // When
        List<String> found = List.of(
                String.valueOf(list("customer=filtered&text=" + encoded("plugh xyz 100%"))
                        .size()),
                String.valueOf(list("customer=filtered&text=" + encoded("100_")).size()),
                String.valueOf(list("customer=filtered&rule=" + rule).size()),
                String.valueOf(list("customer=filtered&outcome=FALLBACK").size()),
                String.valueOf(list("customer=filtered&from=2020-01-01T00:00:00Z&until=2100-01-01T00:00:00Z")
                        .size()),
                String.valueOf(
                        list("customer=filtered&until=2020-01-01T00:00:00Z").size()));

        // Then
        assertThat(found).containsExactly("1", "0", "1", "1", "2", "0");
    }

    @Test
    void namesEverythingThatIsWrongWithAQuery() throws Exception {
        // When
        Api.Answer answer = admin.get(EXCHANGES + "?from=now&outcome=lost&page=51&size=200&sort=-question");

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problems()).containsOnlyKeys("from", "outcome", "page", "sort");
    }

    @Test
    void downloadsATableThatRunsNothing() throws Exception {
        // Given
        customers.ask("table", "=HYPERLINK(\"x\")");
        awaitSettled();

        // When
        Api.Answer answer = admin.get(EXCHANGES + ".csv?customer=table");

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualToIgnoringCase("text/csv;charset=UTF-8");
        List<String> lines = answer.response().body().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("\uFEFFid,receivedAt,customer,question,outcome,rule,"
                        + "replyState,replyReason,replyText,replyImageUrl");
        assertThat(lines.get(1)).contains(",table,\"'=HYPERLINK(\"\"x\"\")\",FALLBACK,,SENT,,");
        assertThat(lines).hasSize(2);
    }

    @Test
    void downloadsManyRowsInOrderAndSaysWhenThereAreMore() throws Exception {
        // Given
        database.update("""
                insert into exchange (id, sender_uid, message_id, payload_hash, received_at, customer_uid, outcome)
                select -n, 'bulk', gen_random_uuid(), '', '2001-01-01', 'bulk', 'STALE'
                from generate_series(1, 100001) n""");

        // When
        List<String> lines = admin.get(EXCHANGES + ".csv?customer=bulk")
                .response()
                .body()
                .lines()
                .toList();

        // Then
        assertThat(lines).hasSize(100_002);
        assertThat(lines.get(1)).startsWith("'-1,");
        assertThat(lines.get(100_000)).startsWith("'-100000,");
        assertThat(lines.get(100_001)).startsWith("There are more than 100000 rows");
        assertThat(admin.get(EXCHANGES + "?customer=bulk").json().path("total").asLong())
                .isEqualTo(10_000);
        database.update("delete from exchange where customer_uid = 'bulk'");
    }

    /** Many times: whether a torn table ended as if it were whole was a matter of who came first. */
    @RepeatedTest(10)
    void breaksADownloadOffThatFailsInTheMiddle() throws Exception {
        // Given
        database.update("alter table exchange alter customer_uid drop not null");
        database.update("""
                insert into exchange (id, sender_uid, message_id, payload_hash, received_at, customer_uid, outcome)
                select -n, 'torn', gen_random_uuid(), '', '2003-01-01', case when n < 5000 then 'torn' end, 'STALE'
                from generate_series(1, 5000) n""");

        String path = EXCHANGES + ".csv?until=2003-01-02T00:00:00Z";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.httpPort() + path))
                .header("Authorization", Api.basic("admin", App.ADMIN_PASSWORD))
                .build();

        // When
        Throwable overHttp1 = catchThrowable(() -> admin.get(path));
        Throwable overHttp2 =
                catchThrowable(() -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()));
        database.update("delete from exchange where sender_uid = 'torn'");
        database.update("alter table exchange alter customer_uid set not null");

        // Then
        assertThat(overHttp1).isInstanceOf(IOException.class);
        assertThat(overHttp2).isInstanceOf(IOException.class);
    }

    @Test
    void countsByTheDaysOfTheDesk() throws Exception {
        // Given
        database.update("""
                insert into exchange (id, sender_uid, message_id, payload_hash, received_at, customer_uid, outcome, rule_key)
                select -n, 'stats', gen_random_uuid(), '', at::timestamptz, 'stats', outcome, rule
                from (values (1, '2002-02-01T15:59:59Z', 'ANSWERED', 'returns'), (2, '2002-02-01T16:00:00Z', 'ANSWERED', 'returns'),
                    (3, '2002-02-02T15:59:59Z', 'FALLBACK', null), (4, '2002-02-02T16:00:00Z', 'ANSWERED', 'hours')) v (n, at, outcome, rule)""");

        // When
        Api.Answer answer = admin.get("/api/v1/stats?from=2002-02-01&until=2002-02-02");

        // Then
        assertThat(answer.json()).isEqualTo(new ObjectMapper().readTree("""
                {"from": "2002-02-01", "until": "2002-02-02", "zone": "Asia/Shanghai", "days": [
                  {"day": "2002-02-01", "outcomes": {"ANSWERED": 1}, "answeredShare": 1.0, "unansweredShare": 0.0},
                  {"day": "2002-02-02", "outcomes": {"ANSWERED": 1, "FALLBACK": 1}, "answeredShare": 0.5, "unansweredShare": 0.5}],
                 "rules": [{"rule": "returns", "count": 2}]}"""));
        assertThat(admin.get("/api/v1/stats.csv?from=2002-01-31&until=2002-02-01")
                        .response()
                        .body()
                        .lines())
                .containsExactly(
                        "\uFEFFday," + String.join(",", outcomes()) + ",answeredShare,unansweredShare",
                        "2002-01-31" + ",0".repeat(outcomes().size()) + ",,",
                        "2002-02-01,1" + ",0".repeat(outcomes().size() - 1) + ",1.0,0.0");
        database.update("delete from exchange where customer_uid = 'stats'");
    }

    private static List<String> outcomes() {
        return Stream.of(Outcome.values()).map(Enum::name).toList();
    }

    @Test
    void handsOutAllThatIsKeptOnACustomer() throws Exception {
        // Given
        customers.ask("exported", RETURNS);
        customers.ask("exported", "xyzzy");
        awaitSettled();
        database.update("insert into customer_order values ('EX1', 'exported', 'PAID', null, null, '2026-11-01')");
        reject("exported");
        reject("exported2");

        // When
        Api.Answer answer = admin.get("/api/v1/customers/exported");

        // Then
        JsonNode export = answer.json();
        assertThat(export.fieldNames())
                .toIterable()
                .containsExactly("customer", "session", "sessionChanges", "orders", "rejectedFrames", "exchanges");
        assertThat(export.path("session").path("customerUid").asText()).isEqualTo("exported");
        assertThat(export.path("orders").findValuesAsText("number")).containsExactly("EX1");
        assertThat(export.path("rejectedFrames").findValuesAsText("reason")).containsExactly("no_content_type");
        assertThat(export.path("exchanges").findValuesAsText("question")).containsExactly("xyzzy", RETURNS);
        assertThat(admin.get("/api/v1/customers/a_b").problems()).containsOnlyKeys("uid");
    }

    @Test
    void forgetsACustomerButNotThatTheFramesWereAnswered() throws Exception {
        // Given
        Frame question = Customers.question("erased", RETURNS);
        customers.ask(question);
        customers.ask("erased", "my secret xyzzy");
        customers.ask("kept", "my secret xyzzy");
        awaitSettled();
        database.update("insert into customer_order values ('ER1', 'erased', 'PAID', null, null, '2026-11-01')");
        reject("erased");

        // When
        Api.Answer answer = admin.delete("/api/v1/customers/erased");

        // Then
        assertThat(answer.json()).isEqualTo(new ObjectMapper().readTree("""
                {"exchanges": 2, "orders": 1, "session": true, "rejectedFrames": 1, "remaining": 0}"""));
        double duplicates = app.frames("duplicate");
        customers.send(question);
        await().until(() -> app.frames("duplicate") == duplicates + 1);
        assertThat(database.query(
                        "select concat_ws('|', customer_uid, question, trace, reply_bytes, outcome) from exchange"
                                + " where sender_uid = 'erased' order by id"))
                .containsExactly("|\\x|ANSWERED", "|\\x|FALLBACK");
        assertThat(admin.get("/api/v1/customers/erased").json().toString())
                .isEqualTo("{\"customer\":\"erased\",\"sessionChanges\":[],\"orders\":[],\"rejectedFrames\":[],"
                        + "\"exchanges\":[]}");
        assertThat(list("customer=kept")).hasSize(1);
        assertThat(customers.ask("erased", "my secret xyzzy")).isNotBlank();
        assertThat(customers.replies()).isEmpty();
        assertThat(app.logText()).doesNotContain("xyzzy");
    }

    @Test
    void leavesAnAnswerThatIsOnItsWay() throws Exception {
        // Given
        customers.ask("waiting", RETURNS);
        awaitSettled();
        database.update("insert into pending_reply select id from exchange where customer_uid = 'waiting'");

        // When
        Api.Answer answer = admin.delete("/api/v1/customers/waiting");

        // Then
        assertThat(answer.json().path("exchanges").asLong()).isZero();
        assertThat(answer.json().path("remaining").asLong()).isEqualTo(1);
        assertThat(list("customer=waiting").get(0).path("reply").path("state").asText())
                .isEqualTo("PENDING");
        database.update("delete from pending_reply");
        assertThat(admin.delete("/api/v1/customers/waiting")
                        .json()
                        .path("exchanges")
                        .asLong())
                .isEqualTo(1);
    }

    /** Has a message of this customer refused. */
    private void reject(String customer) {
        String mine = "select count(*) from rejected_frame where position(?::bytea in head) > 0";
        byte[] uid = ("\"" + (char) customer.length() + customer).getBytes(StandardCharsets.US_ASCII);
        customers.send(Message.newBuilder()
                .setSenderUid(customer)
                .setReceiverUid(App.DESK)
                .setMessageId(UUID.randomUUID().toString())
                .setContent("{}")
                .build()
                .toByteArray());
        await().until(() -> database.count(mine, (Object) uid) == 1);
    }

    @Test
    void attachesAQuestionWithoutAnAnswerToARuleAfterTellingWhatThatChanges() throws Exception {
        // Given
        customers.ask("puzzled-1", "火星上能收货吗？");
        customers.ask("puzzled-2", "火星上能收貨嗎");
        String attachment = "{\"question\": \"火星上能收货吗\", \"rule\": \"delivery-area\", \"apply\": %s}";
        JsonNode preview = admin.post("/api/v1/unmatched/attach", attachment.formatted(false))
                .json();
        List<JsonNode> before = unmatched("火星");

        // When
        JsonNode attached = admin.post("/api/v1/unmatched/attach", attachment.formatted(true))
                .json();

        // Then
        assertThat(before).hasSize(1);
        assertThat(before.get(0).path("folded").asText()).isEqualTo("火星上能收货吗");
        assertThat(before.get(0).path("count").asInt()).isEqualTo(2);
        assertThat(preview.path("applied").asBoolean()).isFalse();
        assertThat(preview.path("changes").toString()).contains("\"after\":\"answered by delivery-area\"");
        assertThat(attached.path("applied").asBoolean()).isTrue();
        assertThat(attached.path("changes")).isEqualTo(preview.path("changes"));
        await().until(() -> unmatched("火星").isEmpty());
        assertThat(customers.ask("puzzled-3", "火星上能收货吗")).isNotBlank();
    }

    private List<JsonNode> unmatched(String part) throws Exception {
        return admin.get("/api/v1/unmatched?size=200").json().path("items").findParents("folded").stream()
                .filter(group -> group.path("folded").asText().contains(part))
                .toList();
    }
}
