package io.nightdesk.faq.match;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Brings texts and triggers to one form, so that what people write alike is alike: compatibility forms and width (NFKC),
 * case, traditional characters to simplified ones, punctuation to one space, no space between two Chinese characters.
 */
public final class TextNormalizer {

    private static final int[] SIMPLIFIED = simplified();

    private TextNormalizer() {}

    /** The folded text; '' when nothing but punctuation and symbols was in it. */
    public static String fold(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(lower.length());
        Gap gap = Gap.NONE;
        int before = ' ';
        for (int original : lower.codePoints().toArray()) {
            int code = simplify(original);
            // 〇 and its like are numbers to Unicode and words to people.
            if (Character.isLetterOrDigit(code) || Character.isIdeographic(code)) {
                if (gap.parts(before, code) && !folded.isEmpty()) {
                    folded.append(' ');
                }
                folded.appendCodePoint(code);
                before = code;
                gap = Gap.NONE;
            } else {
                gap = gap.and(code);
            }
        }
        return folded.toString();
    }

    /**
     * The pattern with its letters as they are in a folded text, and its syntax left alone. It is matched without regard to
     * case, so that is no matter here.
     */
    public static String foldPattern(String regex) {
        StringBuilder folded = new StringBuilder(regex.length());
        regex.codePoints().forEach(code -> {
            String plain = Normalizer.normalize(Character.toString(code), Normalizer.Form.NFKC);
            int only = plain.codePointAt(0);
            boolean isLetter = plain.length() == Character.charCount(only)
                    && (Character.isLetterOrDigit(only) || Character.isIdeographic(only));
            folded.appendCodePoint(isLetter ? simplify(only) : code);
        });
        return folded.toString();
    }

    /** Whether the character belongs to a script that is written without spaces. */
    static boolean isUnspaced(int code) {
        return Character.isIdeographic(code);
    }

    private static int simplify(int code) {
        return code < SIMPLIFIED.length ? SIMPLIFIED[code] : code;
    }

    /** What stands between two letters. */
    private enum Gap {
        NONE,
        SPACE,
        PUNCTUATION;

        /** The gap with one more character; marks and apostrophes (don't) do not part a word. */
        Gap and(int code) {
            return switch (Character.getType(code)) {
                case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> this;
                default -> {
                    if (code == '\'' || code == '\u2019') {
                        yield this;
                    }
                    yield Character.isWhitespace(code) || Character.isSpaceChar(code) ? max(SPACE) : PUNCTUATION;
                }
            };
        }

        boolean parts(int before, int after) {
            return this == PUNCTUATION || (this == SPACE && !(isUnspaced(before) && isUnspaced(after)));
        }

        private Gap max(Gap other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** For every character of the basic plane, itself or its simplified form. */
    private static int[] simplified() {
        int[] table = IntStream.rangeClosed(0, Character.MAX_VALUE).toArray();
        try (InputStream in = Objects.requireNonNull(
                TextNormalizer.class.getResourceAsStream("traditional-simplified.txt"), "traditional-simplified.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !Character.isSurrogate(line.charAt(0)))
                    .forEach(line -> table[line.charAt(0)] = line.codePointAt(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }
}
