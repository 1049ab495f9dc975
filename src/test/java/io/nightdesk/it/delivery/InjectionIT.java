package io.nightdesk.it.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightdesk.it.api.Api;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL, HTML, template and log injection: the service stores such texts unchanged or refuses them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InjectionIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOG_LINE = "2026-01-01 00:00:00,000 ERROR [forged]";

    @RegisterExtension
    private static final Deployment deployment = Deployment.withEmbeddedBroker();

    private final Database database = deployment.database();
    private final App app = deployment.replica("injection");
    private final Api admin = Api.admin(app);
    private Customers customers;

    @BeforeAll
    void start() throws Exception {
        deployment.start(app);
        customers = deployment.customers();
    }

    static List<String> hostileTexts() {
        return List.of(
                "x'); drop table faq_rule; --",
                "' or '1'='1",
                "%_\\%",
                "${jndi:ldap://x/y} #{1+1} ${1+1} {{7*7}}",
                "<script>alert(1)</script>",
                "$1 \\1 %s %n %d");
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void storesHostileTextsOfARuleUnchanged(String hostile) throws Exception {
        // Given
        String key = "hostile-" + Math.floorMod(hostile.hashCode(), 1_000_000);
        ObjectNode rule = JSON.createObjectNode();
        rule.put("key", key);
        rule.put("title", hostile);
        rule.putArray("tags")
                .add(hostile.substring(0, Math.min(10, hostile.length())).strip());
        ObjectNode triggers = rule.putObject("triggers");
        triggers.putArray("exact").add("问 " + hostile);
        triggers.putArray("examples").add("例 " + hostile);
        triggers.putArray("keywords").addObject().putArray("all").add("词 " + hostile);
        // Braces are placeholders in an answer, and these are none.
        String answer = "答 " + hostile.replace("{", "(").replace("}", ")");
        rule.putObject("answers").putArray("variants").addObject().put("zh", answer);

        // When
        Api.Answer created = admin.post("/api/v1/rules", rule.toString());

        // Then
        assertThat(created.status()).isEqualTo(201);
        JsonNode read = admin.get("/api/v1/rules/" + key).json().path("rule");
        assertThat(read.path("title").asText()).isEqualTo(hostile);
        assertThat(read.at("/triggers/exact/0").asText()).isEqualTo("问 " + hostile);
        assertThat(read.at("/triggers/keywords/0/all/0").asText()).isEqualTo("词 " + hostile);
        assertThat(read.at("/answers/variants/0/zh").asText()).isEqualTo(answer);
        assertThat(admin.get("/api/v1/rules?q=" + encoded(hostile))
                        .json()
                        .path("items")
                        .findValuesAsText("key"))
                .contains(key);
        await().until(() -> customers.ask(Customers.somebody(), "问 " + hostile).equals(answer));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void storesHostileTextsOfOrdersModesAndSessionsUnchanged(String hostile) throws Exception {
        // Given
        customers.ask("carried", "在吗 " + hostile);
        ObjectNode order = JSON.createObjectNode();
        order.put("customer", "carried");
        order.put("status", "SHIPPED");
        order.put("carrier", hostile);
        order.put("tracking", hostile);
        order.put("placedAt", "2026-11-23T12:00:00Z");
        String reason = JSON.createObjectNode().put("reason", hostile).toString();
        String mode = JSON.createObjectNode()
                .put("mode", "always")
                .put("reason", hostile)
                .toString();
        Api any = admin.with("If-Match", "*");

        // When
        Api.Answer stored = admin.put("/api/v1/orders/HOSTILE1", order.toString());
        Api.Answer resumed = any.post("/api/v1/sessions/carried/resume", reason);
        Api.Answer set = any.put("/api/v1/hours/mode", mode);

        // Then
        assertThat(stored.json().path("carrier").asText()).isEqualTo(hostile);
        assertThat(admin.get("/api/v1/orders/HOSTILE1").json().path("tracking").asText())
                .isEqualTo(hostile);
        assertThat(resumed.json().at("/lastChange/reason").asText()).isEqualTo(hostile);
        assertThat(set.json().path("reason").asText()).isEqualTo(hostile);
        assertThat(database.query(
                        "select question from exchange where customer_uid = 'carried' order by id desc" + " limit 1"))
                .containsExactly("在吗 " + hostile);
        database.update("delete from session where customer_uid = 'carried'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/rules?sort=",
                "/api/v1/orders?sort=",
                "/api/v1/exchanges?sort=",
                "/api/v1/sessions?sort=",
                "/api/v1/accounts?sort=",
                "/api/v1/unmatched?sort=",
                "/api/v1/hours/changes?sort=",
                "/api/v1/sessions?state=",
                "/api/v1/exchanges?outcome=",
                "/api/v1/orders?status="
            })
    void rejectsCodeWhereANameIsExpected(String path) throws Exception {
        // When
        Api.Answer answer = admin.get(path + encoded("(select 1); drop table exchange"));

        // Then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problems()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/rules/",
                "/api/v1/orders/",
                "/api/v1/accounts/",
                "/api/v1/customers/",
                "/api/v1/sessions/",
                "/api/v1/exchanges/"
            })
    void findsNothingByCodeInAPath(String path) throws Exception {
        // When
        Api.Answer answer = admin.get(path + encoded("x' or '1'='1"));

        // Then
        assertThat(answer.status()).isIn(400, 404);
    }

    @Test
    void writesNoForgedLogLines() throws Exception {
        // Given
        String forged = "x\n" + LOG_LINE;
        String json = JSON.createObjectNode()
                .put("key", forged)
                .put("title", forged)
                .put("name", forged)
                .put("reason", forged)
                .toString();

        // When
        admin.post("/api/v1/rules", json);
        admin.post("/api/v1/accounts", json);
        admin.with("If-Match", "*").put("/api/v1/hours/mode", json);
        admin.get("/api/v1/rules/" + encoded(forged));
        admin.get("/api/v1/rules?q=" + encoded(forged));
        Api.as(app, forged, "a-password-of-nobody").get("/api/v1/rules");
        customers.ask("forger", forged);

        // Then
        assertThat(app.logText()).doesNotContain("[forged]");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
