package io.nightdesk.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OrderPlaceholdersTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    /** In Shanghai it is already the next day. */
    private static final Instant PLACED = Instant.parse("2026-11-01T16:00:00Z");

    private static final Order SHIPPED = order(Optional.of("顺丰速运"), Optional.of("SF1029384756"));
    private static final Order PAID = order(Optional.empty(), Optional.empty());

    @ParameterizedTest
    @MethodSource
    void fillsIn(String answer, Order order, Locale language, String expected) {
        assertThat(OrderPlaceholders.fill(answer, order, language, SHANGHAI)).isEqualTo(expected);
    }

    static Stream<Arguments> fillsIn() {
        String all = "{order.number}|{order.status}|{order.carrier}|{order.tracking}|{order.placed}";
        return Stream.of(
                argumentSet(
                        "everything in Chinese",
                        all,
                        SHIPPED,
                        Locale.CHINESE,
                        "NM1|已发货，正在配送途中|顺丰速运|SF1029384756|2026-11-02"),
                argumentSet(
                        "everything in English",
                        all,
                        SHIPPED,
                        Locale.ENGLISH,
                        "NM1|shipped and on its way|顺丰速运|SF1029384756|2026-11-02"),
                argumentSet(
                        "what is not known in Chinese",
                        "{order.carrier}/{order.tracking}",
                        PAID,
                        Locale.CHINESE,
                        "暂无/暂无"),
                argumentSet(
                        "what is not known in English",
                        "{order.carrier}/{order.tracking}",
                        PAID,
                        Locale.ENGLISH,
                        "not yet known/not yet known"),
                argumentSet("the same twice", "{order.number}{order.number}", PAID, Locale.CHINESE, "NM1NM1"),
                argumentSet("not what does not exist", "{order.price}", PAID, Locale.CHINESE, "{order.price}"),
                argumentSet(
                        "not what only looks alike",
                        "{order} {order.} {order.Number} {order.number ${order.number}$1\\",
                        PAID,
                        Locale.CHINESE,
                        "{order} {order.} {order.Number} {order.number $NM1$1\\"),
                argumentSet("nothing", "您好", PAID, Locale.CHINESE, "您好"));
    }

    @Test
    void insertsValuesLiterally() {
        Order order = order(Optional.of("$1 \\ ${x} {order.tracking}"), Optional.of("SF1"));

        String text = OrderPlaceholders.fill("{order.carrier}", order, Locale.CHINESE, SHANGHAI);

        assertThat(text).isEqualTo("$1 \\ ${x} {order.tracking}");
    }

    @Test
    void formatsTheDateInTheZone() {
        assertThat(OrderPlaceholders.fill("{order.placed}", PAID, Locale.CHINESE, ZoneOffset.UTC))
                .isEqualTo("2026-11-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{order.status}", "您的订单{order.number}。", "{order.price}"})
    void recognisesAnAnswerThatNeedsAnOrder(String answer) {
        assertThat(OrderPlaceholders.in(answer)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "您好", "{order}", "{order.}", "{customer.name}", "order.number"})
    void recognisesAnAnswerThatNeedsNone(String answer) {
        assertThat(OrderPlaceholders.in(answer)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void hasWordsForEveryStatus(OrderStatus status) {
        assertThat(status.in(Locale.CHINESE)).containsPattern("\\p{IsHan}");
        assertThat(status.in(Locale.ENGLISH)).matches("[a-z ]+");
    }

    private static Order order(Optional<String> carrier, Optional<String> tracking) {
        return new Order("NM1", "10001", OrderStatus.SHIPPED, carrier, tracking, PLACED);
    }
}
