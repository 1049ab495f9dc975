package io.nightdesk.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.it.api.Api;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Deployment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/**
 * The console in a real browser. What is checked of every view is checked of each entry of the navigation, so a new view needs no
 * change here. Needs Chromium and its driver on the path.
 */
@Tag("clients")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConsoleIT {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots", "console");
    /** Copied to docs/images when the console has changed. */
    private static final Path GUIDE_SCREENSHOTS = Path.of("target", "screenshots", "guide");

    private static final Set<String> GUIDE = Set.of("rules", "rule", "unanswered", "conversation", "hours", "import");
    private static final Path AXE = Path.of("src/main/web/node_modules/axe-core/axe.min.js");

    /** Lists the violations of accessibility rules, each with the first element that violates it. */
    private static final String RUN_AXE = "const done = arguments[arguments.length - 1];"
            + " axe.run().then(({ violations }) => done(violations.map((violation) =>"
            + " `${violation.id}: ${violation.help}: ${violation.nodes[0].html}`)), (error) => done([String(error)]));";

    @RegisterExtension
    private static final Deployment deployment = Deployment.withEmbeddedBroker();

    private final App app = deployment.replica("console");

    @BeforeAll
    void start() throws Exception {
        deployment.startWithSamples(app);
        BusyShop.prepare(deployment, app);
        Files.writeString(deployment.folder().resolve("rules.csv"), BusyShop.RULES);
    }

    @ParameterizedTest
    @CsvSource({
        "zh-CN, 1280, light",
        "zh-CN, 360, dark",
        "en-GB, 1280, light",
        "en-GB, 360, dark",
    })
    @DisabledIfSystemProperty(
            named = "nightdesk.native",
            matches = "true",
            disabledReason = "the binary serves the same pages, and their use is tested on it elsewhere")
    void everyViewIsAccessibleFitsAndLogsNoWarning(String language, int width, String theme) throws Exception {
        try (Browser browser = new Browser(language, width, 1000)) {
            // Given
            BusyShop.setHours(app);
            openLogin(browser);
            if (theme.equals("dark")) {
                browser.find("#theme").click();
            }
            assertViewIsFine(browser, "login", language, width, theme);
            logIn(browser);

            // When
            List<String> paths = navigation(browser);

            // Then
            for (String path : paths) {
                browser.load(address(path));
                awaitView(browser);
                assertViewIsFine(browser, path.replaceFirst("^/console/", ""), language, width, theme);
            }
            for (Screen screen : screens()) {
                browser.load(address(screen.path()));
                awaitView(browser);
                screen.opening().accept(browser);
                await(screen.name()).until(() -> browser.has(screen.shown()));
                awaitView(browser);
                assertViewIsFine(browser, screen.name(), language, width, theme);
            }
        }
    }

    /** What a view shows only after a click: the address, what to do there, and what is shown then. */
    private record Screen(String name, String path, Consumer<Browser> opening, String shown) {}

    private static List<Screen> screens() {
        return List.of(
                new Screen("rule", "/console/rules/return-policy", page -> page.click("#try-rule"), ".talk .reply"),
                new Screen(
                        "rule-history", "/console/rules/complaint", page -> page.click("#tab-history"), ".history dl"),
                new Screen(
                        "conversation",
                        "/console/conversations?customer=" + BusyShop.CUSTOMER,
                        page -> page.click(".exchange:nth-child(2) summary"),
                        ".exchange [open] .match-trace"),
                new Screen(
                        "import",
                        "/console/transfer",
                        page -> page.find("[type=file]")
                                .sendKeys(
                                        deployment.folder().resolve("rules.csv").toString()),
                        ".changes dl"),
                new Screen("dates", "/console/hours", page -> page.click("td button"), ".dates-dialog input"),
                new Screen(
                        "account",
                        "/console/accounts",
                        page -> page.click("tbody tr:last-child button"),
                        "#account-form"));
    }

    @Test
    void saysThatThePasswordIsWrong() {
        try (Browser browser = new Browser("en-GB", 1280, 800)) {
            // Given
            openLogin(browser);

            // When
            submit(browser, "wrong-password");

            // Then
            await().until(() ->
                    browser.texts("[role=alert]").equals(List.of("The username or the password is wrong.")));
        }
    }

    @Test
    void returnsAfterTheLoginToTheViewThatWasAskedFor() {
        try (Browser browser = new Browser("en-GB", 1280, 800)) {
            // Given
            browser.load(address("/console/no/such/view"));
            awaitView(browser);
            assertThat(browser.run("return location.pathname")).isEqualTo("/console/login");

            // When
            logIn(browser);

            // Then
            assertThat(browser.texts("main h1")).containsExactly("There is no such page");
            assertThat(browser.run("return location.pathname")).isEqualTo("/console/no/such/view");
        }
    }

    @Test
    void remembersTheLanguageAndEndsTheSessionAtLogout() {
        try (Browser browser = new Browser("zh-CN", 1280, 800)) {
            // Given
            openLogin(browser);
            browser.find("#language").click();
            logIn(browser);
            browser.find(".account").click();
            await().until(() -> browser.find(".el-dropdown-menu").isDisplayed());

            // When
            browser.find(".el-dropdown-menu li:last-child").click();

            // Then
            await().until(() -> browser.texts("main h1").equals(List.of("Log in")));
            browser.load(address("/console/"));
            awaitView(browser);
            assertThat(browser.texts("main h1")).containsExactly("Log in");
        }
    }

    @ParameterizedTest
    @CsvSource({"en-GB, 1280, light", "zh-CN, 360, dark"})
    void theLoginDialogOverAPageIsAccessibleAndFits(String language, int width, String theme) throws Exception {
        try (Browser browser = new Browser(language, width, 800)) {
            // Given
            openLogin(browser);
            if (theme.equals("dark")) {
                browser.find("#theme").click();
            }
            logIn(browser);
            browser.load(address("/console/orders"));
            awaitView(browser);
            browser.forgetCookies();

            // When
            browser.run("document.querySelector('nav a[href=\"/console/audit\"]').click()");

            // Then
            await().until(() -> browser.has(".el-dialog [name=password]"));
            // The browser logs the response with status 401; the view has sent only one request.
            browser.warnings();
            assertViewIsFine(browser, "login-over-page", language, width, theme);
        }
    }

    @Test
    void pausesAndResumesTheDeskInTheListOfSessions() throws Exception {
        try (Browser browser = new Browser("en-GB", 360, 800)) {
            // Given, whatever hours another test has set
            Api.admin(app).with("If-Match", "*").put("/api/v1/hours/mode", "{\"mode\": \"always\"}");
            assertThat(deployment.customers().ask("waits-in-list", "转人工")).isNotBlank();
            openLogin(browser);
            logIn(browser);
            browser.load(address("/console/conversations/sessions?customer=waits-in"));
            awaitView(browser);
            assertThat(browser.texts(".session-card .message")).containsExactly("转人工");
            assertViewIsFine(browser, "sessions", "en-GB", 360, "light");

            // When
            browser.find("[aria-label='Pause the desk for waits-in-list']").click();
            await().until(() -> browser.has("#pause-form"));
            awaitEndOfTransitions(browser);
            browser.find("[form=pause-form]").click();
            await().until(() -> browser.texts(".session-card .facts").get(0).contains("Paused until"));
            browser.load(address("/console/conversations/sessions?state=paused"));
            awaitView(browser);
            browser.find("[aria-label='Resume the desk for waits-in-list']").click();

            // Then
            await().until(() -> browser.texts(".session-card .facts").get(0).contains("The desk answers"));
            assertThat(Api.admin(app)
                            .get("/api/v1/sessions/waits-in-list")
                            .json()
                            .path("state")
                            .asText())
                    .isEqualTo("free");
        }
    }

    @Test
    void tellsWhatEarlierHoursWereAndRestoresThem() throws Exception {
        try (Browser browser = new Browser("en-GB", 1280, 800)) {
            // Given
            String earlier = "{\"zone\":\"Asia/Shanghai\",\"week\":{\"monday\":[\"09:00-18:00\"]}}";
            Api admin = Api.admin(app).with("If-Match", "*");
            admin.put("/api/v1/hours", earlier);
            admin.put("/api/v1/hours", earlier.replace("09:00", "10:00"));
            openLogin(browser);
            logIn(browser);
            browser.load(address("/console/hours"));
            awaitView(browser);

            // When
            browser.find(".schedule-history summary").click();
            await().until(() -> browser.has(".schedule-history ol > li:nth-child(2)"));
            assertThat(browser.texts(".schedule-history ol > li:first-child li"))
                    .containsExactly("Monday: 09:00-18:00 → 10:00-18:00");
            assertViewIsFine(browser, "hours-history", "en-GB", 1280, "light");
            browser.find(".schedule-history ol > li:nth-child(2) button").click();
            await().until(() -> browser.has(".el-popconfirm .el-button--primary"));
            awaitEndOfTransitions(browser);
            browser.find(".el-popconfirm .el-button--primary").click();

            // Then
            await().until(() -> admin.get("/api/v1/hours")
                    .json()
                    .at("/week/monday/0")
                    .asText()
                    .equals("09:00-18:00"));
            await().until(() -> browser.texts(".schedule-history ol > li:first-child li")
                    .equals(List.of("Monday: 10:00-18:00 → 09:00-18:00")));
        }
    }

    @Test
    void showsSomethingWithinASecondOnASlowConnection() {
        try (Browser browser = new Browser("zh-CN", 360, 800)) {
            // Given
            browser.throttle();

            // When
            browser.load(address("/console/"));

            // Then
            await().until(() -> firstPaint(browser) > 0);
            assertThat(firstPaint(browser)).isLessThan(1_000);
        }
    }

    private static double firstPaint(Browser browser) {
        Object time = browser.run("return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0");
        return ((Number) time).doubleValue();
    }

    private void openLogin(Browser browser) {
        browser.load(address("/console/"));
        awaitView(browser);
    }

    /** Tries again while the service delays logins, because another test failed to log in. */
    private static void logIn(Browser browser) {
        submit(browser, App.ADMIN_PASSWORD);
        await().pollInterval(Duration.ofMillis(500)).until(() -> {
            if (browser.has("[role=alert]")) {
                submit(browser, App.ADMIN_PASSWORD);
            }
            return browser.has(".account");
        });
        awaitView(browser);
    }

    private static void submit(Browser browser, String password) {
        browser.replace("[name=username]", "admin");
        browser.replace("[name=password]", password);
        browser.type(Keys.ENTER);
    }

    /** Waits until the view has its heading, and nothing is loading any more. */
    private static void awaitView(Browser browser) {
        await().until(() -> browser.has("main h1") && !browser.has(Console.BUSY));
    }

    /** The paths of the navigation, whether it is open or not. */
    private static List<String> navigation(Browser browser) {
        List<String> paths = new ArrayList<>();
        Object found = browser.run("return [...document.querySelectorAll('nav a')].map((link) => link.pathname)");
        ((List<?>) found).forEach(path -> paths.add(String.valueOf(path)));
        return paths;
    }

    private void assertViewIsFine(Browser browser, String view, String language, int width, String theme)
            throws Exception {
        String variant = "%s-%s-%d-%s".formatted(view.replace('/', '-'), language.substring(0, 2), width, theme);
        awaitEndOfTransitions(browser);
        browser.run(Files.readString(AXE));
        Object violations = browser.runAsync(RUN_AXE);
        browser.screenshot(SCREENSHOTS.resolve(variant + ".png"));
        if (GUIDE.contains(view) && width > 360) {
            browser.screenshot(
                    GUIDE_SCREENSHOTS.resolve("console-%s.%s.png".formatted(view, language.substring(0, 2))));
        }
        SoftAssertions.assertSoftly(softly -> {
            softly.assertThat((List<?>) violations)
                    .as("violations of %s", variant)
                    .isEmpty();
            softly.assertThat(browser.fitsItsWidth())
                    .as("%s fits its width", variant)
                    .isTrue();
            softly.assertThat(browser.warnings()).as("warnings of %s", variant).isEmpty();
        });
    }

    /** Colours that are still changing would be taken for low contrast. What shows that something loads has no end. */
    private static void awaitEndOfTransitions(Browser browser) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Boolean.TRUE.equals(browser.run(
                        "return document.getAnimations().every(({ playState, effect }) => playState !== 'running'"
                                + " || effect.getTiming().iterations === Infinity)")));
    }

    private String address(String path) {
        return app.url().replaceFirst("/$", "") + path;
    }
}
