package io.nightdesk.order;

import io.nightdesk.order.NumberText.Gap;
import io.nightdesk.order.OtherNumber.Precedence;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A place in a text that has the symbols of an order's number or tracking number.
 *
 * @param start the first symbol
 * @param end behind the last symbol
 * @param byTracking whether it is the tracking number
 */
record NamedOrder(Order order, int start, int end, boolean byTracking) {

    /** Shorter numbers are not recognised with gaps of the customer's own: "10 01" is not the order 1001. */
    private static final int MIN_GROUPED = 8;

    private static final int MIN_TRACKING = 6;

    /** Words of fewer letters that are not part of a number that they are written next to. */
    private static final Set<String> SHORT_WORDS =
            Set.of("NO", "NR", "ID", "OK", "IS", "ORD", "NUM", "REF", "PLS", "THX", "AND", "FOR", "THE");

    private static final int MIN_WORD = 4;

    /** All places in a text, also within longer numbers. */
    static Stream<NamedOrder> in(NumberText text, Order order) {
        Stream<NamedOrder> byNumber =
                places(text, order, NumberText.of(order.number()).symbols(), /* byTracking= */ false);
        return Stream.concat(
                byNumber,
                trackingNumbers(order).flatMap(number -> places(text, order, number, /* byTracking= */ true)));
    }

    /** The symbols of the tracking numbers of an order. A field may have several, for several parcels. */
    static Stream<String> trackingNumbers(Order order) {
        return order.tracking().stream()
                .flatMap(tracking -> Stream.of(tracking.split("[,;/|，；、]")))
                .map(number -> NumberText.of(number).symbols())
                .filter(number ->
                        number.length() >= MIN_TRACKING && number.chars().anyMatch(c -> NumberText.isDigit((char) c)));
    }

    private static Stream<NamedOrder> places(NumberText text, Order order, String symbols, boolean byTracking) {
        List<NamedOrder> places = new ArrayList<>();
        for (int at = symbols.isEmpty() ? -1 : text.symbols().indexOf(symbols);
                at >= 0;
                at = text.symbols().indexOf(symbols, at + 1)) {
            NamedOrder place = new NamedOrder(order, at, at + symbols.length(), byTracking);
            if (place.isPlausible(text)) {
                places.add(place);
            }
        }
        return places.stream();
    }

    int length() {
        return end - start;
    }

    /** Whether it is written as it is stored. */
    boolean isLiteral(NumberText text) {
        return !byTracking
                && text.clean()
                        .substring(text.position(start), text.position(end - 1) + 1)
                        .equals(order.number());
    }

    /** Whether the gaps are such as people write into this number, and no digit continues it. */
    private boolean isPlausible(NumberText text) {
        if ((text.gap(start) == Gap.NONE && text.isDigit(start - 1) && text.isDigit(start))
                || (text.gap(end) == Gap.NONE && text.isDigit(end) && text.isDigit(end - 1))
                || gaps(text).contains(Gap.BREAK)) {
            return false;
        }
        Set<Integer> hyphens = byTracking ? Set.of() : hyphens();
        Set<Integer> dashes = new HashSet<>(IntStream.range(start + 1, end)
                .filter(i -> text.gap(i) == Gap.DASH)
                .mapToObj(i -> i - start)
                .toList());
        if (length() < MIN_GROUPED) {
            return hyphens.containsAll(dashes) && EnumSet.of(Gap.NONE, Gap.DASH).containsAll(gaps(text));
        }
        // 1-23 and 12-3 have the same symbols and are not the same.
        return hyphens.isEmpty() || hyphens.containsAll(dashes) || dashes.containsAll(hyphens);
    }

    /** Before which symbols the number has a hyphen. */
    private Set<Integer> hyphens() {
        NumberText number = NumberText.of(order.number());
        return new HashSet<>(IntStream.range(1, number.symbols().length())
                .filter(i -> number.gap(i) != Gap.NONE)
                .boxed()
                .toList());
    }

    private Set<Gap> gaps(NumberText text) {
        Set<Gap> gaps = EnumSet.noneOf(Gap.class);
        IntStream.range(start + 1, end).mapToObj(text::gap).forEach(gaps::add);
        return gaps;
    }

    /** What is around the places in a text. */
    record Place(NumberText text, List<OtherNumber> others, List<NamedOrder> named) {

        /** Whether a place is a number of its own: neither a part of a longer one nor one of another kind. */
        boolean isWholeNumber(NamedOrder one) {
            return startsNumber(one) && endsNumber(one) && others.stream().noneMatch(other -> hides(other, one));
        }

        private boolean hides(OtherNumber other, NamedOrder one) {
            int from = text.position(one.start());
            int to = text.position(one.end() - 1) + 1;
            if (!other.contains(from, to) || other.kind().precedence() == Precedence.CONTAINED_ORDER) {
                return false;
            }
            return other.kind().precedence() == Precedence.OTHER || isLonger(other, from, to);
        }

        /** Whether it has digits that the place does not have. A label before a number is no part of it. */
        private boolean isLonger(OtherNumber other, int from, int to) {
            String before = text.clean().substring(other.start(), from);
            String after = text.clean().substring(to, other.end());
            return (before + after).chars().anyMatch(c -> NumberText.isDigit((char) c));
        }

        private boolean startsNumber(NamedOrder one) {
            int before = one.start() - 1;
            Gap gap = text.gap(one.start());
            if (gap == Gap.BREAK || named.stream().anyMatch(other -> other.end() == one.start()) || isOther(before)) {
                return true;
            }
            boolean isNext = gap == Gap.NONE || gap == Gap.DASH;
            if (text.isDigit(before)) {
                return !isNext && !(text.isDigit(one.start()) && one.gaps(text).contains(gap));
            }
            int from = before;
            while (text.gap(from) == Gap.NONE && !text.isDigit(from - 1)) {
                from--;
            }
            return !isNext || isWord(text.symbols().substring(from, one.start()));
        }

        private boolean endsNumber(NamedOrder one) {
            Gap gap = text.gap(one.end());
            if (gap == Gap.BREAK
                    || named.stream().anyMatch(other -> other.start() == one.end())
                    || isOther(one.end())) {
                return true;
            }
            boolean isNext = gap == Gap.NONE || gap == Gap.DASH;
            if (text.isDigit(one.end())) {
                return !isNext
                        && !(text.isDigit(one.end() - 1) && one.gaps(text).contains(gap));
            }
            int to = one.end() + 1;
            while (text.gap(to) == Gap.NONE && !text.isDigit(to)) {
                to++;
            }
            int behind = to;
            while (text.gap(behind) == Gap.NONE) {
                behind++;
            }
            return !isNext
                    || isWord(text.symbols().substring(one.end(), to))
                    || text.symbols().substring(one.end(), behind).matches("X\\d{1,3}");
        }

        private boolean isOther(int symbol) {
            int at = text.position(symbol);
            return others.stream()
                    .anyMatch(other -> other.kind().precedence() == Precedence.OTHER && other.contains(at, at + 1));
        }

        private static boolean isWord(String letters) {
            return letters.length() >= MIN_WORD || SHORT_WORDS.contains(letters);
        }
    }
}
