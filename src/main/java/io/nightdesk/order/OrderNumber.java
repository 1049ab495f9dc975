package io.nightdesk.order;

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
    static Optional<String> whyNotNameable(String number) {
        NumberText text = NumberText.of(number);
        String symbols = text.symbols();
        if (!text.hasDigit()) {
            return Optional.of("must have a digit: a customer could not name the order otherwise");
        }
        if (symbols.length() < MIN_DIGITS && symbols.chars().allMatch(c -> NumberText.isDigit((char) c))) {
            return Optional.of("must have a letter or at least " + MIN_DIGITS
                    + " digits: fewer digits in a customer's text mean an amount or a model");
        }
        Order order = new Order(number, "", OrderStatus.PAID, Optional.empty(), Optional.empty(), Instant.EPOCH);
        return OrderSelector.named(text, List.of(order)).isEmpty()
                ? Optional.of(
                        "must not read like a date, a time, an amount or a quantity: a customer could not name the order")
                : Optional.empty();
    }
}
