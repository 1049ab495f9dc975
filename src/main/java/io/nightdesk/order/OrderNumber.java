package io.nightdesk.order;

import io.nightdesk.LocalizedMessage;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The stored form of order numbers, and which of them a customer can name in a text. */
final class OrderNumber {

    private static final int MIN_DIGITS = 4;

    private OrderNumber() {}

    /** The form in which numbers are stored: half-width, upper case, without surrounding white space. */
    static String normalize(String number) {
        return Normalizer.normalize(number, Normalizer.Form.NFKC).strip().toUpperCase(Locale.ROOT);
    }

    /** Why no text could name an order with this number; empty if one can. */
    static Optional<LocalizedMessage> whyNotNameable(String number) {
        NumberText text = NumberText.of(number);
        String symbols = text.symbols();
        if (!text.hasDigit()) {
            return Optional.of(LocalizedMessage.of(
                    "must have a digit: a customer could not name the order otherwise", "必须含有数字，否则顾客无法说出这个订单"));
        }
        if (symbols.length() < MIN_DIGITS && symbols.chars().allMatch(c -> NumberText.isDigit((char) c))) {
            return Optional.of(LocalizedMessage.of(
                    "must have a letter or at least %s digits: fewer digits in a customer's text mean an amount or a model",
                    "必须含有字母，或至少 %s 位数字：更短的数字在顾客的话里会被当作金额或型号", MIN_DIGITS));
        }
        Order order = new Order(number, "", OrderStatus.PAID, Optional.empty(), Optional.empty(), Instant.EPOCH);
        return OrderSelector.named(text, List.of(order)).isEmpty()
                ? Optional.of(LocalizedMessage.of(
                        "must not read like a date, a time, an amount or a quantity: a customer could not name the order",
                        "不能像日期、时间、金额或数量，否则顾客无法说出这个订单"))
                : Optional.empty();
    }
}
