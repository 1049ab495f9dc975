package io.nightdesk.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.it.api.Api;
import io.nightdesk.it.harness.App;
import io.nightdesk.it.harness.Customers;
import io.nightdesk.it.harness.Database;
import io.nightdesk.it.harness.Deployment;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Gives a desk with sample rules what it has after some days, so that each view of the console has something to show. */
final class BusyShop {

    static final String CUSTOMER = "10001";
    /** A file that changes a rule and adds two. */
    static final String RULES = """
        key,title,exact,examples,zh
        coupon-use,优惠券使用,优惠券怎么用,,结算时选择优惠券即可，每单可用一张。
        gift-wrapping,礼品包装,可以包装成礼物吗,礼品包装怎么收费,礼品包装每件 5 元，请在订单备注中写明贺卡内容。
        pet-medicine,宠物药品,有宠物药吗,猫狗的药有卖吗,抱歉，本店不销售宠物药品。
        """;

    private static final List<String> QUESTIONS =
            List.of("怎么退货", "什么时候发货", "优惠券怎么用", "运费多少", "能开发票吗", "积分怎么用", "可以货到付款吗", "怎么改地址", "是不是正品", "退款多久到账");
    private static final List<String> WITHOUT_ANSWER =
            List.of("你们招聘店员吗", "能寄到新西兰吗", "你们招聘店员吗", "门口可以停车吗", "能寄到新西兰吗", "你们招聘店员吗", "老板贵姓");

    private BusyShop() {}

    static void prepare(Deployment deployment, App app) throws Exception {
        Customers customers = deployment.customers();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < QUESTIONS.size(); i++) {
                customers.ask(String.valueOf(20_000 + 100 * round + i), QUESTIONS.get(i));
            }
            spreadOverTheLastDays(deployment.database());
        }
        for (int i = 0; i < WITHOUT_ANSWER.size(); i++) {
            customers.ask(String.valueOf(10_100 + i), WITHOUT_ANSWER.get(i));
        }
        for (String text : List.of("你好", "退货运费谁出", "我的订单到哪里了", "谢谢")) {
            customers.ask(CUSTOMER, text);
        }
        customers.ask("10007", "血压计显示 E3 是什么意思");
        customers.ask("10007", "找人工客服");

        Api admin = Api.admin(app);
        created(admin.post("/api/v1/accounts", account("xiaoli", "editor")));
        created(admin.post("/api/v1/accounts", account("laowang", "viewer")));
        Api editor = Api.as(app, "xiaoli", "four unrelated words").with("If-Match", "*");
        ok(editor.post("/api/v1/rules/complaint/disable", ""));
        ok(editor.post("/api/v1/rules/complaint/enable", ""));
        ok(
                admin.post(
                        "/api/v1/rules/bulk",
                        "{\"keys\":[\"coupon-use\",\"coupon-not-working\"],\"action\":\"TAG\",\"tag\":\"优惠\",\"matched\":2,\"apply\":true}"));
        ok(editor.with("Content-Type", "text/csv")
                .send("POST", "/api/v1/rules/import?apply=true", BodyPublishers.ofString(RULES)));
        ok(editor.post("/api/v1/rules/import/1/undo?apply=true", ""));
        ok(admin.with("If-Match", "*")
                .post(
                        "/api/v1/sessions/10100/pause",
                        "{\"until\":\"%s\",\"reason\":\"电话联系\"}"
                                .formatted(Instant.now().plus(Duration.ofHours(8)))));
    }

    /** Sets hours with dates of their own, whatever hours another test has set. */
    static void setHours(App app) throws Exception {
        String hours = Files.readString(Path.of("src/main/resources/sample/hours.json"));
        ok(Api.admin(app).with("If-Match", "*").put("/api/v1/hours", hours));
    }

    /** All but the newest messages of a day seem to be from earlier days, more and more on each of them. */
    private static void spreadOverTheLastDays(Database database) {
        database.update("update exchange set received_at = received_at - make_interval(days => (id % 13)::int)");
    }

    private static String account(String name, String role) {
        return "{\"name\":\"%s\",\"password\":\"four unrelated words\",\"role\":\"%s\"}".formatted(name, role);
    }

    private static void created(Api.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
    }

    private static void ok(Api.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    }
}
