package io.nightdesk.faq.match;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Recognises the number of a menu entry in a text. */
final class MenuSelection {

    private static final String CHINESE_DIGITS = "一二三四五六七八九";

    private MenuSelection() {}

    /** The number, if the folded text consists of nothing else. Folding has already turned １ and ① into 1. */
    private static OptionalInt number(String folded) {
        if (folded.length() == 1 && CHINESE_DIGITS.contains(folded)) {
            return OptionalInt.of(CHINESE_DIGITS.indexOf(folded) + 1);
        }
        boolean isNumber =
                folded.length() <= 2 && !folded.isEmpty() && folded.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? OptionalInt.of(Integer.parseInt(folded)) : OptionalInt.empty();
    }

    /** The key of the chosen rule, if the folded text is a number of the menu. */
    static Optional<String> of(String folded, List<String> menu) {
        OptionalInt number = number(folded);
        return number.isPresent() && number.getAsInt() >= 1 && number.getAsInt() <= menu.size()
                ? Optional.of(menu.get(number.getAsInt() - 1))
                : Optional.empty();
    }
}
