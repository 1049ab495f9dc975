package io.nightdesk.it.api;

import static io.nightdesk.it.api.Requests.NDJSON;
import static io.nightdesk.it.api.Requests.as;
import static io.nightdesk.it.api.Requests.asAdmin;
import static io.nightdesk.it.api.Requests.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.nightdesk.it.harness.Concurrently;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders that the shop's systems store over the API, one by one and in bulk, and what customers are told of them. */
@QuarkusIntegrationTest
@WithTestResource(DeskResource.class)
final class OrdersIT {

    private static final String ORDERS = "/api/v1/orders";
    private static final String ORDER = ORDERS + "/{number}";
    private static final String BULK = ORDERS + "/bulk";
    private static final String NUMBER_ERROR = "must have from 1 to 64 characters: Latin letters, digits and hyphens";
    private static final String PASSWORD = "password-of-the-shop";

    private Database database;
    private Customers customers;
    private RunningApp app;

    @BeforeEach
    void createAnEditor() {
        if (asAdmin().get("/api/v1/accounts/shop").statusCode() == 404) {
            asAdmin()
                    .body("{\"name\": \"shop\", \"password\": \"%s\", \"role\": \"editor\"}".formatted(PASSWORD))
                    .post("/api/v1/accounts")
                    .then()
                    .statusCode(201);
        }
        database.update("delete from customer_order");
    }

    private static RequestSpecification asEditor() {
        return as("shop", PASSWORD);
    }

    @Test
    void createsAnOrder() {
        // When
        Response created = asEditor().body("""
                {"customer": "c1", "status": "UNPAID", "carrier": " ", "placedAt": "2026-11-23T20:00:00+08:00"}""").put(ORDER, "ｃｒ-0001");

        // Then
        created.then().statusCode(201).header("Location", "/api/v1/orders/CR-0001");
        assertThat(created.asString())
                .isEqualTo("{\"number\":\"CR-0001\",\"customer\":\"c1\",\"status\":\"UNPAID\","
                        + "\"placedAt\":\"2026-11-23T12:00:00Z\"}");
    }

    @Test
    void replacesAnOrder() {
        // Given
        Response created = put(order("CR-0002", "c1", "UNPAID"));

        // When
        Response replaced = asEditor().body(order("cr-0002", "c1", "SHIPPED")).put(ORDER, "CR-0002");

        // Then
        replaced.then().statusCode(200);
        assertThat(replaced.header("ETag")).isNotEqualTo(created.header("ETag"));
        Response read = asEditor().get(ORDER, "cr-0002");
        read.then().header("ETag", replaced.header("ETag"));
        assertThat(read.asString())
                .isEqualTo(replaced.asString())
                .isEqualTo("{\"number\":\"CR-0002\",\"customer\":\"c1\",\"status\":\"SHIPPED\",\"carrier\":\"顺丰速运\","
                        + "\"tracking\":\"SF1\",\"placedAt\":\"2026-11-23T12:00:00Z\"}");
    }

    @Test
    void changesAnOrderOnlyInTheVersionThatIfMatchNames() {
        // Given
        String first = put(order("SEEN-1", "c1", "PAID")).header("ETag");
        database.update("update customer_order set status = 'CANCELLED' where number = 'SEEN-1'");
        String second = asEditor().get(ORDER, "SEEN-1").header("ETag");

        // When
        Response outdated = put(first, order("SEEN-1", "c1", "SHIPPED"));
        Response current = put(second, order("SEEN-1", "c1", "SHIPPED"));
        Response missing = put("*", order("SEEN-2", "c1", "PAID"));

        // Then
        outdated.then().statusCode(412);
        current.then().statusCode(200);
        missing.then().statusCode(412);
    }

    @Test
    void keepsTheVersionOfAnOrderThatIsStoredAgainUnchanged() {
        // Given
        String first = put(order("SAME-1", "c1", "PAID")).header("ETag");

        // When
        Response again = put(order("SAME-1", "c1", "PAID"));

        // Then
        again.then().header("ETag", first);
        asEditor().header("If-None-Match", first).get(ORDER, "SAME-1").then().statusCode(304);
    }

