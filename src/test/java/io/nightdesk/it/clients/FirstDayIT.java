package io.nightdesk.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.api.Api;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The first day of a shop with the console: an admin and an editor do everything that their roles allow, each in an own browser,
 * and customers write on the chat page. Each step goes on where the one before ended. Needs Mosquitto, Chromium and its driver
 * on the path.
 */
@Tag("clients")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FirstDayIT {

    private static final String PASSWORD = "four unrelated words";

    /** What a customer says of themselves, which no rule contains. */
    private static final String SECRET = "我住在幸福路8号";

    /** What one person does, in words and times of their own. */
    private record Day(
            String key,
            String title,
            List<String> examples,
            String answer,
            String unanswered,
            String keyOfUnanswered,
            String answerToUnanswered,
            String customer,
            String holiday,
            String firstDate,
            String lastDate,
            String nextOpening) {}

    private static final Map<String, Day> DAYS = Map.of(
            "admin",
            new Day(
                    "engraving",
                    "Engraving",
                    List.of("可以刻字吗", "能不能刻上名字", "杯子上可以刻字吗"),
                    "可以免费刻字，请在订单备注里写明内容。",
                    "你们收古董相机吗",
                    "cameras",
                    "我们不回收相机。",
                    "guest-of-admin",
                    "Spring Festival",
                    "2050-01-24",
                    "2050-01-28",
                    "2050-01-31"),
            "xiaoli",
            new Day(
                    "skiing",
                    "Skiing",
                    List.of("有滑雪课程吗", "可以学滑雪吗", "滑雪教练怎么预约"),
                    "滑雪课程每周六上午开课。",
                    "哪里可以看企鹅",
                    "penguins",
                    "企鹅馆在三楼。",
                    "guest-of-xiaoli",
                    "National Day",
                    "2050-10-03",
                    "2050-10-07",
                    "2050-10-10"));

    @RegisterExtension
    private static final Deployment deployment = Deployment.withMosquittoAndWebSocket();

    @RegisterExtension
    private final AfterTestExecutionCallback screenshots = this::takeScreenshotsOfAFailure;

    private final Database database = deployment.database();
    private final Broker broker = deployment.broker();
    private final App app =
            deployment.replica("first-day").with("NIGHTDESK_MODE", "always").with("NIGHTDESK_CHAT_ENABLED", "true");

    private Map<String, Console> consoles;
    private Map<String, Browser> chats;
    private int rules;

    @BeforeAll
    void start() throws Exception {
        deployment.startWithSamples(app);
        rules = Database.sample("rules").size();
        Api admin = Api.admin(app);
        for (String role : List.of("editor", "viewer")) {
            String name = role.equals("editor") ? "xiaoli" : "laowang";
            Api.Answer created = admin.post(
                    "/api/v1/accounts",
                    "{\"name\":\"%s\",\"password\":\"%s\",\"role\":\"%s\"}".formatted(name, PASSWORD, role));
            assertThat(created.status()).isEqualTo(201);
        }
        consoles = Map.of(
                "admin", new Console(app.url(), 1280).logIn("admin", App.ADMIN_PASSWORD),
                "xiaoli", new Console(app.url(), 1280).logIn("xiaoli", PASSWORD));
        chats = Map.of("admin", chatPage("guest-of-admin"), "xiaoli", chatPage("guest-of-xiaoli"));
    }

    private Browser chatPage(String customer) {
        Browser browser = new Browser("zh-CN", 390, 844);
        browser.open(app);
        browser.enter(customer, "ws://127.0.0.1:" + broker.webSocketPort() + "/mqtt");
        browser.awaitStatus("online");
        return browser;
    }

    private void takeScreenshotsOfAFailure(ExtensionContext test) throws IOException {
        if (test.getExecutionException().isPresent()) {
            for (Map.Entry<String, Console> console : consoles.entrySet()) {
                console.getValue()
                        .browser()
                        .screenshot(Path.of(
                                "target",
                                "screenshots",
                                "failures",
                                test.getRequiredTestMethod().getName() + "-" + console.getKey() + ".png"));
            }
        }
    }

    @AfterAll
    void close() {
        consoles.values().forEach(Console::close);
        chats.values().forEach(Browser::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "xiaoli"})
    @Order(1)
    void triesARuleBeforeItIsSaved(String name) {
        // Given
        Console console = consoles.get(name);
        Day day = DAYS.get(name);
        console.open("Rules");
        console.click("New rule");
        console.fill("Title", day.title());
        console.fill("Examples", String.join("\n", day.examples()));
        console.fill("Chinese", day.answer());
        console.fill("Key", day.key());
        console.fill("The customer says", day.examples().get(0));

        // When
        console.click("Send");

        // Then
        console.awaitTexts(".talk .reply", day.answer());
        console.awaitTexts(
                ".match-trace li",
                day.title() + " (this rule) — is exactly the question “"
                        + day.examples().get(0) + "” gave the answer");
        assertThat(database.count("select count(*) from faq_rule where key = ?", day.key()))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "xiaoli"})
    @Order(2)
    void answersOnTheChatPageByTheSavedRule(String name) {
        // Given
        Console console = consoles.get(name);
        Day day = DAYS.get(name);
        console.click("Save");
        console.awaitTexts(".el-drawer__title", "Edit rule");
        console.click("Close");
        app.awaitRules(++rules);

        // When
        chats.get(name).say(day.examples().get(1));

        // Then
        await().until(() -> chats.get(name).replies().equals(List.of(day.answer())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "xiaoli"})
    @Order(3)
    void undoesAnImportOfAFile(String name) throws Exception {
        // Given
        Console console = consoles.get(name);
        Day day = DAYS.get(name);
        Path file = Files.writeString(
                deployment.folder().resolve(name + ".csv"),
                "顾客怎么问,答案\n%1$s有优惠吗,%1$s会员九折。\n%1$s要排队吗,%1$s不用排队。\n".formatted(day.title()));
        console.open("Import and export");
        console.drop(file);
        console.choose("顾客怎么问 Meaning", "Whole questions");
        console.click("Preview");
        console.awaitTexts(".changes [role=status]", "2 added, 0 changed, 0 deleted, 0 unchanged");
        console.click("Import");
        console.confirm();
        console.awaitTexts("section[aria-live] h3", "Imported");
        app.awaitRules(rules + 2);
        console.click("Undo this import");
        console.awaitTexts(".el-dialog .changes [role=status]", "0 added, 0 changed, 2 deleted, 0 unchanged");

        // When
        console.click("Undo");

        // Then
        app.awaitRules(rules);
        console.click("Close");
        console.awaitTexts("tbody tr:nth-child(2) .el-tag", "Undone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "xiaoli"})
    @Order(4)
    void closesOnTheDatesOfAHoliday(String name) {
        // Given
        Console console = consoles.get(name);
        Day day = DAYS.get(name);
        console.open("Hours");
        console.choose("Time zone", "Asia/Shanghai");
        console.fill("Monday Opening hours", "09:00-12:00, 13:00-18:00");
        console.click("Copy Monday to Friday");
        console.click("Add dates");
        console.fillDate("From", day.firstDate());
        console.fillDate("To", day.lastDate());
        console.fill("Name", day.holiday());
        console.click("OK");

        // When
        console.click("Save");

        // Then
        console.awaitMessage("Saved. It takes effect within a second.");
        console.fillDate("Look at another moment (Asia/Shanghai)", day.firstDate() + "T10:00");
        console.awaitTexts(
                "section[aria-live] p",
                "Closed then",
                "Because %s (%s) is closed all day. Next opening: %s Monday 09:00."
                        .formatted(day.firstDate(), day.holiday(), day.nextOpening()),
                "The desk answers: the mode is \"Always\", whatever the hours are.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "xiaoli"})
    @Order(5)
    void makesARuleOfAQuestionWithoutAnAnswer(String name) {
        // Given
        Console console = consoles.get(name);
        Day day = DAYS.get(name);
        chats.get(name).say(day.unanswered());
        await().until(() -> chats.get(name).replies().size() == 2);
        console.open("Unanswered");
        console.awaitTexts("main h2", day.unanswered());
        console.click("Make a new rule");
        console.fill("Chinese", day.answerToUnanswered());
        console.fill("Key", day.keyOfUnanswered());

        // When
        console.click("Save");

        // Then
        console.awaitTexts(".el-drawer__title", "Edit rule");
        console.click("Close");
        app.awaitRules(++rules);
        console.open("Unanswered");
        console.awaitTexts("main .empty-state h2", "No unanswered questions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "xiaoli"})
    @Order(6)
    void tellsWhyACustomerGotAnAnswer(String name) {
        // Given
        Console console = consoles.get(name);
        Day day = DAYS.get(name);
        console.open("Conversations");
        console.fill("Customer", day.customer() + "\n");
        console.fill("Text of the message", day.examples().get(1) + "\n");
        console.awaitTexts(".exchange .question", day.examples().get(1));

        // When
        console.click("Why?");

        // Then
        console.awaitTexts("details > p", "The rule “" + day.title() + "” answers this message.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "xiaoli"})
    @Order(7)
    void saysNothingWhileTheConversationIsPaused(String name) {
        // Given
        Console console = consoles.get(name);
        Day day = DAYS.get(name);
        console.click("Pause the desk");
        console.choose("For", "2 hours");
        console.fill("Reason (optional)", "we phone");
        console.click("Pause the desk");
        console.awaitMessage("The desk is paused.");

        // When
        chats.get(name).say(day.examples().get(2));

        // Then
        console.fill("Text of the message", day.examples().get(2) + "\n");
        await().untilAsserted(() -> {
            console.click("Refresh");
            assertThat(console.texts(".exchange .el-tag")).containsExactly("Taken over");
        });
        assertThat(chats.get(name).replies()).hasSize(2);
    }

    @Test
    @Order(8)
    void addsAnEditorWhoLogsIn() {
        // Given
        Console admin = consoles.get("admin");
        admin.open("Accounts");
        admin.click("New account");
        admin.fill("Name", "xiaomei");
        admin.click("Editor also changes rules, hours and orders, and reads messages of customers");
        admin.fill("Password", PASSWORD);

        // When
        admin.click("Create");

        // Then
        admin.awaitTexts("main tbody th", "admin (you)", "laowang", "xiaoli", "xiaomei");
        try (Console xiaomei = new Console(app.url(), 1280).logIn("xiaomei", PASSWORD)) {
            assertThat(xiaomei.navigation())
                    .containsExactly(
                            "Today",
                            "Rules",
                            "Unanswered",
                            "Conversations",
                            "Hours",
                            "Orders",
                            "Import and export",
                            "Accounts");
        }
    }

    @Test
    @Order(9)
    void listsEveryChangeInTheAuditLog() {
        // Given
        Console admin = consoles.get("admin");
        admin.open("Audit log");

        // When
        admin.fill("Account", "xiaoli\n");

        // Then
        await().untilAsserted(() -> assertThat(withoutTimes(admin.texts(".what")))
                .containsExactly(
                        "xiaoli paused the desk in the session of guest-of-xiaoli until: (time)",
                        "xiaoli created the rule 哪里可以看企鹅 penguins version: 48",
                        "xiaoli changed the schedule version: 2",
                        "xiaoli undid an import of rules added: 0 changed: 0 deleted: 2",
                        "xiaoli imported rules added: 2 changed: 0 deleted: 0",
                        "xiaoli created the rule Skiing skiing version: 38"));
        admin.fill("Account", "admin\n");
        await().untilAsserted(() -> assertThat(withoutTimes(admin.texts(".what")))
                .containsExactly(
                        "admin created the account xiaomei can log in: yes role: editor",
                        "admin paused the desk in the session of guest-of-admin until: (time)",
                        "admin created the rule 你们收古董相机吗 cameras version: 47",
                        "admin changed the schedule version: 1",
                        "admin undid an import of rules added: 0 changed: 0 deleted: 2",
                        "admin imported rules added: 2 changed: 0 deleted: 0",
                        "admin created the rule Engraving engraving version: 37",
                        "admin created the account laowang can log in: yes role: viewer",
                        "admin created the account xiaoli can log in: yes role: editor"));
    }

    private static List<String> withoutTimes(List<String> texts) {
        return texts.stream()
                .map(text -> text.replaceAll("\\d+ \\w{3}, \\d\\d:\\d\\d", "(time)"))
                .toList();
    }

    @Test
    @Order(10)
    void offersAViewerNothingToChangeAndNoTextOfACustomer() {
        // Given
        chats.get("admin").say(SECRET);
        await().until(() -> database.count("select count(*) from exchange where question = ?", SECRET) == 1);
        try (Console viewer = new Console(app.url(), 1280)) {
            // When
            viewer.logIn("laowang", PASSWORD);

            // Then
            assertThat(viewer.navigation()).containsExactly("Today", "Rules", "Hours", "Import and export", "Accounts");
            assertOffers(viewer, "today", "Refresh");
            List<String> rules = List.of(
                    "Deleted rules",
                    "Search",
                    "State",
                    "Tag",
                    "Clear filters",
                    "Rule ↑",
                    "Priority",
                    "Last change",
                    "Enabled");
            assertOffers(viewer, "rules?q=engraving", rules.toArray(String[]::new));
            assertOffers(
                    viewer,
                    "rules/engraving?q=engraving",
                    Stream.of(rules, List.of("Close this dialog", "More triggers", "Close"))
                            .flatMap(List::stream)
                            .toArray(String[]::new));
            viewer.awaitTexts(".el-drawer .el-tabs__item", "History");
            assertOffers(viewer, "hours", "Look at another moment (Asia/Shanghai)", "Earlier", "Later");
            assertOffers(
                    viewer,
                    "transfer",
                    "Export CSV (spreadsheet)",
                    "Export JSON (backup)",
                    "Download an empty template");
            assertOffers(
                    viewer, "accounts", "Current password", "New password", "New password again", "Change password");
            for (String hidden : List.of("unanswered", "conversations", "orders", "audit")) {
                assertOffers(viewer, hidden, "Refresh");
                assertThat(viewer.path()).isEqualTo("/console/today");
            }
        }
    }

    private static void assertOffers(Console console, String path, String... controls) {
        console.load(path);
        assertThat(console.controls()).as("controls of %s", path).containsExactly(controls);
        assertThat(console.browser().source()).doesNotContain(SECRET);
    }

    @Test
    @Order(11)
    void offersAnEditorNeitherAccountsNorTheAuditLog() {
        // Given
        Console editor = consoles.get("xiaoli");

        // When
        editor.load("audit");

        // Then
        assertThat(editor.path()).isEqualTo("/console/today");
        assertOffers(editor, "accounts", "Current password", "New password", "New password again", "Change password");
    }
}
