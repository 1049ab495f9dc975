package io.nightdesk.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Concurrently;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shop's systems push and read of orders, and what customers hear of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OrdersIT {

    private static final String ORDERS = "/api/v1/orders";
    private static final String NUMBER_FAULT = "must have from 1 to 64 characters: Latin letters, digits and hyphens";

    private Database database;
    private Broker broker;
    private App app;
    private Customers customers;
    private Api editor;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        database = new Database(home.resolve("postgres"));
        broker = new Broker.Embedded();
        app = new App("orders", database, broker)
                .as(App.isNative(), List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"))
                .start()
                .awaitReady();
        database.loadSamples();
        app.awaitSampleRules();
        customers = new Customers(broker.port());
        Api.admin(app)
                .post(
                        "/api/v1/accounts",
                        "{\"name\": \"shop\", \"password\": \"password-of-the-shop\", \"role\": \"editor\"}");
        editor = Api.as(app, "shop", "password-of-the-shop");
    }

    @AfterAll
    void stop() throws Exception {
        app.close();
        customers.close();
        broker.close();
        database.close();
    }

    private static String order(String number, String customer, String status) {
        return """
                {"number": "%s", "customer": "%s", "status": "%s", "carrier": "顺丰速运", "tracking": "SF1",\
                 "placedAt": "2026-11-23T12:00:00Z"}""".formatted(number, customer, status);
    }

    private Api.Answer bulk(String body) throws Exception {
        return bulk(HttpRequest.BodyPublishers.ofString(body));
    }

    private Api.Answer bulk(HttpRequest.BodyPublisher body) throws Exception {
        return editor.with("Content-Type", "application/x-ndjson").send("POST", ORDERS + "/bulk", body);
    }

    @Test
    void storesAnOrderThatIsNewAndThenReplacesIt() throws Exception {
        // Given
        Api.Answer made = editor.put(ORDERS + "/ｃｒ-0001", """
                {"customer": "c1", "status": "UNPAID", "carrier": " ", "placedAt": "2026-11-23T20:00:00+08:00"}""");

        // When
        Api.Answer replaced = editor.put(ORDERS + "/CR-0001", order("cr-0001", "c1", "SHIPPED"));

        // Then
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("location")).endsWith("/api/v1/orders/CR-0001");
        assertThat(made.response().body())
                .isEqualTo("{\"number\":\"CR-0001\",\"customer\":\"c1\",\"status\":\"UNPAID\","
                        + "\"placedAt\":\"2026-11-23T12:00:00Z\"}");
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.header("etag")).isNotEqualTo(made.header("etag"));
        Api.Answer read = editor.get(ORDERS + "/cr-0001");
        assertThat(read.header("etag")).isEqualTo(replaced.header("etag"));
        assertThat(read.response().body())
                .isEqualTo(replaced.response().body())
                .isEqualTo("{\"number\":\"CR-0001\",\"customer\":\"c1\",\"status\":\"SHIPPED\",\"carrier\":\"顺丰速运\","
                        + "\"tracking\":\"SF1\",\"placedAt\":\"2026-11-23T12:00:00Z\"}");
    }

    @Test
    void changesOnlyTheVersionThatWasSeenWhereOneIsNamed() throws Exception {
        // Given
        String first =
                editor.put(ORDERS + "/SEEN-1", order("SEEN-1", "c1", "PAID")).header("etag");
        database.update("update customer_order set status = 'CANCELLED' where number = 'SEEN-1'");

        // When
        Api.Answer outdated = editor.with("If-Match", first).put(ORDERS + "/SEEN-1", order("SEEN-1", "c1", "SHIPPED"));

        // Then
        assertThat(outdated.status()).isEqualTo(412);
        String second = editor.get(ORDERS + "/SEEN-1").header("etag");
        assertThat(editor.with("If-Match", second)
                        .put(ORDERS + "/SEEN-1", order("SEEN-1", "c1", "SHIPPED"))
                        .status())
                .isEqualTo(200);
        assertThat(editor.with("If-Match", "*")
                        .put(ORDERS + "/SEEN-2", order("SEEN-2", "c1", "PAID"))
                        .status())
                .isEqualTo(412);
    }

    @Test
    void keepsTheVersionOfAnOrderThatIsPushedAgainUnchanged() throws Exception {
        // Given
        String first =
                editor.put(ORDERS + "/SAME-1", order("SAME-1", "c1", "PAID")).header("etag");

        // When
        Api.Answer again = editor.put(ORDERS + "/SAME-1", order("SAME-1", "c1", "PAID"));

        // Then
        assertThat(again.header("etag")).isEqualTo(first);
        assertThat(editor.with("If-None-Match", first).get(ORDERS + "/SAME-1").status())
                .isEqualTo(304);
    }

    @Test
    void createsAnOrderOnceWhenRequestsArriveTogether() throws Exception {
        for (int round = 0; round < 20; round++) {
            // Given
            String number = "TOGETHER-" + round;

            // When
            List<Api.Answer> answers =
                    Concurrently.call(8, i -> editor.put(ORDERS + "/" + number, order(number, "c" + i, "PAID")));

            // Then
            assertThat(answers)
                    .extracting(Api.Answer::status)
                    .containsOnly(200, 201)
                    .containsOnlyOnce(201);
        }
    }

    @Test
    void deletesOnlyTheVersionThatWasSeen() throws Exception {
        // Given
        String tag =
                editor.put(ORDERS + "/GONE-1", order("GONE-1", "c1", "PAID")).header("etag");
        assertThat(editor.delete(ORDERS + "/GONE-1").status()).isEqualTo(428);
        assertThat(editor.with("If-Match", "\"0\"").delete(ORDERS + "/GONE-1").status())
                .isEqualTo(412);

        // When
        Api.Answer deleted = editor.with("If-Match", tag).delete(ORDERS + "/GONE-1");

        // Then
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(editor.get(ORDERS + "/GONE-1").status()).isEqualTo(404);
    }

    @Test
    void namesEverythingThatIsWrongWithAnOrder() throws Exception {
        // When
        Api.Answer answer = editor.put(ORDERS + "/BAD-1", """
                {"number": "no number", "customer": "", "status": "LOST", "carrier": "a\\u0000b", "tracking": "%s",
                 "placedAt": "1969-12-31T23:59:59Z", "colour": "red"}""".formatted("x".repeat(101)));

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problems())
                .isEqualTo(Map.of(
                        "number", NUMBER_FAULT,
                        "customer", NUMBER_FAULT,
                        "status", "must be one of UNPAID, PAID, SHIPPED, DELIVERED, CANCELLED, REFUNDING, REFUNDED",
                        "carrier", "must have at most 100 characters, none of them a control character",
                        "tracking", "must have at most 100 characters, none of them a control character",
                        "placedAt", "must be from 1970 to 2100",
                        "colour",
                                "is not known here; known are carrier, customer, number, placedAt, status, tracking"));
    }

    @Test
    void refusesABodyOfAnotherNumberThanThePath() throws Exception {
        // When
        Api.Answer answer = editor.put(ORDERS + "/ONE-1", order("ONE-2", "c1", "PAID"));

        // Then
        assertThat(answer.problems()).isEqualTo(Map.of("number", "must equal the number in the path, or be omitted"));
    }

    @Test
    void listsThoseOfACustomerAndAStatus() throws Exception {
        // Given
        bulk(order("LIST-1", "lister", "PAID") + "\n" + order("LIST-2", "lister", "PAID") + "\n"
                + order("LIST-3", "lister", "SHIPPED"));

        // When
        Api.Answer answer = editor.get(ORDERS + "?customer=lister&status=PAID&sort=-number&size=1");

        // Then
        assertThat(answer.json().path("items").findValuesAsText("number")).containsExactly("LIST-2");
        assertThat(answer.json().path("total").asLong()).isEqualTo(2);
    }

    @Test
    void namesEverythingThatIsWrongWithTheParametersOfAList() throws Exception {
        // When
        Api.Answer answer = editor.get(ORDERS + "?status=LOST&sort=customer&size=0");

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problems().keySet()).containsExactly("size", "sort", "status");
    }

    @Test
    void tellsOfEachLineOfABulkWhatBecameOfIt() throws Exception {
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
        Api.Answer answer = bulk(body);

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("application/x-ndjson");
        assertThat(answer.response().body().lines())
                .containsExactly(
                        "{\"line\":1,\"status\":\"stored\"}",
                        "{\"line\":3,\"status\":\"rejected\",\"problems\":["
                                + "{\"field\":\"placedAt\",\"message\":\"must be like 2026-11-23T20:00:00Z\"},"
                                + "{\"field\":\"a\",\"message\":\"is not known here; known are"
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
    void refusesOnlyTheLineThatTheTableDoesNotTake() throws Exception {
        // Given
        database.update("alter table customer_order add constraint test_only check (customer_uid <> 'poison')");

        // When
        Api.Answer answer = bulk(order("POISON-1", "sound", "PAID") + "\n" + order("POISON-2", "poison", "PAID") + "\n"
                + order("POISON-3", "sound", "PAID"));

        // Then
        database.update("alter table customer_order drop constraint test_only");
        assertThat(answer.response().body().lines())
                .contains("{\"line\":2,\"status\":\"rejected\",\"problems\":["
                        + "{\"field\":\"line\",\"message\":\"was rejected by the database, SQLSTATE 23514\"}]}")
                .endsWith("{\"lines\":3,\"stored\":2,\"rejected\":1,\"processedUpTo\":3}");
        assertThat(app.logText()).doesNotContain("poison").doesNotContain("POISON-2");
    }

    @Test
    void takesAHundredThousandLinesWithLittleMemory() throws Exception {
        // Given
        String body = IntStream.range(0, 100_000)
                .mapToObj(i -> order("MANY-" + i, "many-" + i % 1_000, "SHIPPED"))
                .collect(Collectors.joining("\n"));

        // When
        Api.Answer answer = bulk(body);

        // Then
        assertThat(answer.response().body().lines().count()).isEqualTo(100_001);
        assertThat(answer.response().body())
                .endsWith("{\"lines\":100000,\"stored\":100000,\"rejected\":0,\"processedUpTo\":100000}\n");
        assertThat(database.count("select count(*) from customer_order where number like 'MANY-%'"))
                .isEqualTo(100_000);
        assertThat(app.isAlive()).isTrue();
    }

    @Test
    void tellsUpToWhichLineABulkIsSettledWhenTheDatabaseGoesAwayInTheMiddle() throws Exception {
        // Given a client that has sent more than half of its lines
        List<String> lines = IntStream.range(0, 3_000)
                .mapToObj(i -> order("AWAY-" + i, "away", "SHIPPED") + "\n")
                .toList();
        PipedInputStream body = new PipedInputStream();
        OutputStream sending = new PipedOutputStream(body);
        CompletableFuture<Api.Answer> bulk = CompletableFuture.supplyAsync(() -> {
            try {
                return bulk(HttpRequest.BodyPublishers.ofInputStream(() -> body));
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        send(lines.subList(0, 1_800), sending);
        await().until(() -> database.count("select count(*) from customer_order where customer_uid = 'away'") == 1_500);

        // When
        database.crash();

        // Then
        send(lines.subList(1_800, 3_000), sending);
        sending.close();
        Api.Answer answer = bulk.join();
        database.start();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body().lines()).hasSize(1_501);
        assertThat(answer.response().body())
                .startsWith("{\"line\":1,\"status\":\"stored\"}\n")
                .endsWith("{\"line\":1500,\"status\":\"stored\"}\n"
                        + "{\"lines\":3000,\"stored\":1500,\"rejected\":0,\"processedUpTo\":1500,\"detail\":"
                        + "\"The database is unavailable. Send the lines after line 1500 again later.\"}\n");
        assertThat(database.count("select count(*) from customer_order where customer_uid = 'away'"))
                .isEqualTo(1_500);
        // Connections of before are found out one by one.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(bulk(String.join("", lines)).response().body())
                                .endsWith("{\"lines\":3000,\"stored\":3000,\"rejected\":0,\"processedUpTo\":3000}\n"));
        assertThat(database.count("select count(*) from customer_order where customer_uid = 'away'"))
                .isEqualTo(3_000);
        await().atMost(Duration.ofSeconds(60)).until(() -> app.isReady() && app.isOnDuty());
    }

    private static void send(List<String> lines, OutputStream out) throws Exception {
        out.write(String.join("", lines).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Test
    void storesEveryOrderWholeWhenBulksOfTheSameOrdersComeAtOnce() throws Exception {
        // Given four versions of the same orders, each in a sequence of its own
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
        List<Api.Answer> answers = Concurrently.call(bodies.size(), i -> bulk(bodies.get(i)));

        // Then
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.response().body())
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
        "POST, /api/v1/rules/import, application/json, 33554432",
        "POST, /api/v1/orders/bulk, application/x-ndjson, 268435456"
    })
    void refusesABodyOfUnknownLengthWhereItPassesTheLimit(String method, String path, String type, long limit)
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
                    """.formatted(method, path, editor.headers().get("Authorization"), type)
                    .getBytes(StandardCharsets.US_ASCII));
            for (long sent = 0; sent < limit; sent += chunk.length) {
                write(chunk, out);
            }

            // When
            write(new byte[] {' '}, out);

            // Then it is answered although the body has no end yet
            assertThat(answer(client.getInputStream()))
                    .startsWith("HTTP/1.1 413 ")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .contains("\"detail\":\"The body is larger than the " + limit + " bytes that this path takes.\"");
        }
    }

    private static void write(byte[] chunk, OutputStream out) throws Exception {
        out.write((Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(chunk);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Up to the end of a body that is a JSON object. */
    private static String answer(InputStream in) throws Exception {
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
    void answersTheCustomerOfAnOrderThatWasPushedAndNobodyElse() throws Exception {
        // Given
        String number = "NM2026112300099";
        editor.put(ORDERS + "/" + number, order(number, "pushed", "SHIPPED"));

        // When
        String own = customers.ask("pushed", "订单 " + number + " 到哪了");

        // Then
        assertThat(own).contains(number).contains("已发货");
        assertThat(customers.ask("stranger", "订单 " + number + " 到哪了"))
                .isEqualTo(customers.ask("stranger2", "订单 NM9999999999999 到哪了"))
                .doesNotContain(number);
    }
}
