package io.nightdesk.it.clients;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/**
 * A person who uses the console in English. Finds controls by the names that people read, and uses only those that the mouse
 * reaches: not hidden, not disabled, not behind a dialog.
 */
final class Console implements AutoCloseable {

    /** What waits for a response, or moves. */
    static final String BUSY =
            ".el-loading-mask, .el-skeleton, [aria-busy=true], [class*=-enter-active], [class*=-leave-active]";

    private static final String NAMES = """
        const clean = (text) => text.replace(/\\s+/g, ' ').trim();
        const nameOf = (control) => clean(control.getAttribute('aria-label') ?? control.textContent);
        const reached = (element) => {
          const box = element.closest('.el-select__wrapper') ?? element;
          box.scrollIntoView({ block: 'center' });
          const { left, top, width, height } = box.getBoundingClientRect();
          return width > 0 && box.contains(document.elementFromPoint(left + width / 2, top + height / 2));
        };
        """;

    private static final String FIND_CONTROL = NAMES + """
        return [...document.querySelectorAll('button, a, summary, [role=tab], [role=option], label')].find((control) =>
          nameOf(control) === arguments[0] && !control.matches(':disabled') && reached(control)) ?? null;
        """;

    private static final String FIND_CONTROLS = NAMES + """
        return [...document.querySelectorAll('button, [role=button], input, select, textarea')]
          .filter((control) => control.offsetParent && !control.closest('.bar, .is-disabled, [aria-hidden=true]') && !control.matches(':disabled'))
          .map((control) => nameOf(control) || clean(control.labels?.[0]?.textContent ?? ''));
        """;

    /** The name of a label is its own text, without that of the control in it. */
    private static final String FIND_FIELD = NAMES + """
        const ownText = (label) =>
          clean([...label.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join(' '));
        const labelled = [...document.querySelectorAll('label')].filter((label) => ownText(label) === arguments[0]).map((label) => label.control);
        const named = [...document.querySelectorAll('input, textarea')].filter((field) => field.ariaLabel === arguments[0]);
        return [...labelled, ...named].find((field) => field && !field.matches(':disabled') && reached(field)) ?? null;
        """;

    /** For dates, which one types differently in each language. */
    private static final String SET_VALUE = """
        const [field, value] = arguments;
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, value);
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));
        """;

    private final Browser browser;
    private final String address;

    /** The address is that of the service, with a slash at its end. */
    Console(String address, int width) {
        this.browser = new Browser("en-GB", width, 900);
        this.address = address;
    }

    Browser browser() {
        return browser;
    }

    Console logIn(String username, String password) {
        load("");
        fill("Username", username);
        fill("Password", password);
        click("Log in");
        await("login of " + username).until(() -> browser.has(".account"));
        awaitLoaded();
        return this;
    }

    /** Loads a page by its path below {@code /console/}. */
    void load(String path) {
        browser.load(address + "console/" + path);
        awaitLoaded();
    }

    String path() {
        return (String) browser.run("return location.pathname");
    }

    /** The entries of the navigation. */
    List<String> navigation() {
        return browser.texts("nav[aria-label] > ul a");
    }

    /** Follows an entry of the navigation. */
    void open(String view) {
        click(view);
        awaitLoaded();
    }

    /** Waits until the view has its heading, and nothing is loading or moving any more. */
    void awaitLoaded() {
        await("loaded").pollInterval(Duration.ofMillis(50)).until(() -> browser.has("main h1") && !browser.has(BUSY));
    }

    void click(String name) {
        await("clicked " + name).pollInterval(Duration.ofMillis(50)).until(() -> {
            WebElement control = control(name);
            if (control == null) {
                return false;
            }
            control.click();
            return true;
        });
    }

    /** Whether the person could click it now. */
    boolean offers(String name) {
        return control(name) != null;
    }

    /** The names of all that can be used on the page, except the header and the navigation. */
    List<String> controls() {
        awaitLoaded();
        // A button that waits for a response is disabled until then.
        await("responses").until(() -> !browser.has(".is-loading"));
        return ((List<?>) browser.run(FIND_CONTROLS))
                .stream().map(String::valueOf).toList();
    }

    private WebElement control(String name) {
        return browser.has(BUSY) ? null : (WebElement) browser.run(FIND_CONTROL, name);
    }

    /** Confirms what a button asks before it does something. */
    void confirm() {
        await("confirmed").until(() -> {
            List<WebElement> buttons = browser.all(".el-popconfirm__action .el-button--primary").stream()
                    .filter(WebElement::isDisplayed)
                    .toList();
            if (buttons.size() != 1 || browser.has(BUSY)) {
                return false;
            }
            buttons.get(0).click();
            return true;
        });
    }

    /** Replaces the text of a field. */
    void fill(String label, String text) {
        field(label).sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
    }

    void fillDate(String label, String date) {
        browser.run(SET_VALUE, field(label), date);
    }

    String value(String label) {
        return field(label).getDomProperty("value");
    }

    /** Chooses an option of a list. */
    void choose(String label, String option) {
        WebElement field = field(label);
        browser.run("arguments[0].closest('.el-select__wrapper').click()", field);
        click(option);
    }

    private WebElement field(String label) {
        return await("field " + label)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> (WebElement) browser.run(FIND_FIELD, label), field -> field != null);
    }

    void drop(Path file) {
        browser.find("input[type=file]").sendKeys(file.toAbsolutePath().toString());
    }

    /** The texts of all matching elements, each with single spaces. Waits until what is loading has come. */
    List<String> texts(String css) {
        awaitLoaded();
        return await().ignoreException(StaleElementReferenceException.class)
                .until(
                        () -> browser.texts(css).stream()
                                .map(text -> text.replaceAll("\\s+", " ").strip())
                                .toList(),
                        texts -> true);
    }

    /** Waits until exactly these texts are shown. */
    void awaitTexts(String css, String... expected) {
        await(css)
                .untilAsserted(() ->
                        org.assertj.core.api.Assertions.assertThat(texts(css)).containsExactly(expected));
    }

    /** The message that tells what was done. It goes away by itself. */
    void awaitMessage(String text) {
        await("message " + text).until(() -> browser.texts(".el-message").contains(text));
    }

    @Override
    public void close() {
        browser.close();
    }
}
