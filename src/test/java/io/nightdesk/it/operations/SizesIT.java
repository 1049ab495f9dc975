package io.nightdesk.it.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.it.api.Api;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Concurrently;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The documented sizes work with the heap of a pod, and nothing that is larger ends the service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SizesIT {

    private static final int RULES = 10_000;
    private static final int MIB = 1024 * 1024;
    private static final String IMPORT = "/api/v1/rules/import";
    private static final String QUESTION = "怎么退货";

    @RegisterExtension
    private static final Deployment deployment = Deployment.withEmbeddedBroker();

    private final Database database = deployment.database();
    private final App app = deployment
            .replica("sizes")
            .withMemoryOfAPod()
            .with("NIGHTDESK_MODE", "always")
            .with("NIGHTDESK_REPEAT_WITHIN", "0s")
            .with("NIGHTDESK_REPLIES_PER_HOUR", "200");
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Customers customers;
    private String epoch;

    @BeforeAll
    void start() throws Exception {
        deployment.startWithSamples(app);
        customers = deployment.customers();
        epoch = epoch();
    }

    @AfterEach
    void theDeskStillAnswersInItsFirstTerm() throws Exception {
        assertThat(customers.ask(Customers.somebody(), QUESTION)).isNotEmpty();
        assertThat(epoch()).isEqualTo(epoch);
    }

    @Test
    void importsExportsAndTriesTenThousandRulesWhileCustomersAreAnswered() throws Exception {
        // Given
        byte[] file = rules();
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        Thread asking = new Thread(() -> {
            try {
                while (!ended.get()) {
                    customers.ask(Customers.somebody(), QUESTION);
                    answered.incrementAndGet();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        asking.start();

        // When
        HttpResponse<String> imported = post(IMPORT + "?apply=true", "application/json", file);
        List<Integer> exported = Concurrently.call(
                8,
                i -> get(i % 2 == 0 ? "/api/v1/rules/export" : "/api/v1/rules/export.csv")
                        .statusCode());
        List<Integer> tried = Concurrently.call(
                8,
                i -> post("/api/v1/try", "application/json", tryDraft().getBytes(StandardCharsets.UTF_8))
                        .statusCode());
        HttpResponse<String> unchanged = post(IMPORT, "application/json", file);

        // Then
        ended.set(true);
        asking.join();
        assertThat(imported.statusCode()).isEqualTo(200);
        assertThat(exported).contains(200).isSubsetOf(200, 503);
        assertThat(tried).contains(200).isSubsetOf(200, 503);
        assertThat(new ObjectMapper()
                        .readTree(unchanged.body())
                        .path("unchanged")
                        .asInt())
                .isEqualTo(RULES);
        assertThat(answered.get()).isPositive();
        app.awaitRules((int) database.count("select count(*) from faq_rule where enabled"));
    }

    @Test
    void turnsAnExportAwayWhileOthersReadSlowly() throws Exception {
        // Given four clients that do not read their exports
        post(IMPORT + "?apply=true", "application/json", rules());
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            slow.add(deployment.closing(startExport()));
        }

        // When
        HttpResponse<String> fifth = get("/api/v1/rules/export.csv");
        HttpResponse<String> read = get("/api/v1/rules/many-1");

        // Then
        assertThat(fifth.statusCode()).isEqualTo(503);
        assertThat(fifth.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(fifth.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(fifth.body()).contains("Too many exports are running. Try again later.");
        assertThat(read.statusCode()).isEqualTo(200);
        for (Socket client : slow) {
            client.close();
        }
        await().until(() -> get("/api/v1/rules/export").statusCode() == 200);
    }

    /** Begins an export, and reads one byte of the response. */
    private Socket startExport() throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(4 * 1024);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), app.httpPort()));
        String request = "GET /api/v1/rules/export HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
                + Api.basic("admin", App.ADMIN_PASSWORD) + "\r\n\r\n";
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        assertThat(client.getInputStream().read()).isEqualTo('H');
        return client;
    }

    @Test
    void rejectsFilesBeyondTheLimits() throws Exception {
        // When
        int tooLarge = post(IMPORT, "application/json", "x".repeat(31 * MIB).getBytes(StandardCharsets.UTF_8))
                .statusCode();
        int deep = post(IMPORT, "application/json", "[".repeat(400_000).getBytes(StandardCharsets.UTF_8))
                .statusCode();
        int cell = post(IMPORT, "text/csv", ("\"" + "x".repeat(15 * MIB)).getBytes(StandardCharsets.UTF_8))
                .statusCode();

        // Then
        assertThat(List.of(tooLarge, deep, cell)).containsExactly(413, 400, 400);
    }

    @Test
    void survivesFilesOfManySmallTexts() throws Exception {
        // Given
        String words = "\"a\",".repeat(250_000) + "\"a\"";
        String fat = "{\"key\":\"a\",\"title\":\"A\",\"tags\":[" + words + "]}";
        String fields =
                IntStream.range(0, 80_000).mapToObj(i -> "\"f" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
        String file =
                IntStream.range(0, 4).mapToObj(i -> fat + "," + fields).collect(Collectors.joining(",", "[", "]"));

        // When
        List<Integer> statuses = Concurrently.call(
                6,
                i -> post(IMPORT, "application/json", file.getBytes(StandardCharsets.UTF_8))
                        .statusCode());

        // Then
        // A preview lists the errors. Those that wait too long for their turn are turned away.
        assertThat(statuses).contains(200).isSubsetOf(200, 503);
    }

    private static byte[] rules() {
        byte[] file = IntStream.range(0, RULES)
                .mapToObj(SizesIT::rule)
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
        assertThat(file.length).isBetween(9 * MIB, 16 * MIB);
        return file;
    }

    private static String tryDraft() {
        return "{\"text\": \"x\", \"rule\": " + rule(RULES) + "}";
    }

    /** About 1.3 KiB, with every kind of trigger. */
    private static String rule(int i) {
        String answer = "答案" + i + "：" + "退款会在一到三个工作日内原路退回。".repeat(12);
        return """
                {"key":"many-%1$d","title":"规则 %1$d","triggers":{"exact":["问题 many-%1$d"],
                "keywords":[{"all":["甲%1$d"],"any":["多久","几天","到账"]},{"all":["word%1$d"],"none":["not"]}],
                "regexes":["编号%1$d.{0,4}款"],"examples":["第%1$d种退款什么时候到账","钱%1$d几天能退回来","How long %1$d"]},
                "answers":{"variants":[{"zh":"%2$s","en":"Answer %1$d: refunds take one to three working days."}]}}""".formatted(i, answer);
    }

    private String epoch() {
        return database.query("select epoch::text from leader_lease").get(0);
    }

    private HttpResponse<String> post(String path, String type, byte[] body) throws Exception {
        return http.send(
                request(path)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Reads the whole response. */
    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.httpPort() + path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", Api.basic("admin", App.ADMIN_PASSWORD));
    }
}