    @Test
    void deletesAnOrderOnlyInTheVersionThatIfMatchNames() {
        // Given
        String tag = put(order("GONE-1", "c1", "PAID")).header("ETag");
        asEditor().delete(ORDER, "GONE-1").then().statusCode(428);
        asEditor().header("If-Match", "\"0\"").delete(ORDER, "GONE-1").then().statusCode(412);

        // When
        Response deleted = asEditor().header("If-Match", tag).delete(ORDER, "GONE-1");

        // Then
        deleted.then().statusCode(204);
        asEditor().get(ORDER, "GONE-1").then().statusCode(404);
    }

    @Test
    void namesAllErrorsOfAnOrder() {
        // When
        Response response = asEditor().body("""
                {"number": "no number", "customer": "", "status": "LOST", "carrier": "a\\u0000b", "tracking": "%s",
                 "placedAt": "1969-12-31T23:59:59Z", "colour": "red"}""".formatted("x".repeat(101))).put(ORDER, "BAD-1");

        // Then
        response.then().statusCode(400);
        assertThat(problems(response))
                .isEqualTo(Map.of(
                        "number", NUMBER_ERROR,
                        "customer", NUMBER_ERROR,
                        "status", "must be one of UNPAID, PAID, SHIPPED, DELIVERED, CANCELLED, REFUNDING, REFUNDED",
                        "carrier", "must have at most 100 characters, none of them a control character",
                        "tracking", "must have at most 100 characters, none of them a control character",
                        "placedAt", "must be from 1970 to 2100",
                        "colour",
                                "is unknown; known fields are carrier, customer, number, placedAt, status, tracking"));
    }

    @Test
    void rejectsABodyWithAnotherNumberThanThePath() {
        // When
        Response response = asEditor().body(order("ONE-2", "c1", "PAID")).put(ORDER, "ONE-1");

        // Then
        assertThat(problems(response)).isEqualTo(Map.of("number", "must equal the number in the path, or be omitted"));
    }

    @Test
    void listsByCustomerAndStatus() {
        // Given
        bulk(order("LIST-1", "lister", "PAID") + "\n" + order("LIST-2", "lister", "PAID") + "\n"
                + order("LIST-3", "lister", "SHIPPED"));

        // When
        Response page = asEditor().get(ORDERS + "?customer=lister&status=PAID&sort=-number&size=1");

        // Then
        page.then().body("items.number", contains("LIST-2")).body("total", equalTo(2));
    }

    @ParameterizedTest
    @CsvSource({
        "find-2, FIND-2",
        "ｆｉｎｄ, FIND-1 FIND-2",
        "' sf-two ', FIND-2",
        "finder-1, FIND-1",
        "FIND-1%, ''",
        "IND, ''",
        "SF, ''"
    })
    void findsOrdersByNumberTrackingNumberOrCustomer(String text, String numbers) {
        // Given
        bulk(order("FIND-1", "finder-1", "PAID") + "\n"
                + order("FIND-2", "finder-2", "PAID").replace("\"SF1\"", "\"sf-Two\"") + "\n"
                + order("GIND-1", "finder-3", "PAID"));

        // When
        Response page =
                asEditor().queryParam("q", text).queryParam("sort", "number").get(ORDERS);

        // Then
        assertThat(String.join(" ", page.<List<String>>path("items.number"))).isEqualTo(numbers);
    }

    @Test
    void namesAllErrorsOfAQuery() {
        // When
        Response response = asEditor().get(ORDERS + "?status=LOST&sort=customer&size=0&q=" + "1".repeat(101));

        // Then
        response.then().statusCode(400);
        assertThat(problems(response).keySet()).containsExactly("q", "size", "sort", "status");
    }

