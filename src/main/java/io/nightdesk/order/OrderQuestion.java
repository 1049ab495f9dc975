package io.nightdesk.order;

import java.util.List;

/**
 * Which order a customer means: the first of {@code numbers} that is theirs, or their latest when there are no numbers.
 *
 * @param customerUid who asks; nobody else's order is an answer
 * @param numbers what was named, at most {@link OrderNumbers#MOST}
 */
public record OrderQuestion(String customerUid, List<String> numbers) {

    public OrderQuestion {
        numbers = List.copyOf(numbers);
    }

    /** The number in the text, else the one the client attached, whatever it looks like, else none. */
    public static OrderQuestion of(String customerUid, String text, String businessId) {
        List<String> inText = OrderNumbers.in(text);
        if (!inText.isEmpty() || businessId.isBlank()) {
            return new OrderQuestion(customerUid, inText);
        }
        return new OrderQuestion(customerUid, List.of(OrderNumbers.normalize(businessId)));
    }
}
