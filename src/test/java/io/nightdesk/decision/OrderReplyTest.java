package io.nightdesk.decision;

import static io.nightdesk.decision.DecisionSamples.CONFIG;
import static io.nightdesk.decision.DecisionSamples.HOURS;
import static io.nightdesk.decision.DecisionSamples.NOW;
import static io.nightdesk.decision.DecisionSamples.RULES;
import static io.nightdesk.decision.DecisionSamples.engine;
import static io.nightdesk.decision.DecisionSamples.fresh;
import static io.nightdesk.decision.DecisionSamples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.decision.InboundMessage.Content.Text;
import io.nightdesk.order.Order;
import io.nightdesk.order.OrderQuery;
import io.nightdesk.order.OrderSelection;
import io.nightdesk.order.OrderStatus;
import io.nightdesk.session.SessionState;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Replies about orders. */
final class OrderReplyTest {

    private static final String ORDER_UNKNOWN_ZH = CONFIG.texts().orderUnknownZh();
    private static final String ORDER_UNKNOWN_EN = CONFIG.texts().orderUnknownEn();

    private static final OrderQuery QUERY = new OrderQuery("10001", "", "");

    private final DecisionEngine engine = engine();

    @ParameterizedTest
    @MethodSource
    void queriesTheOrderThatIsMeant(Text text, OrderQuery needed) {
        Decision decision = engine.decide(fresh(text), SessionState.NEW, RULES, HOURS, NOW);

        assertThat(decision.outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(decision.reply().flatMap(ReplyTemplate::orderQuery)).contains(needed);
    }

    static Stream<Arguments> queriesTheOrderThatIsMeant() {
        return Stream.of(
                argumentSet(
                        "by its number",
                        new Text("查订单 NM2026110100012", "NM2026110200018"),
                        new OrderQuery("10001", "查订单 NM2026110100012", "NM2026110200018")),
                argumentSet(
                        "by the one attached",
                        new Text("查订单", "NM2026110200018"),
                        new OrderQuery("10001", "查订单", "NM2026110200018")),
                argumentSet("the latest", new Text("查订单", ""), new OrderQuery("10001", "查订单", "")));
    }

    @ParameterizedTest
    @CsvSource({
        "查订单, 订单 NM2026110100012：已发货，正在配送途中。",
        "order, Order NM2026110100012: shipped and on its way.",
    })
    void rendersTheCustomersOrder(String text, String expected) {
        // Given
        ReplyTemplate.Text reply = replyTo(text(text));
        Order order = order("NM2026110100012", "10001");

        // When
        String said =
                reply.render(Map.of(new OrderQuery("10001", text, ""), new OrderSelection(List.of(order), false, "")));

        // Then
        assertThat(said).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource
    void answersTheSameForAForeignOrderAsForNone(String text, Map<OrderQuery, OrderSelection> found, String expected) {
        assertThat(replyTo(text(text)).render(found)).isEqualTo(expected);
    }

    static Stream<Arguments> answersTheSameForAForeignOrderAsForNone() {
        // What the look-up finds for somebody else's question must not answer this customer's.
        OrderSelection foreign = new OrderSelection(List.of(order("NM2026110200018", "10002")), false, "");
        Map<OrderQuery, OrderSelection> others = Map.of(
                new OrderQuery("10002", "查订单 NM2026110200018", ""), foreign,
                new OrderQuery("10002", "查订单", ""), foreign);
        return Stream.of(
                argumentSet("a foreign number", "查订单 NM2026110200018", others, ORDER_UNKNOWN_ZH),
                argumentSet("an unknown number", "查订单 NM2026999999999", Map.of(), ORDER_UNKNOWN_ZH),
                argumentSet("no order at all", "查订单", others, ORDER_UNKNOWN_ZH),
                argumentSet("a foreign number in English", "order NM2026110200018", others, ORDER_UNKNOWN_EN),
                argumentSet("an unknown number in English", "order NM2026999999999", Map.of(), ORDER_UNKNOWN_EN));
    }

    @Test
    void rendersDatesInTheConfiguredZone() {
        ReplyTemplate.OrderText reply = new ReplyTemplate.OrderText(
                "{order.placed}", QUERY, "", "", Locale.CHINESE, ZoneId.of("Asia/Shanghai"));
        Order order = new Order(
                "NM1",
                "10001",
                OrderStatus.PAID,
                Optional.empty(),
                Optional.empty(),
                Instant.parse("2026-11-01T16:00:00Z"));

        assertThat(reply.render(Map.of(QUERY, new OrderSelection(List.of(order), false, ""))))
                .isEqualTo("2026-11-02");
    }

    @ParameterizedTest
    @CsvSource({"false, '<NM1001>\n<NM1002>\n1. 退款'", "true, '<NM1001>\n<NM1002>\n没有查到\n1. 退款'"})
    void rendersSeveralOrdersAndTheMenuOnce(boolean incomplete, String expected) {
        // Given
        ReplyTemplate.OrderText reply = new ReplyTemplate.OrderText(
                "<{order.number}>", QUERY, "没有查到", "\n1. 退款", Locale.CHINESE, ZoneOffset.UTC);
        List<Order> orders = List.of(order("NM1001", "10001"), order("NM1002", "10001"));

        // When
        String said = reply.render(Map.of(QUERY, new OrderSelection(orders, incomplete, "")));

        // Then
        assertThat(said).isEqualTo(expected);
    }

    @Test
    void tracesWhichOrderWasSelected() {
        // Given
        Decision decision = engine.decide(fresh(text("查订单")), SessionState.NEW, RULES, HOURS, NOW);
        OrderSelection selection = new OrderSelection(List.of(order("NM1001", "10001")), false, "the latest: NM1001");

        // When
        String trace = decision.trace(Map.of(new OrderQuery("10001", "查订单", ""), selection))
                .orElseThrow()
                .toJson()
                .path("order")
                .textValue();

        // Then
        assertThat(trace).isEqualTo("the latest: NM1001");
    }

    private static Order order(String number, String customer) {
        return new Order(number, customer, OrderStatus.SHIPPED, Optional.empty(), Optional.empty(), NOW);
    }

    private ReplyTemplate.Text replyTo(Text text) {
        return (ReplyTemplate.Text) engine.decide(fresh(text), SessionState.NEW, RULES, HOURS, NOW)
                .reply()
                .orElseThrow();
    }
}
