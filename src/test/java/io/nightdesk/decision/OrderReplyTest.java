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
import io.nightdesk.order.OrderStatus;
import io.nightdesk.session.SessionState;
import java.time.Instant;
import java.time.ZoneId;
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
                        new OrderQuery("10001", List.of("NM2026110100012"))),
                argumentSet(
                        "by the one attached",
                        new Text("查订单", "NM2026110200018"),
                        new OrderQuery("10001", List.of("NM2026110200018"))),
                argumentSet("the latest", new Text("查订单", ""), new OrderQuery("10001", List.of())));
    }

    @ParameterizedTest
    @CsvSource({
        "查订单, 订单 NM2026110100012：已发货，正在配送途中。",
        "order, Order NM2026110100012: shipped and on its way.",
    })
    void rendersTheCustomersOrder(String text, String expected) {
        // Given
        ReplyTemplate.Text reply = replyTo(text(text));
        Order order =
                new Order("NM2026110100012", "10001", OrderStatus.SHIPPED, Optional.empty(), Optional.empty(), NOW);

        // When
        String said = reply.render(Map.of(new OrderQuery("10001", List.of()), order));

        // Then
        assertThat(said).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource
    void answersTheSameForAForeignOrderAsForNone(String text, Map<OrderQuery, Order> found, String expected) {
        assertThat(replyTo(text(text)).render(found)).isEqualTo(expected);
    }

    static Stream<Arguments> answersTheSameForAForeignOrderAsForNone() {
        // What the look-up finds for somebody else's question must not answer this customer's.
        Order foreign =
                new Order("NM2026110200018", "10002", OrderStatus.SHIPPED, Optional.empty(), Optional.empty(), NOW);
        Map<OrderQuery, Order> others = Map.of(
                new OrderQuery("10002", List.of("NM2026110200018")), foreign,
                new OrderQuery("10002", List.of()), foreign);
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
                "{order.placed}", new OrderQuery("10001", List.of()), "", Locale.CHINESE, ZoneId.of("Asia/Shanghai"));
        Order order = new Order(
                "NM1",
                "10001",
                OrderStatus.PAID,
                Optional.empty(),
                Optional.empty(),
                Instant.parse("2026-11-01T16:00:00Z"));

        assertThat(reply.render(Map.of(new OrderQuery("10001", List.of()), order)))
                .isEqualTo("2026-11-02");
    }

    private ReplyTemplate.Text replyTo(Text text) {
        return (ReplyTemplate.Text) engine.decide(fresh(text), SessionState.NEW, RULES, HOURS, NOW)
                .reply()
                .orElseThrow();
    }
}
