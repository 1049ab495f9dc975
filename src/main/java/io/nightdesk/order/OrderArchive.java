package io.nightdesk.order;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks orders up for many questions at once, so that a batch of frames costs two queries at most. */
@Singleton
public class OrderArchive {

    /** The orders meant, by question; a question without an entry has no order that belongs to its customer. */
    public Map<OrderQuestion, Order> find(Collection<OrderQuestion> questions) {
        Map<Boolean, List<OrderQuestion>> named = questions.stream()
                .distinct()
                .collect(Collectors.partitioningBy(q -> !q.numbers().isEmpty()));
        Map<OrderQuestion, Order> found = new HashMap<>();
        findNamed(named.getOrDefault(true, List.of()), found);
        findLatest(named.getOrDefault(false, List.of()), found);
        return found;
    }

    private static void findNamed(List<OrderQuestion> questions, Map<OrderQuestion, Order> found) {
        if (questions.isEmpty()) {
            return;
        }
        Map<String, Order> byNumber = CustomerOrderRow.named(
                        questions.stream().flatMap(q -> q.numbers().stream()).collect(Collectors.toSet()),
                        questions.stream().map(OrderQuestion::customerUid).collect(Collectors.toSet()))
                .stream()
                .map(CustomerOrderRow::toOrder)
                .collect(Collectors.toMap(Order::number, Function.identity()));
        // The query pairs any number with any customer of the batch; only here is it settled whose is whose.
        questions.forEach(question -> question.numbers().stream()
                .map(byNumber::get)
                .filter(Objects::nonNull)
                .filter(order -> order.customerUid().equals(question.customerUid()))
                .findFirst()
                .ifPresent(order -> found.put(question, order)));
    }

    private static void findLatest(List<OrderQuestion> questions, Map<OrderQuestion, Order> found) {
        if (questions.isEmpty()) {
            return;
        }
        List<String> customers =
                questions.stream().map(OrderQuestion::customerUid).toList();
        CustomerOrderRow.latestOf(customers).stream()
                .map(CustomerOrderRow::toOrder)
                .forEach(order -> found.put(new OrderQuestion(order.customerUid(), List.of()), order));
    }
}
