package io.nightdesk.it.clients;

import static org.awaitility.Awaitility.await;

import io.nightdesk.it.harness.App;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium in which a customer uses the chat page, or an admin the console. */
final class Browser implements AutoCloseable {

    private final ChromeDriver driver;

    Browser(String language, int width, int height) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(onPath("chromium"));
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--accept-lang=" + language);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new File(onPath("chromedriver")))
                        .build(),
                options);
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** Without an explicit path Selenium would try to download the program. */
    private static String onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new AssertionError(program + " is not installed"));
    }

    void load(String url) {
        driver.get(url);
    }

    /** Loads the chat page. */
    void open(App app) {
        load(app.url());
        await().until(() -> find("#enter").isEnabled());
    }

    /** Submits the login form. */
    void enter(String uid, String server) {
        replace("#uid", uid);
        replace("#server", server);
        find("#enter").click();
    }

    void replace(String field, String value) {
        find(field).clear();
        find(field).sendKeys(value);
    }

    void awaitStatus(String status) {
        await("status " + status)
                .atMost(Duration.ofSeconds(30))
                .until(() -> all(".status." + status).size() == 1);
    }

    void say(String text) {
        find("#text").sendKeys(text, Keys.ENTER);
    }

    /** Types into whichever element has the focus. */
    void type(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    /** Waits for a matching element and clicks the first one, wherever it is on the page. */
    void click(String css) {
        await(css).until(() -> has(css));
        WebElement element = find(css);
        run("arguments[0].scrollIntoView({ block: 'center' })", element);
        element.click();
    }

    boolean has(String css) {
        return !all(css).isEmpty();
    }

    /** Returns the texts of all matching elements in page order. */
    List<String> texts(String css) {
        return all(css).stream().map(WebElement::getText).toList();
    }

    List<String> replies() {
        return texts(".theirs .text");
    }

    /** The page as it is now. */
    String source() {
        return driver.getPageSource();
    }

    String title() {
        return driver.getTitle();
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs a script that calls its last argument with the result. */
    Object runAsync(String script) {
        return driver.executeAsyncScript(script);
    }

    /** As if the session cookie had expired. */
    void forgetCookies() {
        driver.manage().deleteAllCookies();
    }

    /** A phone on a bad connection: 400 kbit/s, 400 ms. */
    void throttle() {
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", false, "latency", 400, "downloadThroughput", 50_000, "uploadThroughput", 50_000));
    }

    /** Whether the page needs no more width than the window has. */
    boolean fitsItsWidth() {
        return Boolean.TRUE.equals(
                run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
    }

    void screenshot(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, Palette.reduce(driver.getScreenshotAs(OutputType.BYTES)));
    }

    /** Returns the warnings and errors of the console, except those about connections that a test cut. */
    List<String> warnings() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("WebSocket connection to"))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