    @Test
    void reportsTheResultOfEachLineOfABulk() {
        // Given
        String body = String.join(
                "\n",
                "\uFEFF" + order("BULK-1", "bulk", "PAID") + "\r",
                "",
                "{\"number\": \"BULK-2\", \"customer\": \"b\", \"status\": \"PAID\", \"placedAt\": \"x\", \"a\": 1}",
                "{\"number\": ",
                order("BULK-3", "bulk", "PAID") + " ".repeat(10 * 1024),
                order("BULK-4", "bulk", "PAID"),
                order("bulk-4", "bulk", "DELIVERED"),
                order("BULK-5", "bulk", "PAID").replace("\"number\": \"BULK-5\", ", ""));

        // When
        Response response = bulk(body);

        // Then
        response.then().statusCode(200).contentType(startsWith(NDJSON));
        assertThat(response.asString().lines())
                .containsExactly(
                        "{\"line\":1,\"status\":\"stored\"}",
                        "{\"line\":3,\"status\":\"rejected\",\"problems\":["
                                + "{\"field\":\"placedAt\",\"message\":\"must be like 2026-11-23T20:00:00Z\"},"
                                + "{\"field\":\"a\",\"message\":\"is unknown; known fields are"
                                + " carrier, customer, number, placedAt, status, tracking\"}]}",
                        "{\"line\":4,\"status\":\"rejected\",\"problems\":["
                                + "{\"field\":\"line\",\"message\":\"must be well-formed JSON\"}]}",
                        "{\"line\":5,\"status\":\"rejected\",\"problems\":["
                                + "{\"field\":\"line\",\"message\":\"must have at most 10240 bytes\"}]}",
                        "{\"line\":6,\"status\":\"stored\"}",
                        "{\"line\":7,\"status\":\"stored\"}",
                        "{\"line\":8,\"status\":\"rejected\",\"problems\":["
                                + "{\"field\":\"number\",\"message\":\"is required\"}]}",
                        "{\"lines\":7,\"stored\":3,\"rejected\":4,\"processedUpTo\":8}");
        assertThat(
                        database.query(
                                "select number || ' ' || status from customer_order where customer_uid = 'bulk' order by number"))
                .containsExactly("BULK-1 PAID", "BULK-4 DELIVERED");
    }

    @Test
    void rejectsOnlyTheLineThatViolatesAConstraint() throws Exception {
        // Given
        database.update("alter table customer_order add constraint test_only check (customer_uid <> 'poison')");

        // When
        Response response = bulk(order("POISON-1", "valid", "PAID") + "\n" + order("POISON-2", "poison", "PAID") + "\n"
                + order("POISON-3", "valid", "PAID"));

        // Then
        database.update("alter table customer_order drop constraint test_only");
        assertThat(response.asString().lines())
                .contains("{\"line\":2,\"status\":\"rejected\",\"problems\":["
                        + "{\"field\":\"line\",\"message\":\"was rejected by the database, SQLSTATE 23514\"}]}")
                .endsWith("{\"lines\":3,\"stored\":2,\"rejected\":1,\"processedUpTo\":3}");
        assertThat(app.log()).doesNotContain("poison").doesNotContain("POISON-2");
    }

    @Test
    void storesAHundredThousandLinesWithLittleMemory() {
        // Given
        String body = IntStream.range(0, 100_000)
                .mapToObj(i -> order("MANY-" + i, "many-" + i % 1_000, "SHIPPED"))
                .collect(Collectors.joining("\n"));

        // When
        String result = bulk(body).asString();

        // Then
        assertThat(result.lines().count()).isEqualTo(100_001);
        assertThat(result).endsWith("{\"lines\":100000,\"stored\":100000,\"rejected\":0,\"processedUpTo\":100000}\n");
        assertThat(database.count("select count(*) from customer_order where number like 'MANY-%'"))
                .isEqualTo(100_000);
        assertThat(app.isReady()).isTrue();
    }

