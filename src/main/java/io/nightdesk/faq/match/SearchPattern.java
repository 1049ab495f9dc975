package io.nightdesk.faq.match;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Patterns that find a text in a table, in whatever script it was written there. They are PostgreSQL's
 * <a href="https://www.postgresql.org/docs/current/functions-matching.html#POSIX-SYNTAX-DETAILS">advanced regular
 * expressions</a>, for columns or expressions of the form {@code lower(normalize(text, NFKC))}.
 */
public final class SearchPattern {

    /** By each simplified Chinese character, it and all its other forms. */
    private static final Map<Integer, String> FORMS = IntStream.range(0, Character.MAX_CODE_POINT)
            .filter(code -> Characters.simplify(code) != code)
            .boxed()
            .collect(Collectors.groupingBy(
                    Characters::simplify, Collectors.mapping(Character::toString, Collectors.joining())));

    private SearchPattern() {}

    /** Finds the text, whatever its case, width and form of Chinese characters. A blank finds blanks and
     * line breaks; those around the text do not count. */
    public static String of(String text) {
        StringBuilder pattern = new StringBuilder();
        String plain = Normalizer.normalize(text.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        boolean afterBlank = false;
        for (int code : plain.codePoints().filter(SearchPattern::isVisible).toArray()) {
            boolean isBlank = Character.isWhitespace(code);
            if (!isBlank) {
                append(pattern, code);
            } else if (!afterBlank) {
                pattern.append("\\s+");
            }
            afterBlank = isBlank;
        }
        return pattern.toString();
    }

    /** Texts are pasted with invisible characters, which the stored text does not have. */
    private static boolean isVisible(int code) {
        return Character.getType(code) != Character.FORMAT && code != 0;
    }

    private static void append(StringBuilder pattern, int code) {
        int simplified = Characters.simplify(code);
        String others = FORMS.get(simplified);
        if (others != null) {
            pattern.append('[').appendCodePoint(simplified).append(others).append(']');
        } else {
            boolean isSpecial = code < 0x80 && !Character.isLetterOrDigit(code);
            pattern.append(isSpecial ? "\\" : "").appendCodePoint(code);
        }
    }
}
