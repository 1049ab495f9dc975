package io.nightdesk.order;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Asks for the orders that a customer means; see {@link OrderSelector}.
 *
 * @param customerUid who asks; orders of other customers are never found
 * @param text what the customer wrote
 * @param attached the number that the client attached, or ''
 */
public record OrderQuery(String customerUid, String text, String attached) {

    private static final int MAX_PRINTED = 10;
    private static final Pattern PRINTED = Pattern.compile("[0-9A-Z]+(?:-[0-9A-Z]+)*");

    /**
     * The orders that are meant.
     *
     * @param own the orders of the customer, the newest first
     */
    public OrderSelection selectFrom(List<Order> own) {
        return OrderSelector.select(this, own);
    }

    /** Whether the text or the client may name an order, so that the latest one alone does not suffice. */
    boolean mayNameOrders() {
        return NumberText.of(text + ' ' + attached).hasDigit() || !attached.isBlank();
    }

    /** The numbers that are written without gaps, as they may be stored. They find orders too old to be compared. */
    List<String> printedNumbers() {
        Stream<String> inText = PRINTED.matcher(NumberText.of(text).clean())
                .results()
                .map(MatchResult::group)
                .filter(number -> number.chars().anyMatch(Character::isDigit));
        return Stream.concat(Stream.of(OrderNumber.normalize(attached)), inText)
                .distinct()
                .limit(MAX_PRINTED)
                .toList();
    }

    /** Keeps the customer's text out of logs. */
    @Override
    public String toString() {
        return "OrderQuery[" + customerUid + "]";
    }
}
