package io.nightdesk.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightdesk.it.api.Api;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import io.nightdesk.it.harness.TcpProxy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one writes into the editor of a rule is not lost, whatever others and replicas do. Needs Chromium and its driver on the path. */
@Tag("clients")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConsoleEditingIT {

    private static final String COLLEAGUE = "xiaofang";
    private static final String PASSWORD = "four unrelated words";

    @RegisterExtension
    private static final Deployment deployment = Deployment.withEmbeddedBroker();

    private final Database database = deployment.database();
    private final App first = deployment.replica("first");
    private final App second = deployment.replica("second");
    private Api api;

    @BeforeAll
    void start() throws Exception {
        deployment.start(first, second);
        api = Api.admin(second);
        Api.Answer created = api.post(
                "/api/v1/accounts",
                "{\"name\":\"%s\",\"password\":\"%s\",\"role\":\"admin\"}".formatted(COLLEAGUE, PASSWORD));
        assertThat(created.status()).isEqualTo(201);
    }

    @Test
    void mergesWhatTwoAdminsWroteIntoOneRule() throws Exception {
        // Given
        createRule("parking");
        try (Console mine = openRule(second.url(), "admin", App.ADMIN_PASSWORD, "parking");
                Console theirs = openRule(second.url(), COLLEAGUE, PASSWORD, "parking")) {
            theirs.fill("Title", "Parking of theirs");
            theirs.fill("Examples", "parking\ntheir question");
            theirs.click("Save");
            theirs.awaitMessage("Saved and in force. Please look at the warnings.");
            mine.fill("Title", "Parking of mine");
            mine.fill("Examples", "parking\nmy question");
            mine.fill("English", "My answer");
            mine.click("Save");
            mine.awaitTexts(
                    ".el-dialog p",
                    "xiaofang has saved another version while you were editing. Choose what to keep wherever they"
                            + " differ, then save.");
            mine.awaitTexts(
                    "fieldset .versions",
                    "Mine Parking of mine Theirs Parking of theirs",
                    "Mine parking my question Theirs parking their question",
                    "Mine My answer Theirs parking");
            mine.click("Theirs");
            mine.click("Both");

            // When
            mine.click("Merge and save");

            // Then
            mine.awaitMessage("Saved. In force within a second.");
            JsonNode rule = api.get("/api/v1/rules/parking").json().path("rule");
            assertThat(rule.path("title").asText()).isEqualTo("Parking of theirs");
            assertThat(rule.at("/triggers/examples"))
                    .extracting(JsonNode::asText)
                    .containsExactly("parking", "their question", "my question");
            assertThat(rule.at("/answers/variants"))
                    .extracting(variant -> variant.path("en").asText())
                    .containsExactly("My answer");
        }
    }

    @Test
    void keepsTheLoginAndTheTextWhenItsReplicaIsKilled() throws Exception {
        // Given
        createRule("cinema");
        try (TcpProxy proxy = new TcpProxy(first.httpPort());
                Console console =
                        openRule("http://127.0.0.1:" + proxy.port() + "/", "admin", App.ADMIN_PASSWORD, "cinema")) {
            console.fill("Title", "Cinema tickets");
            first.kill();
            console.click("Save");
            console.awaitTexts(
                    ".el-drawer [role=alert]",
                    "The service cannot be reached. Check your network and try again. Try again");
            proxy.switchTo(second.httpPort());

            // When
            console.click("Try again");

            // Then
            console.awaitMessage("Saved and in force. Please look at the warnings.");
            assertThat(database.query("select title from faq_rule where key = 'cinema'"))
                    .containsExactly("Cinema tickets");
        }
    }

    @Test
    void keepsTheTextWhenTheLoginEnds() throws Exception {
        // Given
        createRule("garden");
        try (Console console = openRule(second.url(), "admin", App.ADMIN_PASSWORD, "garden")) {
            console.fill("Title", "Garden tools");
            console.browser().forgetCookies();
            console.click("Save");
            console.awaitTexts(".el-dialog p:first-child", "Please log in again. What is on the page is kept.");

            // When
            console.fill("Password", App.ADMIN_PASSWORD);
            console.click("Log in");

            // Then
            console.awaitMessage("Saved and in force. Please look at the warnings.");
            assertThat(database.query("select title from faq_rule where key = 'garden'"))
                    .containsExactly("Garden tools");
        }
    }

    private void createRule(String key) throws Exception {
        Api.Answer created = api.post("/api/v1/rules", """
            {"key": "%1$s", "title": "%1$s", "triggers": {"examples": ["%1$s"]}, "answers": {"variants": [{"en": "%1$s"}]}}
            """.formatted(key));
        assertThat(created.status()).isEqualTo(201);
    }

    private static Console openRule(String address, String username, String password, String key) {
        Console console = new Console(address, 1280).logIn(username, password);
        console.load("rules/" + key);
        return console;
    }
}
