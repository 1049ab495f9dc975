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
 * Folds texts and triggers into one form, so that different spellings of the same text are equal: Unicode compatibility forms
 * and width (NFKC), lower case, simplified instead of traditional Chinese characters, one space instead of punctuation, and no
 * space between two Chinese characters.
 */
public final class TextNormalizer {

    private static final int[] SIMPLIFIED = simplified();

    private TextNormalizer() {}

    /** The folded text. It is empty if the text has no letter and no digit. */
    public static String fold(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(lower.length());
        Gap gap = Gap.NONE;
        int previous = ' ';
        for (int original : lower.codePoints().toArray()) {
            int code = simplify(original);
            // Unicode classifies 〇 as a number and not as a letter.
            if (Character.isLetterOrDigit(code) || Character.isIdeographic(code)) {
                if (gap.separates(previous, code) && !folded.isEmpty()) {
                    folded.append(' ');
                }
                folded.appendCodePoint(code);
                previous = code;
                gap = Gap.NONE;
            } else {
                gap = gap.and(code);
            }
        }
        return folded.toString();
    }

    /**
     * Folds the letters of a pattern and keeps its syntax. Case is kept too, because \D and \d differ; the pattern is
     * matched case-insensitively.
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

    /** The first characters of a text, without half a surrogate pair at the end. */
    static String truncate(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    /** Whether the script of the character is written without spaces. */
    static boolean isUnspaced(int code) {
        return Character.isIdeographic(code);
    }

    private static int simplify(int code) {
        return code < SIMPLIFIED.length ? SIMPLIFIED[code] : code;
    }

    /** What is between two letters. */
    private enum Gap {
        NONE,
        SPACE,
        PUNCTUATION;

        /** The gap with one more character. Marks and apostrophes, as in don't, do not separate words. */
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

        boolean separates(int before, int after) {
            return this == PUNCTUATION || (this == SPACE && !(isUnspaced(before) && isUnspaced(after)));
        }

        private Gap max(Gap other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** For every character of the basic plane, its simplified form or itself. */
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
