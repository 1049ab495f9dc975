package io.nightdesk.order;

import java.util.List;

/**
 * Asks for the order that a customer means: the first of {@code numbers} that belongs to them, or their latest order if
 * there are no numbers.
 *
 * @param customerUid who asks; orders of other customers are never found
 * @param numbers at most {@link OrderNumberParser#MAX_NUMBERS}
 */
public record OrderQuery(String customerUid, List<String> numbers) {

    public OrderQuery {
        numbers = List.copyOf(numbers);
    }

    /** Takes the numbers in the text, else the number that the client attached in any format, else none. */
    public static OrderQuery of(String customerUid, String text, String businessId) {
        List<String> numbers = OrderNumberParser.parse(text);
        if (!numbers.isEmpty() || businessId.isBlank()) {
            return new OrderQuery(customerUid, numbers);
        }
        return new OrderQuery(customerUid, List.of(OrderNumberParser.normalize(businessId)));
    }
}
