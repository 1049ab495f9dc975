package io.nightdesk.faq.match;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A customer's choice from a numbered menu. */
final class MenuSelection {

    private static final String CHINESE = "一二三四五六七八九";

    private MenuSelection() {}

    /** The number, from 1 on, if a folded text is nothing else: 1 (as １ and ① too, which fold to it) or 一. */
    static OptionalInt number(String folded) {
        if (folded.length() == 1 && CHINESE.contains(folded)) {
            return OptionalInt.of(CHINESE.indexOf(folded) + 1);
        }
        boolean isNumber =
                folded.length() <= 2 && !folded.isEmpty() && folded.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? OptionalInt.of(Integer.parseInt(folded)) : OptionalInt.empty();
    }

    /** The key picked, if the text is a number of the menu. */
    static Optional<String> of(String folded, List<String> menu) {
        OptionalInt number = number(folded);
        return number.isPresent() && number.getAsInt() >= 1 && number.getAsInt() <= menu.size()
                ? Optional.of(menu.get(number.getAsInt() - 1))
                : Optional.empty();
    }
}