    @Test
    void storesEveryOrderWholeWhenBulksOfTheSameOrdersAreConcurrent() throws Exception {
        // Given four versions of the same orders, each in an order of its own
        List<String> bodies = new ArrayList<>();
        for (int version = 0; version < 4; version++) {
            String customer = "racer-" + version;
            String status = List.of("PAID", "SHIPPED", "DELIVERED", "REFUNDED").get(version);
            List<String> lines = IntStream.range(0, 3_000)
                    .mapToObj(i -> order("RACE-" + i, customer, status))
                    .collect(Collectors.toCollection(ArrayList::new));
            Collections.shuffle(lines, new Random(version));
            bodies.add(String.join("\n", lines));
        }

        // When
        List<String> results =
                Concurrently.call(bodies.size(), i -> bulk(bodies.get(i)).asString());

        // Then
        assertThat(results)
                .allSatisfy(result -> assertThat(result)
                        .endsWith("{\"lines\":3000,\"stored\":3000,\"rejected\":0,\"processedUpTo\":3000}\n"));
        assertThat(database.count("select count(*) from customer_order where number like 'RACE-%'"))
                .isEqualTo(3_000);
        assertThat(database.query(
                        "select distinct customer_uid || ' ' || status from customer_order where number like 'RACE-%'"))
                .isSubsetOf("racer-0 PAID", "racer-1 SHIPPED", "racer-2 DELIVERED", "racer-3 REFUNDED");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/v1/orders/LARGE-1, application/json, 1048576",
        "POST, /api/v1/rules/import, application/json, 16777216",
        "POST, /api/v1/orders/bulk, application/x-ndjson, 268435456"
    })
    void rejectsABodyOfUnknownLengthOnceItExceedsTheLimit(String method, String path, String type, long limit)
            throws Exception {
        // Given
        byte[] chunk = new byte[64 * 1024];
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), app.httpPort())) {
            client.setSoTimeout((int) Customers.PATIENCE.toMillis());
            OutputStream out = client.getOutputStream();
            out.write("""
                    %s %s HTTP/1.1\r
                    Host: nightdesk\r
                    Authorization: %s\r
                    Content-Type: %s\r
                    Transfer-Encoding: chunked\r
                    \r
                    """.formatted(method, path, RunningApp.basic("shop", PASSWORD), type)
                    .getBytes(StandardCharsets.US_ASCII));
            for (long sent = 0; sent < limit; sent += chunk.length) {
                write(chunk, out);
            }

            // When
            write(new byte[] {' '}, out);

            // Then it is answered although the body has no end yet
            assertThat(readAnswer(client.getInputStream()))
                    .startsWith("HTTP/1.1 413 ")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .contains("\"detail\":\"The body exceeds this path's limit of " + limit + " bytes.\"");
        }
    }

    private static void write(byte[] chunk, OutputStream out) throws Exception {
        out.write((Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(chunk);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Up to the end of a body that is a JSON object. */
    private static String readAnswer(InputStream in) throws Exception {
        StringBuilder answer = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            answer.append((char) c);
            if (c == '}') {
                break;
            }
        }
        return answer.toString();
    }

    @Test
    void tellsOnlyTheCustomerOfAnOrderAboutIt() throws Exception {
        // Given
        SampleRules.load(database);
        String number = "NM2026112300099";
        put(order(number, "pushed", "SHIPPED"));

        // When
        String own = customers.ask("pushed", "订单 " + number + " 到哪了");

        // Then
        assertThat(own).contains(number).contains("已发货");
        assertThat(customers.ask("stranger", "订单 " + number + " 到哪了"))
                .isEqualTo(customers.ask("stranger2", "订单 NM9999999999999 到哪了"))
                .doesNotContain(number);
    }

    private static Response put(String order) {
        return asEditor().body(order).put(ORDER, number(order));
    }

    private static Response put(String tag, String order) {
        return asEditor().header("If-Match", tag).body(order).put(ORDER, number(order));
    }

    private static Response bulk(String lines) {
        return asEditor().contentType(NDJSON).body(lines).post(BULK);
    }

    private static String number(String order) {
        return JsonPath.from(order).getString("number");
    }

    static String order(String number, String customer, String status) {
        return """
                {"number": "%s", "customer": "%s", "status": "%s", "carrier": "顺丰速运", "tracking": "SF1",\
                 "placedAt": "2026-11-23T12:00:00Z"}""".formatted(number, customer, status);
    }
}
