package io.nightdesk.it.api;

import static io.nightdesk.it.api.Requests.asAdmin;
import static io.nightdesk.it.api.Requests.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.equalToIgnoringCase;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.decision.Outcome;
import io.nightdesk.frame.Frame;
import io.nightdesk.frame.wire.ImProto.Message;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users read of exchanges, and the export and erasure of a customer. */
@QuarkusIntegrationTest
@WithTestResource(DeskResource.class)
final class ExchangesIT {

    private static final String EXCHANGES = "/api/v1/exchanges";
    private static final String CUSTOMER = "/api/v1/customers/{uid}";
    private static final String DUPLICATES = "nightdesk_frames_total{outcome=\"duplicate\"}";
    private static final String RETURNS = "怎么退货";

    private Database database;
    private Customers customers;
    private RunningApp app;

    @BeforeEach
    void loadSampleRules() throws Exception {
        SampleRules.load(database);
    }

    @Test
    void showsQuestionAnswerAndTrace() throws Exception {
        // Given
        String reply = customers.ask("reader", RETURNS);
        customers.ask("reader", "xyzzy");
        awaitSent();

        // When
        Response list = asAdmin().queryParam("customer", "reader").get(EXCHANGES);

        // Then
        Map<String, Object> first = list.path("items[1]");
        list.then()
                .statusCode(200)
                .body("items.question", contains("xyzzy", RETURNS))
                .body("items[1].outcome", equalTo("ANSWERED"))
                .body("items[1].reply.state", equalTo("SENT"))
                .body("items[1].reply.text", equalTo(reply))
                .body("items[1].trace.result", equalTo("answered by " + first.get("rule")));
        assertThat(first.keySet())
                .containsExactly("id", "receivedAt", "customer", "question", "outcome", "rule", "reply", "trace");
        asAdmin().get(EXCHANGES + "/{id}", first.get("id")).then().body("$", equalTo(first));
        asAdmin().get(EXCHANGES + "/999999999").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "text=plugh xyz 100%, 1",
        "text=100_, 0",
        "rule=return-policy, 1",
        "outcome=FALLBACK, 1",
        "from=2020-01-01T00:00:00Z&until=2100-01-01T00:00:00Z, 2",
        "until=2020-01-01T00:00:00Z, 0"
    })
    void findsByEveryFilter(String filters, int expected) throws Exception {
        // Given
        String customer = Customers.somebody();
        customers.ask(customer, RETURNS);
        customers.ask(customer, "Plugh ＸＹＺ 100%");
        asAdmin()
                .queryParam("customer", customer)
                .queryParam("outcome", "answered")
                .get(EXCHANGES)
                .then()
                .body("items.rule", contains("return-policy"));

        // When
        Response found = asAdmin()
                .queryParam("customer", customer)
                .queryParams(parameters(filters))
                .get(EXCHANGES);

        // Then
        found.then().statusCode(200).body("items", hasSize(expected));
    }

    private static Map<String, String> parameters(String query) {
        return Stream.of(query.split("&", -1))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    @Test
    void namesAllErrorsOfAQuery() {
        // When
        Response response = asAdmin().get(EXCHANGES + "?from=now&outcome=lost&page=51&size=200&sort=-question");

        // Then
        response.then().statusCode(400);
        assertThat(problems(response)).containsOnlyKeys("from", "outcome", "page", "sort");
    }

    @Test
    void downloadsATableInWhichNoFormulaRuns() throws Exception {
        // Given
        customers.ask("table", "=HYPERLINK(\"x\")");
        awaitSent();

        // When
        Response table = asAdmin().get(EXCHANGES + ".csv?customer=table");

        // Then
        table.then().statusCode(200).contentType(equalToIgnoringCase("text/csv;charset=UTF-8"));
        List<String> lines = table.asString().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo("\uFEFFid,receivedAt,customer,question,outcome,rule,"
                        + "replyState,replyReason,replyText,replyImageUrl");
        assertThat(lines.get(1)).contains(",table,\"'=HYPERLINK(\"\"x\"\")\",FALLBACK,,SENT,,");
        assertThat(lines).hasSize(2);
    }

    @Test
    void downloadsManyRowsInOrderAndSaysWhenThereAreMore() {
        // Given
        database.update("""
                insert into exchange (id, sender_uid, message_id, payload_hash, received_at, customer_uid, outcome)
                select -n, 'bulk', gen_random_uuid(), '', '2001-01-01', 'bulk', 'STALE'
                from generate_series(1, 100001) n""");

        // When
        List<String> lines = asAdmin()
                .get(EXCHANGES + ".csv?customer=bulk")
                .asString()
                .lines()
                .toList();

        // Then
        assertThat(lines).hasSize(100_002);
        assertThat(lines.get(1)).startsWith("'-1,");
        assertThat(lines.get(100_000)).startsWith("'-100000,");
        assertThat(lines.get(100_001)).startsWith("There are more than 100000 rows");
        asAdmin().get(EXCHANGES + "?customer=bulk").then().body("total", equalTo(10_000));
        database.update("delete from exchange where customer_uid = 'bulk'");
    }

    /** Repeated, because whether a broken download ends as if it were whole may be a race. */
    @RepeatedTest(10)
    void abortsADownloadThatFailsInTheMiddle() {
        // Given
        database.update("alter table exchange alter customer_uid drop not null");
        database.update("""
                insert into exchange (id, sender_uid, message_id, payload_hash, received_at, customer_uid, outcome)
                select -n, 'torn', gen_random_uuid(), '', '2003-01-01', case when n < 5000 then 'torn' end, 'STALE'
                from generate_series(1, 5000) n""");

        // When
        Throwable overHttp1 = catchThrowable(() -> downloadTornTable(HttpClient.Version.HTTP_1_1));
        Throwable overHttp2 = catchThrowable(() -> downloadTornTable(HttpClient.Version.HTTP_2));
        database.update("delete from exchange where sender_uid = 'torn'");
        database.update("alter table exchange alter customer_uid set not null");

        // Then
        assertThat(overHttp1).isInstanceOf(IOException.class);
        assertThat(overHttp2).isInstanceOf(IOException.class);
    }

    private void downloadTornTable(HttpClient.Version version) throws Exception {
        HttpRequest request = app.request(EXCHANGES + ".csv?until=2003-01-02T00:00:00Z")
                .version(version)
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void countsOutcomesByTheDaysOfTheDesk() throws Exception {
        // Given
        database.update("""
                insert into exchange (id, sender_uid, message_id, payload_hash, received_at, customer_uid, outcome, rule_key)
                select -n, 'stats', gen_random_uuid(), '', at::timestamptz, 'stats', outcome, rule
                from (values (1, '2002-02-01T15:59:59Z', 'ANSWERED', 'returns'), (2, '2002-02-01T16:00:00Z', 'ANSWERED', 'returns'),
                    (3, '2002-02-02T15:59:59Z', 'FALLBACK', null), (4, '2002-02-02T16:00:00Z', 'ANSWERED', 'hours')) v (n, at, outcome, rule)""");

        // When
        Response stats = asAdmin().get("/api/v1/stats?from=2002-02-01&until=2002-02-02");
        Response table = asAdmin().get("/api/v1/stats.csv?from=2002-01-31&until=2002-02-01");

        // Then
        assertThat(new ObjectMapper().readTree(stats.asString())).isEqualTo(new ObjectMapper().readTree("""
                {"from": "2002-02-01", "until": "2002-02-02", "zone": "Asia/Shanghai", "days": [
                  {"day": "2002-02-01", "outcomes": {"ANSWERED": 1}, "answeredShare": 1.0, "unansweredShare": 0.0},
                  {"day": "2002-02-02", "outcomes": {"ANSWERED": 1, "FALLBACK": 1}, "answeredShare": 0.5, "unansweredShare": 0.5}],
                 "rules": [{"rule": "returns", "count": 2}]}"""));
        assertThat(table.asString().lines())
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
    void exportsAllThatIsStoredOfACustomer() throws Exception {
        // Given
        customers.ask("exported", RETURNS);
        customers.ask("exported", "xyzzy");
        awaitSent();
        database.update("insert into customer_order values ('EX1', 'exported', 'PAID', null, null, '2026-11-01')");
        reject("exported");
        reject("exported2");

        // When
        Response export = asAdmin().get(CUSTOMER, "exported");

        // Then
        assertThat(export.<Map<String, Object>>path("$").keySet())
                .containsExactly(
                        "customer",
                        "session",
                        "sessionChanges",
                        "orders",
                        "rejectedFrames",
                        "auditEntries",
                        "exchanges");
        export.then()
                .body("session.customerUid", equalTo("exported"))
                .body("orders.number", contains("EX1"))
                .body("rejectedFrames.reason", contains("no_content_type"))
                .body("exchanges.question", contains("xyzzy", RETURNS));
        assertThat(problems(asAdmin().get(CUSTOMER, "a_b"))).containsOnlyKeys("uid");
    }

    @Test
    void exportsAllRowsOfACustomerPageByPageTheNewestFirst() {
        // Given
        database.update("insert into customer_order select 'P' || lpad(i::text, 4, '0'), 'pages', 'PAID', null, null,"
                + " timestamptz '2026-11-01' + i / 3 * interval '1 second' from generate_series(1, 450) i");
        database.update("insert into rejected_frame (received_at, reason, size, head) select now(), 'no_content_type',"
                + " 7, '\\x22057061676573'::bytea from generate_series(1, 45)");
        List<String> orders = database.query(
                "select number from customer_order where customer_uid = 'pages' order by placed_at desc, number desc");

        // When
        Response export = asAdmin().get(CUSTOMER, "pages");

        // Then
        assertThat(export.<List<String>>path("orders.number")).isEqualTo(orders);
        List<Integer> frames = export.path("rejectedFrames.id");
        assertThat(frames).hasSize(45).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
        database.update("delete from rejected_frame where head = '\\x22057061676573'");
    }

    @Test
    void erasesACustomerButKeepsThatTheFramesWereAnswered() throws Exception {
        // Given
        Frame question = Customers.question("erased", RETURNS);
        customers.ask(question);
        customers.ask("erased", "my secret xyzzy");
        customers.ask("kept", "my secret xyzzy");
        awaitSent();
        database.update("insert into customer_order values ('ER1', 'erased', 'PAID', null, null, '2026-11-01')");
        reject("erased");

        // When
        Response erased = asAdmin().delete(CUSTOMER, "erased");

        // Then
        assertThat(new ObjectMapper().readTree(erased.asString())).isEqualTo(new ObjectMapper().readTree("""
                {"exchanges": 2, "orders": 1, "session": true, "rejectedFrames": 1, "remaining": 0}"""));
        double duplicates = app.metric(DUPLICATES);
        customers.send(question);
        await().until(() -> app.metric(DUPLICATES) == duplicates + 1);
        assertThat(database.query(
                        "select concat_ws('|', customer_uid, question, trace, reply_bytes, outcome) from exchange"
                                + " where sender_uid = 'erased' order by id"))
                .containsExactly("|\\x|ANSWERED", "|\\x|FALLBACK");
        assertThat(asAdmin().get(CUSTOMER, "erased").asString())
                .isEqualTo("{\"customer\":\"erased\",\"sessionChanges\":[],\"orders\":[],\"rejectedFrames\":[],"
                        + "\"auditEntries\":[],\"exchanges\":[]}");
        asAdmin().get(EXCHANGES + "?customer=kept").then().body("items", hasSize(1));
        assertThat(customers.ask("erased", "my secret xyzzy")).isNotBlank();
        assertThat(customers.replies()).isEmpty();
        assertThat(app.log()).doesNotContain("xyzzy");
    }

    @Test
    void recordsWhatAdminsDoToACustomerButForgetsTheUidWhenTheCustomerIsErased() throws Exception {
        // Given
        customers.ask("watched", RETURNS);
        awaitSent();
        long before = database.count("select coalesce(max(id), 0) from audit_entry");
        asAdmin().header("If-Match", "*").body("{}").post("/api/v1/sessions/watched/pause");
        asAdmin().header("If-Match", "*").body("{}").post("/api/v1/sessions/watched/resume");
        asAdmin().body("""
                {"customer": "watched", "status": "PAID", "placedAt": "2026-11-23T12:00:00Z"}""").put("/api/v1/orders/WATCH1");
        Response export = asAdmin().get(CUSTOMER, "watched");

        // When
        asAdmin().delete(CUSTOMER, "watched").then().statusCode(200);

        // Then
        export.then().body("auditEntries.subject", contains("WATCH1", "watched", "watched"));
        assertThat(database.query(
                        "select concat_ws('|', kind, action, subject, customer_uid, details - 'until') from audit_entry"
                                + " where id > ? order by id",
                        before))
                .containsExactly(
                        "session|paused||{}",
                        "session|resumed||{\"was\": \"paused\"}",
                        "order|created||{\"status\": \"PAID\"}",
                        "customer|exported||{}",
                        "customer|erased||{\"orders\": \"1\", \"exchanges\": \"1\", \"rejectedFrames\": \"0\"}");
    }

    @Test
    void erasesAnExchangeOnlyWhenItsReplyIsNoLongerPending() throws Exception {
        // Given
        customers.ask("waiting", RETURNS);
        awaitSent();
        database.update("insert into pending_reply select id from exchange where customer_uid = 'waiting'");

        // When
        Response erased = asAdmin().delete(CUSTOMER, "waiting");

        // Then
        erased.then().body("exchanges", equalTo(0)).body("remaining", equalTo(1));
        asAdmin()
                .get(EXCHANGES + "?customer=waiting")
                .then()
                .statusCode(200)
                .body("items[0].reply.state", equalTo("PENDING"));
        database.update("delete from pending_reply");
        asAdmin().delete(CUSTOMER, "waiting").then().body("exchanges", equalTo(1));
    }

    /** Sends a frame of this customer that the desk rejects. */
    private void reject(String customer) {
        String own = "select count(*) from rejected_frame where position(?::bytea in head) > 0";
        byte[] uid = ("\"" + (char) customer.length() + customer).getBytes(StandardCharsets.US_ASCII);
        customers.send(Message.newBuilder()
                .setSenderUid(customer)
                .setReceiverUid(App.DESK)
                .setMessageId(UUID.randomUUID().toString())
                .setContent("{}")
                .build()
                .toByteArray());
        await().until(() -> database.count(own, (Object) uid) == 1);
    }

    @Test
    void attachesAnUnmatchedQuestionToARuleAfterAPreview() throws Exception {
        // Given
        customers.ask("puzzled-1", "火星上能收货吗？");
        customers.ask("puzzled-2", "火星上能收貨嗎");
        String attachment = "{\"question\": \"火星上能收货吗\", \"rule\": \"delivery-area\", \"apply\": %s}";
        Response preview = asAdmin().body(attachment.formatted(false)).post("/api/v1/unmatched/attach");
        List<Map<String, Object>> before = unmatched("火星");

        // When
        Response attached = asAdmin().body(attachment.formatted(true)).post("/api/v1/unmatched/attach");

        // Then
        assertThat(before).hasSize(1);
        assertThat(before.get(0)).containsEntry("folded", "火星上能收货吗").containsEntry("count", 2);
        preview.then().body("applied", equalTo(false)).body(containsString("\"after\":\"answered by delivery-area\""));
        attached.then().body("applied", equalTo(true)).body("changes", equalTo(preview.path("changes")));
        await().until(() -> unmatched("火星").isEmpty());
        assertThat(customers.ask("puzzled-3", "火星上能收货吗")).isNotBlank();
    }

    @Test
    void leavesOutAnIgnoredQuestionUntilItIsNoLongerIgnored() throws Exception {
        // Given
        customers.ask("bored-1", "呵呵呵呵呵");
        customers.ask("bored-2", "呵呵呵呵呵！");
        List<Map<String, Object>> before = unmatched("呵呵呵");

        // When
        Response ignored = asAdmin().body("{\"question\": \"呵呵呵呵呵。\"}").post("/api/v1/unmatched/ignored");

        // Then
        assertThat(before).hasSize(1);
        ignored.then().statusCode(200).body("folded", equalTo("呵呵呵呵呵")).body("ignoredBy", equalTo("admin"));
        assertThat(unmatched("呵呵呵")).isEmpty();
        Response again = asAdmin().body("{\"question\": \"呵呵呵呵呵\"}").post("/api/v1/unmatched/ignored");
        again.then().statusCode(200).body("id", equalTo(ignored.path("id")));
        asAdmin().get("/api/v1/unmatched/ignored").then().body("total", equalTo(1));
        int id = ignored.path("id");
        asAdmin().delete("/api/v1/unmatched/ignored/{id}", id).then().statusCode(204);
        asAdmin().delete("/api/v1/unmatched/ignored/{id}", id).then().statusCode(404);
        assertThat(unmatched("呵呵呵")).hasSize(1);
    }

    @Test
    void listsThePastQuestionsThatADraftWouldAnswer() throws Exception {
        // Given
        customers.ask("collector-1", "金星有门店吗");
        customers.ask("collector-2", "金星有门店吗？");

        // When
        Response effect = asAdmin().body("""
                        {"rule": {"key": "venus", "title": "金星", "triggers": {"exact": ["金星有门店吗"]},
                         "answers": {"variants": [{"zh": "没有"}]}}}""").post("/api/v1/try/questions");

        // Then
        effect.then()
                .statusCode(200)
                .body("total", equalTo(1))
                .body("complete", equalTo(true))
                .body("items[0].count", equalTo(2))
                .body("items[0].after", equalTo(Map.of("kind", "ANSWERED", "rules", List.of("venus"))));
    }

    private static List<Map<String, Object>> unmatched(String part) {
        List<Map<String, Object>> groups =
                asAdmin().get("/api/v1/unmatched?size=200").path("items");
        return groups.stream()
                .filter(group -> String.valueOf(group.get("folded")).contains(part))
                .toList();
    }

    private void awaitSent() {
        await().until(() -> database.count("select count(*) from pending_reply") == 0);
    }
}
