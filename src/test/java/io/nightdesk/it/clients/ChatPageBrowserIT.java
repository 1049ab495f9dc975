package io.nightdesk.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightdesk.frame.wire.ImProto.Message;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Broker;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import io.nightdesk.it.harness.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The chat page in a real browser, connected to Mosquitto. Needs Mosquitto, Chromium and its driver on the path. */
@Tag("clients")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChatPageBrowserIT {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String RETURNS = "怎么退货";
    private static final String RETURNS_ANSWER =
            "非药品类商品签收后 7 天内、未拆封且不影响二次销售的，可在“我的订单—申请售后”中申请退货。药品属于特殊商品，除质量问题外依规售出后不予退换，敬请谅解。";

    @RegisterExtension
    private static final Deployment deployment = Deployment.withMosquittoAndWebSocket();

    private final Database database = deployment.database();
    private final Broker.Mosquitto broker = (Broker.Mosquitto) deployment.broker();
    private final App app = deployment
            .replica("browser")
            .with("NIGHTDESK_CHAT_ENABLED", "true")
            .with("NIGHTDESK_FALLBACK_COOLDOWN", "0s")
            // Each line is answered: what earlier tests said too, and what was said while the broker was down.
            .with("NIGHTDESK_REPEAT_WITHIN", "0s")
            .with("NIGHTDESK_BACKLOG_REPLY_INTERVAL", "0s");
    private Customers others;
    private Browser browser;

    @BeforeAll
    void start() throws Exception {
        deployment.startWithSamples(app);
        database.update(
                "insert into faq_rule (key, title, triggers, answers) values ('menu', 'Menu', ?::jsonb, ?::jsonb)",
                "{\"exact\":[\"帮助\"]}",
                "{\"variants\":[{\"zh\":\"您想了解：\\n1. 退货\\n2、发货\\n回复数字即可。\"}]}");
        app.awaitRules(Database.sample("rules").size() + 1);
        others = deployment.customers();
    }

    @BeforeEach
    void openThePage() {
        browser = new Browser("zh-CN", 1280, 800);
        browser.open(app);
    }

    @AfterEach
    void thePageLoggedNoWarning() {
        List<String> warnings = browser.warnings();
        browser.close();
        assertThat(warnings).isEmpty();
    }

    @Test
    void answersAQuestionAndShowsThatItWasDelivered() throws Exception {
        // Given
        begin(browser, "ask");

        // When
        browser.say(RETURNS);

        // Then
        awaitReplies(browser, RETURNS_ANSWER);
        assertThat(browser.texts(".mine .text")).containsExactly(RETURNS);
        assertThat(browser.texts(".mine .state")).containsExactly("已送达");
        assertThat(database.count("select count(*) from exchange where customer_uid = 'ask' and sender_uid = 'ask'"))
                .isEqualTo(1);
    }

    @Test
    void answersAboutAnAttachedOrder() {
        // Given
        begin(browser, "10001");
        browser.find("#attach").click();
        browser.find("#order").sendKeys("NM2026100300007");

        // When
        browser.say("我的订单到哪里了");

        // Then
        await().until(() -> browser.replies().size() == 1);
        assertThat(browser.replies().get(0)).contains("NM2026100300007", "已签收");
        assertThat(browser.texts(".mine .order")).containsExactly("订单号 NM2026100300007");
    }

    @Test
    void answersAboutTheLatestOrderWhenNoneIsNamed() {
        // Given
        begin(browser, "10001");

        // When
        browser.say("where is my order");

        // Then
        awaitReplies(
                browser,
                "Your order NM2026110100012, placed on 2026-11-01, is currently: shipped and on its way. For the"
                        + " courier details, please reply \"tracking number\".");
    }

    @Test
    void sendsMessagesOfABrokerOutageOnceAfterReconnecting() throws Exception {
        // Given a broker that remembers the desk, so that it keeps what comes before the desk is back, but not the page
        broker.save();
        begin(browser, "patient");
        broker.kill();
        browser.awaitStatus("waiting");
        browser.say(RETURNS);
        browser.say("谢谢");
        assertThat(browser.texts(".mine .state")).containsExactly("待发送", "待发送");

        // When
        broker.start();

        // Then
        await().atMost(Duration.ofSeconds(60)).until(() -> browser.replies().size() == 2);
        assertThat(browser.replies().get(0)).isEqualTo(RETURNS_ANSWER);
        assertThat(browser.texts(".mine .state")).containsExactly("已送达", "已送达");
        assertThat(database.query("select question from exchange where customer_uid = 'patient' and sender_uid ="
                        + " 'patient' order by id"))
                .containsExactly(RETURNS, "谢谢");
    }

    @Test
    void showsTwoCustomersOnlyTheirOwnReplies() throws Exception {
        // Given
        begin(browser, "10001");
        try (Browser second = new Browser("en-GB", 1280, 800)) {
            second.open(app);
            begin(second, "10002");

            // When
            browser.say(RETURNS);
            second.say("thanks");

            // Then
            await().until(() ->
                    browser.replies().size() == 1 && second.replies().size() == 1);
            browser.say("你好");
            second.say("hello");
            await().until(() ->
                    browser.replies().size() == 2 && second.replies().size() == 2);
            assertThat(browser.replies()).first().isEqualTo(RETURNS_ANSWER);
            assertThat(String.join("", browser.replies())).containsPattern("\\p{IsHan}");
            assertThat(String.join("", second.replies())).doesNotContainPattern("\\p{IsHan}");
        }
    }

    @Test
    void offersNumberedLinesAsButtonsThatSendTheNumber() {
        // Given
        begin(browser, "menu");
        browser.say("帮助");
        await().until(() -> browser.texts(".choice").size() == 2);
        assertThat(browser.texts(".choice")).containsExactly("1 退货", "2 发货");
        assertThat(browser.replies()).containsExactly("您想了解：", "回复数字即可。");

        // When
        browser.find(".choice:last-of-type").click();

        // Then
        await().until(() -> browser.texts(".mine .text").equals(List.of("帮助", "1")));
    }

    @Test
    void offersASingleSuggestionAsAButtonToo() throws Exception {
        // Given a lone number that the desk did not put there
        begin(browser, "single");
        others.publish("PTP/single", fromDesk("single", "{\"type\":1,\"content\":\"今天\\n1.5 折\"}"));
        others.publish("PTP/single", fromDesk("single", "{\"type\":1,\"content\":\"步骤：\\n1. 打开订单\\n就好\"}"));

        // When
        others.publish("PTP/single", fromDesk("single", "{\"type\":1,\"content\":\"您想问的是不是：\\n1. 退货\"}"));

        // Then
        await().until(() -> browser.texts(".choice").equals(List.of("1 退货")));
        assertThat(browser.replies()).containsExactly("今天\n1.5 折", "步骤：\n1. 打开订单\n就好", "您想问的是不是：");
    }

    @Test
    void showsImagesAndIgnoresFramesForOthers() throws Exception {
        // Given
        begin(browser, "picture");
        String address = app.url() + "chat/icon.svg";
        others.publish("PTP/picture", fromDesk("somebody", "{\"type\":1,\"content\":\"not yours\"}"));
        others.publish("PTP/picture", fromDesk("picture", "{\"type\":2,\"url\":\"javascript:alert(1)\"}"));

        // When
        others.publish("PTP/picture", fromDesk("picture", "{\"type\":2,\"url\":\"" + address + "\"}"));

        // Then
        await().until(() ->
                Boolean.TRUE.equals(browser.run("return document.querySelector('.theirs img')?.naturalWidth > 0")));
        assertThat(browser.find(".theirs img").getAttribute("src")).isEqualTo(address);
        assertThat(browser.texts(".theirs footer")).hasSize(1);
    }

    @Test
    void showsMarkupAsText() throws Exception {
        // Given
        begin(browser, "markup");

        // When
        others.publish(
                "PTP/markup", fromDesk("markup", "{\"type\":1,\"content\":\"<img src=x onerror=alert(1)> {{ me }}\"}"));

        // Then
        awaitReplies(browser, "<img src=x onerror=alert(1)> {{ me }}");
    }

    @Test
    void countsUnreadRepliesWhileTheCustomerHasScrolledUp() throws Exception {
        // Given
        begin(browser, "reader");
        for (int i = 1; i <= 12; i++) {
            others.publish("PTP/reader", fromDesk("reader", "{\"type\":1,\"content\":\"line\\n\\n" + i + "\"}"))
                    .get();
        }
        await().until(() -> browser.replies().size() == 12);
        browser.run("document.querySelector('.messages').scrollTop = 0");

        // When
        others.publish("PTP/reader", fromDesk("reader", "{\"type\":1,\"content\":\"news\"}"));

        // Then
        await().until(() -> browser.title().equals("(1) 夜间客服"));
        assertThat(browser.find("#newest").getText()).isEqualTo("1 条新消息");
        browser.find("#newest").click();
        await().until(() -> browser.title().equals("夜间客服"));
    }

    @Test
    void canBeUsedByKeyboardAlone() {
        // Given
        browser.find("#server").clear();
        browser.find("#server").sendKeys(server());
        browser.find("#uid").clear();
        browser.find("#uid").sendKeys("keys", Keys.ENTER);
        browser.awaitStatus("online");

        // When
        browser.type(RETURNS, Keys.ENTER);

        // Then
        awaitReplies(browser, RETURNS_ANSWER);
    }

    @Test
    void doesNotSendWhenEnterConfirmsInputMethodText() {
        // Given
        begin(browser, "ime");
        browser.find("#text").sendKeys("tui");

        // When
        browser.run("document.querySelector('#text').dispatchEvent("
                + "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))");

        // Then
        browser.type("huo", Keys.ENTER);
        await().until(() -> browser.texts(".mine .text").equals(List.of("tuihuo")));
    }

    @Test
    void keepsTheMessagesOverAReload() {
        // Given
        begin(browser, "reload");
        browser.say(RETURNS);
        awaitReplies(browser, RETURNS_ANSWER);

        // When
        browser.open(app);
        begin(browser, "reload");

        // Then
        assertThat(browser.texts(".mine .text")).containsExactly(RETURNS);
        assertThat(browser.replies()).containsExactly(RETURNS_ANSWER);
    }

    @Test
    void usesTheLanguageOfTheBrowserOrTheChosenOne() {
        // Given
        assertThat(browser.find("#enter").getText()).isEqualTo("进入对话");

        // When
        browser.find("#language").click();

        // Then
        assertThat(browser.find("#enter").getText()).isEqualTo("Begin");
        assertThat(browser.find("html").getAttribute("lang")).isEqualTo("en");
        assertThat(browser.title()).isEqualTo("Night desk");
    }

    @Test
    void rejectsAnInvalidUid() {
        // When
        browser.enter("张三", server());

        // Then
        assertThat(browser.find("#problem").getText()).isEqualTo("用户 ID 只能是 1 至 64 位字母、数字或连字符。");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1/mqtt", "ws://127.0.0.1:8083", "ws://127.0.0.1:99999/mqtt"})
    void rejectsAnInvalidServerAddress(String server) {
        // When
        browser.enter("10001", server);

        // Then
        assertThat(browser.find("#problem").getText()).isEqualTo("服务器地址须形如 ws://主机:端口/mqtt 或 wss://主机/mqtt。");
    }

    @Test
    void showsNothingOfAnEarlierCustomer() {
        // Given
        browser.enter("leaver", "ws://127.0.0.1:" + Ports.free() + "/mqtt");
        browser.awaitStatus("waiting");
        browser.say(RETURNS);
        browser.find("#text").sendKeys("half a");

        // When
        browser.find("#leave").click();

        // Then
        begin(browser, "comer");
        assertThat(browser.find("#text").getAttribute("value")).isEmpty();
        assertThat(browser.texts(".mine .text")).isEmpty();
        browser.say("谢谢");
        await().until(() -> browser.replies().size() == 1);
        assertThat(database.count("select count(*) from exchange where customer_uid = 'leaver'"))
                .isZero();
    }

    @Test
    void rejectsTheDesksOwnUid() {
        // When
        browser.enter(App.DESK, server());

        // Then
        assertThat(browser.find("#problem").getText()).isEqualTo("这是客服自己的 ID，请换一个。");
    }

    @Test
    void fitsDesktopAndPhoneScreens() throws Exception {
        // Given
        converse(browser, "10001");
        try (Browser phone = new Browser("zh-CN", 390, 844)) {
            phone.open(app);
            converse(phone, "10003");

            // When
            browser.screenshot(SCREENSHOTS.resolve("desktop.png"));
            phone.screenshot(SCREENSHOTS.resolve("phone.png"));

            // Then
            assertThat(browser.fitsItsWidth()).isTrue();
            assertThat(phone.fitsItsWidth()).isTrue();
        }
    }

    private void converse(Browser browser, String uid) {
        begin(browser, uid);
        for (String question : List.of("你好", RETURNS, "我的订单到哪里了", "帮助")) {
            int before = browser.texts(".theirs footer").size();
            browser.say(question);
            await().until(() -> browser.texts(".theirs footer").size() == before + 1);
        }
    }

    private void begin(Browser browser, String uid) {
        browser.enter(uid, server());
        browser.awaitStatus("online");
    }

    private String server() {
        return "ws://127.0.0.1:" + broker.webSocketPort() + "/mqtt";
    }

    private static void awaitReplies(Browser browser, String... replies) {
        await().atMost(Customers.PATIENCE)
                .untilAsserted(() -> assertThat(browser.replies()).containsExactly(replies));
    }

    private static byte[] fromDesk(String customer, String content) {
        return Message.newBuilder()
                .setContent(content)
                .setSendTime(System.currentTimeMillis())
                .setSenderUid(App.DESK)
                .setReceiverUid(customer)
                .setMessageId(UUID.randomUUID().toString())
                .setSessionId(customer + "_" + App.DESK)
                .setBusinessType(20)
                .build()
                .toByteArray();
    }
}
