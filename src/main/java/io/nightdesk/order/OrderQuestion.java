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

    /** The number in the text, else the one the client attached, else none. */
    public static OrderQuestion of(String customerUid, String text, String businessId) {
        List<String> inText = OrderNumbers.in(text);
        return new OrderQuestion(customerUid, inText.isEmpty() ? OrderNumbers.in(businessId) : inText);
    }
}
