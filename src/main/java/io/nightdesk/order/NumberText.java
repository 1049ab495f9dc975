package io.nightdesk.order;

import java.text.Normalizer;

/**
 * A text in which numbers are searched for. What people write differently in the same number is equal here: width, case,
 * the kind of dash or space, and characters that cannot be seen.
 *
 * <p>The letters A to Z and the digits of the text, without everything between them, are its <em>symbols</em>. Numbers are
 * compared by their symbols, and what separates two symbols decides whether they can belong to one number.
 */
final class NumberText {

    /** What is between a symbol and the one before it. */
    enum Gap {
        NONE,
        /** Dashes or underscores only. */
        DASH,
        SPACE,
        /** Other punctuation, or several kinds. */
        PUNCTUATION,
        /** A letter of another script, a currency sign, or too much: the symbols cannot belong to one number. */
        BREAK
    }

    /** The greatest length of a gap within a number, in characters. */
    private static final int MAX_GAP = 4;

    private final String clean;
    private final String symbols;
    private final int[] positions;
    private final Gap[] gaps;

    private NumberText(String clean) {
        this.clean = clean;
        positions = clean.chars().filter(c -> isSymbol((char) c)).map(c -> 0).toArray();
        StringBuilder found = new StringBuilder(positions.length);
        for (int at = 0; at < clean.length(); at++) {
            if (isSymbol(clean.charAt(at))) {
                positions[found.length()] = at;
                found.append(clean.charAt(at));
            }
        }
        symbols = found.toString();
        gaps = new Gap[symbols.length()];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = i == 0 ? Gap.BREAK : gap(positions[i - 1] + 1, positions[i]);
        }
    }

    static NumberText of(String text) {
        return new NumberText(clean(text));
    }

    /** The text in one spelling, with one space for several. */
    String clean() {
        return clean;
    }

    String symbols() {
        return symbols;
    }

    /** Where a symbol is in {@link #clean()}. */
    int position(int symbol) {
        return positions[symbol];
    }

    /** The gap before a symbol; {@code BREAK} before the first and behind the last. */
    Gap gap(int symbol) {
        return symbol < gaps.length ? gaps[symbol] : Gap.BREAK;
    }

    boolean isDigit(int symbol) {
        return isDigit(symbols.charAt(symbol));
    }

    boolean hasDigit() {
        return symbols.chars().anyMatch(c -> isDigit((char) c));
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isSymbol(char c) {
        return isDigit(c) || (c >= 'A' && c <= 'Z');
    }

    private Gap gap(int from, int to) {
        if (from == to) {
            return Gap.NONE;
        }
        String between = clean.substring(from, to);
        boolean isBreak = between.length() > MAX_GAP
                || between.codePoints()
                        .anyMatch(c -> Character.isLetterOrDigit(c)
                                || Character.isIdeographic(c)
                                || Character.getType(c) == Character.CURRENCY_SYMBOL);
        if (isBreak) {
            return Gap.BREAK;
        }
        if (between.equals(" ")) {
            return Gap.SPACE;
        }
        return between.chars().allMatch(c -> c == '-' || c == '_') ? Gap.DASH : Gap.PUNCTUATION;
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        StringBuilder separated = new StringBuilder(text.length());
        // ① and ² mark list items and footnotes. The compatibility form would make them digits of the next number.
        text.codePoints()
                .forEach(c -> separated.appendCodePoint(Character.getType(c) == Character.OTHER_NUMBER ? ' ' : c));
        Normalizer.normalize(separated, Normalizer.Form.NFKC).codePoints().forEach(c -> {
            int one = clean(c);
            boolean isRepeatedSpace = one == ' ' && !clean.isEmpty() && clean.charAt(clean.length() - 1) == ' ';
            if (one != INVISIBLE && !isRepeatedSpace) {
                clean.appendCodePoint(one);
            }
        });
        return clean.toString();
    }

    private static final int INVISIBLE = -1;

    private static int clean(int c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 'A';
        }
        if (Character.isWhitespace(c) || Character.isSpaceChar(c) || isBlankLetter(c)) {
            return ' ';
        }
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER -> '0' + Character.digit(c, 10);
            case Character.DASH_PUNCTUATION -> '-';
            case Character.CONNECTOR_PUNCTUATION -> '_';
            case Character.FORMAT, Character.NON_SPACING_MARK, Character.CONTROL -> INVISIBLE;
            // The key of a keycap emoji, such as 1️⃣, is a list item too.
            case Character.ENCLOSING_MARK -> ' ';
            default -> isDash(c) ? '-' : c;
        };
    }

    /** Fillers of Hangul and the blank of Braille: letters and symbols that look like a space. */
    private static boolean isBlankLetter(int c) {
        return c == '\u115F' || c == '\u1160' || c == '\u2800';
    }

    /** What looks like a dash and has another category: minus signs, the hyphen bullet, the long vowel mark of Japanese. */
    private static boolean isDash(int c) {
        return c == '\u2212' || c == '\u2796' || c == '\u02D7' || c == '\u2043' || c == '\u30FC';
    }
}
