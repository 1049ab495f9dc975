package io.nightdesk.faq.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.faq.Answers;
import io.nightdesk.faq.Language;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.RuleSamples;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.match.Match;
import io.nightdesk.faq.match.Match.Verdict;
import io.nightdesk.faq.match.MatchQuery;
import io.nightdesk.faq.match.Thresholds;
import io.nightdesk.hours.HoursPlaceholders;
import io.nightdesk.hours.Mode;
import io.nightdesk.hours.OpeningHours;
import io.nightdesk.order.Order;
import io.nightdesk.order.OrderPlaceholders;
import io.nightdesk.order.OrderStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules and orders that come with the product do what somebody who tries it would expect. */
final class SampleRulesTest {

    private static final List<Rule> RULES =
            read("/sample/rules.json").map(SampleRulesTest::rule).toList();
    private static final Instant NOW = RuleSamples.NOW;
    private static final List<Order> ORDERS =
            read("/sample/orders.json").map(SampleRulesTest::order).toList();
    private static final CompiledRules COMPILED = CompiledRules.compile(RULES, Thresholds.DEFAULT);

    @Test
    void areEnoughForAShop() {
        assertThat(RULES).hasSizeGreaterThanOrEqualTo(25).extracting(Rule::key).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void answerInBothLanguages(Rule rule) {
        assertThat(Language.of(wording(rule, Locale.CHINESE))).isEqualTo(Locale.CHINESE);
        assertThat(Language.of(wording(rule, Locale.ENGLISH))).isEqualTo(Locale.ENGLISH);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void winTheirOwnQuestions(Rule rule) {
        assertThat(rule.triggers().questions())
                .isNotEmpty()
                .allSatisfy(question -> assertThat(match(question).verdict()).isEqualTo(new Verdict.Answer(rule)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void useNoPlaceholderThatDoesNotExist(Rule rule) {
        Stream.of(Locale.CHINESE, Locale.ENGLISH)
                .map(language ->
                        OrderPlaceholders.fill(wording(rule, language), ORDERS.get(0), language, ZoneOffset.UTC))
                .map(text -> HoursPlaceholders.fill(
                        text, OpeningHours.without(Mode.OFF_HOURS), Instant.EPOCH, Locale.ENGLISH))
                .forEach(text -> assertThat(text).doesNotContain("{", "}"));
    }

    static Stream<Arguments> rules() {
        return RULES.stream().map(rule -> argumentSet(rule.key(), rule));
    }

    @ParameterizedTest
    @CsvSource({
        "greeting, '您好！！'",
        "greeting, 'Hello?'",
        "greeting, '你好～在吗'",
        "thanks, '谢谢您！'",
        "thanks, 'Thank you very much!'",
        "shipping-time, '我昨天下的单，请问多久发货呀'",
        "shipping-time, '怎麼還沒發貨'",
        "shipping-time, 'When will you ship it?'",
        "shipping-fee, '满多少钱可以包邮'",
        "shipping-fee, '请问运费怎么算的'",
        "shipping-fee, 'How much do you charge for delivery?'",
        "delivery-area, '你们能寄到内蒙古吗'",
        "delivery-area, 'Do you deliver to Tibet?'",
        "order-status, '帮我查一下订单 NM2026110100012'",
        "order-status, '查詢訂單'",
        "order-status, '我的订单现在什么状态了'",
        "order-status, 'Can you check my order please'",
        "order-tracking, '物流一直不更新'",
        "order-tracking, '物流單號是多少'",
        "order-tracking, '快递还没到，怎么回事'",
        "order-tracking, 'Which courier has my parcel?'",
        "change-address, '我想改一下收货地址'",
        "change-address, 'I need to change the shipping address'",
        "cancel-order, '可以帮我把订单取消吗'",
        "cancel-order, 'Please cancel order NM2026110100012'",
        "return-policy, '买了不合适想退货怎么办'",
        "return-policy, '怎麼退貨？'",
        "return-policy, 'How can I return a product'",
        "exchange-goods, '我想换货，尺码小了'",
        "exchange-goods, 'Can I exchange this for a bigger size?'",
        "refund-time, '退款几天能到账'",
        "refund-time, 'How long until I get my refund'",
        "damaged-goods, '收到货发现药瓶碎了'",
        "damaged-goods, 'The bottle was broken when it arrived'",
        "invoice, '請問可以開發票嗎'",
        "invoice, '你们可以开增值税专用发票吗'",
        "invoice, 'Could you send me an invoice?'",
        "coupon-use, '新人优惠券在哪里领'",
        "coupon-not-working, '我的优惠券为什么用不了'",
        "coupon-not-working, 'my coupon is not working at checkout'",
        "membership-points, '我的积分快到期了怎么用'",
        "payment-methods, '可以用微信支付吗'",
        "payment-methods, 'Do you take credit cards?'",
        "payment-failed, '付款的时候一直显示支付失败'",
        "prescription-purchase, '没有处方可以买处方药吗'",
        "prescription-review, '我的处方审核了多久才能通过'",
        "online-consultation, '我想咨询一下医生'",
        "medicine-storage, '这个药需要放冰箱里保存吗'",
        "expiry-date, '这个药的保质期到什么时候'",
        "expiry-date, 'What''s the expiry date of this product?'",
        "authenticity, '你们卖的是正品吗，会不会有假货'",
        "side-effects, '吃了这个药头晕，是副作用吗'",
        "side-effects, 'Are there any side effects?'",
        "pregnancy-children, '我怀孕三个月了，能吃吗'",
        "pregnancy-children, 'Is this safe for my 3 year old child?'",
        "device-warranty, '血压计坏了能保修吗'",
        "supplement-usage, '这个钙片一天吃几片'",
        "bulk-purchase, '我们公司想批量采购口罩'",
        "service-hours, '你们人工客服什么时候上班'",
        "service-hours, 'What are your opening hours?'",
        "talk-to-human, '帮我转人工客服'",
        "talk-to-human, '轉人工'",
        "talk-to-human, 'I want to speak to a real person'",
        "complaint, '我要投诉你们客服'",
        "account-login, '密码忘了登不上去'",
        "privacy-packaging, '包装上会不会写药名，我想保密'",
        "cold-chain, '胰岛素路上会不会坏，是冷链吗'",
    })
    void answerNaturalPhrasings(String key, String text) {
        assertThat(match(text).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Answer.class,
                        answer -> assertThat(answer.rule().key()).isEqualTo(key));
    }

    @ParameterizedTest
    @CsvSource({
        "今天天气怎么样",
        "讲个笑话",
        "123456",
        "what is the capital of France",
        "哈哈哈",
        "？？？",
    })
    void leaveUnrelatedQuestionsUnanswered(String text) {
        assertThat(match(text).verdict()).isEqualTo(new Verdict.Nothing());
    }

    @Test
    void haveOrdersOfSeveralCustomersInEveryStatus() {
        assertThat(ORDERS).extracting(Order::number).doesNotHaveDuplicates();
        assertThat(ORDERS).extracting(Order::status).contains(OrderStatus.values());
        assertThat(ORDERS.stream().map(Order::customerUid).distinct()).hasSizeGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void haveOrdersThatCustomersCanAskFor(Order order) {
        assertThat(order.customerUid()).matches("[0-9A-Za-z-]{1,64}");
        assertThat(order.tracking().isPresent()).isEqualTo(order.carrier().isPresent());
    }

    static Stream<Arguments> orders() {
        return ORDERS.stream().map(order -> argumentSet(order.number(), order));
    }

    private static Match match(String text) {
        return COMPILED.match(new MatchQuery(text, RuleSamples.SHOP, NOW, List.of()));
    }

    private static String wording(Rule rule, Locale language) {
        return ((Answers.Variant.Text) rule.answers().variant(language, 0)).in(language);
    }

    private static Rule rule(JsonNode node) {
        return new ObjectMapper().convertValue(node, RuleForm.class).toRule();
    }

    private static Order order(JsonNode node) {
        return new Order(
                node.path("number").textValue(),
                node.path("customer").textValue(),
                OrderStatus.valueOf(node.path("status").textValue()),
                Optional.ofNullable(node.path("carrier").textValue()),
                Optional.ofNullable(node.path("tracking").textValue()),
                Instant.parse(node.path("placed").textValue()));
    }

    private static Stream<JsonNode> read(String resource) {
        try (InputStream in = Objects.requireNonNull(SampleRulesTest.class.getResourceAsStream(resource), resource)) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
