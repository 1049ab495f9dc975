package io.nightdesk.order;

import java.util.List;

/**
 * Which order a customer means: the first of {@code numbers} that is theirs, or their latest when there are no numbers.
 *
 * @param customerUid who asks; nobody else's order is an answer
 * @param numbers what was named, at most {@link OrderNumberParser#MOST}
 */
public record OrderQuery(String customerUid, List<String> numbers) {

    public OrderQuery {
        numbers = List.copyOf(numbers);
    }

    /** The number in the text, else the one the client attached, whatever it looks like, else none. */
    public static OrderQuery of(String customerUid, String text, String businessId) {
        List<String> inText = OrderNumberParser.in(text);
        if (!inText.isEmpty() || businessId.isBlank()) {
            return new OrderQuery(customerUid, inText);
        }
        return new OrderQuery(customerUid, List.of(OrderNumberParser.normalize(businessId)));
    }
}
