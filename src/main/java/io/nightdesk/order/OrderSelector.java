package io.nightdesk.order;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.nightdesk.order.NamedOrder.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Selects the orders that a customer means, among the customer's own: those whose number or tracking number is in the
 * text, else the attached one, else the latest. A text or a client that names a number of no order of the customer gets
 * none: the desk must not speak about another order than the one that was named.
 */
final class OrderSelector {

    /** How many orders one reply speaks about. */
    static final int MAX_ORDERS = 5;

    /** What clients attach when there is no order, such as 0 or -1, is shorter than any number that is printed for customers. */
    private static final int MIN_ATTACHED = 4;

    private OrderSelector() {}

    /** @param own the customer's orders, the newest first */
    static OrderSelection select(OrderQuery query, List<Order> own) {
        NumberText text = NumberText.of(query.text());
        List<OtherNumber> others = OtherNumber.in(text);
        List<NamedOrder> named = named(text, others, own);
        boolean namesUnknown = UnknownNumber.isIn(text, others, named, own);
        if (!named.isEmpty()) {
            List<NamedOrder> told = distinct(named);
            return new OrderSelection(
                    orders(told),
                    namesUnknown,
                    "named in the text: " + describe(told)
                            + (namesUnknown ? "; the text also has a number of no order of this customer" : ""));
        }
        if (namesUnknown) {
            return none("the text has a number of no order of this customer");
        }
        return attached(query, own).orElseGet(() -> latest(others, own));
    }

    /** The places where a text names an order, in the order of the text. */
    static List<NamedOrder> named(NumberText text, List<Order> own) {
        return named(text, OtherNumber.in(text), own);
    }

    private static List<NamedOrder> named(NumberText text, List<OtherNumber> others, List<Order> own) {
        List<NamedOrder> all = own.stream()
                .flatMap(order -> NamedOrder.in(text, order))
                .sorted(comparing(NamedOrder::length).reversed().thenComparing(NamedOrder::start))
                .toList();
        // Of numbers that overlap the longest is meant, or several of the same length in the same place.
        List<NamedOrder> longest = all.stream()
                .filter(one -> all.stream()
                        .takeWhile(longer -> longer.length() > one.length())
                        .noneMatch(longer -> longer.start() < one.end() && one.start() < longer.end()))
                .toList();
        Place place = new Place(text, others, longest);
        return longest.stream()
                .filter(place::isWholeNumber)
                .filter(literalAmong(longest, text))
                .sorted(comparing(NamedOrder::start))
                .toList();
    }

    /** The first place of each order, of as many orders as a reply tells. */
    private static List<NamedOrder> distinct(List<NamedOrder> named) {
        return named.stream()
                .collect(toMap(one -> one.order().number(), one -> one, (first, again) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .limit(MAX_ORDERS)
                .toList();
    }

    /** Of two numbers that differ in their hyphens only, the one that is written as it is stored. */
    private static Predicate<NamedOrder> literalAmong(List<NamedOrder> named, NumberText text) {
        return one -> one.isLiteral(text)
                || named.stream().noneMatch(other -> other.start() == one.start() && other.isLiteral(text));
    }

    private static Optional<OrderSelection> attached(OrderQuery query, List<Order> own) {
        NumberText attached = NumberText.of(query.attached());
        String stored = OrderNumber.normalize(query.attached());
        List<Order> found = own.stream()
                .filter(order -> order.number().equals(stored))
                .findFirst()
                .map(List::of)
                .orElseGet(() -> orders(distinct(named(attached, own))));
        if (!found.isEmpty()) {
            return Optional.of(new OrderSelection(
                    found,
                    false,
                    "attached to the message: "
                            + found.stream().map(Order::number).collect(joining(", "))));
        }
        boolean isNumber = attached.hasDigit()
                && attached.symbols().length() >= MIN_ATTACHED
                && attached.symbols().chars().anyMatch(c -> c != '0');
        return isNumber ? Optional.of(none("the attached number is of no order of this customer")) : Optional.empty();
    }

    private static OrderSelection latest(List<OtherNumber> others, List<Order> own) {
        if (own.isEmpty()) {
            return OrderSelection.NONE;
        }
        String kinds =
                others.stream().map(other -> other.kind().label()).distinct().collect(joining(", "));
        return new OrderSelection(
                List.of(own.get(0)),
                false,
                "the latest: " + own.get(0).number()
                        + (kinds.isEmpty() ? "" : "; numbers in the text that name no order: " + kinds));
    }

    private static OrderSelection none(String why) {
        return new OrderSelection(List.of(), true, "none: " + why);
    }

    private static List<Order> orders(List<NamedOrder> named) {
        return named.stream().map(NamedOrder::order).toList();
    }

    private static String describe(List<NamedOrder> named) {
        return named.stream()
                .map(one -> one.order().number() + (one.byTracking() ? " by its tracking number" : ""))
                .collect(joining(", "));
    }
}
