package io.nightdesk.faq.match;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Folds texts and triggers, so that different spellings of the same text are equal: Unicode compatibility forms and width
 * (NFKC), case, simplified instead of traditional Chinese characters, one space instead of punctuation, and no space next to a
 * character of a script without spaces.
 */
public final class TextNormalizer {

    /** More marks than this on one letter are left out: no language has as many, and NFKC sorts them in quadratic time. */
    private static final int MAX_MARKS = 30;

    /**
     * The characters that are read. NFKC can multiply the length: ﷺ is 18 characters. No message is as long, except for one
     * that is made for it.
     */
    private static final int MAX_LENGTH = 8_000;

    private TextNormalizer() {}

    /** The folded text. It is empty if the text has no letter, no digit and no symbol. */
    public static String fold(String text) {
        return FoldedText.of(text).text();
    }

    /**
     * The forms of a text.
     *
     * @param separated with a space in place of each punctuation mark
     * @param connected without the punctuation marks that may connect two words to one
     * @param symbols only the symbols, separated by spaces
     */
    record Forms(String separated, String connected, String symbols) {}

    static Forms forms(String text) {
        Folder folder = new Folder();
        String plain = Normalizer.normalize(withFewMarks(text), Normalizer.Form.NFKC);
        withoutCase(truncate(plain, MAX_LENGTH)).codePoints().forEach(folder::add);
        return folder.forms();
    }

    /** Full case folding: ß is ss. */
    private static String withoutCase(String text) {
        return text.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static String withFewMarks(String text) {
        if (text.chars().noneMatch(Characters::isMark)) {
            return text;
        }
        StringBuilder few = new StringBuilder(text.length());
        int marks = 0;
        for (int at = 0; at < text.length(); ) {
            int code = text.codePointAt(at);
            at += Character.charCount(code);
            marks = Characters.isMark(code) ? marks + 1 : 0;
            if (marks <= MAX_MARKS) {
                few.appendCodePoint(code);
            }
        }
        return few.toString();
    }

    /** The first characters of a text, without half a surrogate pair at the end. */
    static String truncate(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    /** Reads a text from left to right. */
    private static final class Folder {

        private final StringBuilder separated = new StringBuilder();
        private final StringBuilder connected = new StringBuilder();
        private final StringBuilder symbols = new StringBuilder();

        /** The last letter or digit. */
        private int previous = ' ';

        private Gap gap = Gap.NONE;
        /** The punctuation mark, if the gap is one. */
        private int mark;
        /** Whether the next symbol belongs to the last one. */
        private boolean joined;

        void add(int original) {
            int code = Characters.simplify(original);
            if (Characters.isIgnorable(code)) {
                joined |= Characters.isJoiner(code);
            } else if (Characters.isMark(code)) {
                addMark(code);
            } else if (Characters.isLetterOrDigit(code)) {
                addLetter(digit(code));
            } else if (number(code) >= 0) {
                Integer.toString(number(code)).chars().forEach(this::addLetter);
            } else {
                addSeparator(code);
            }
        }

        Forms forms() {
            return new Forms(separated.toString(), connected.toString(), symbols.toString());
        }

        /** The value of a number that has no compatibility form, such as ❶, or a negative number for other characters. */
        @SuppressWarnings("CharacterGetNumericValue") // Asked for numbers only, and not for letters.
        private static int number(int code) {
            return Character.getType(code) == Character.OTHER_NUMBER ? Character.getNumericValue(code) : -1;
        }

        /** Digits of all scripts are the same. */
        private static int digit(int code) {
            return Character.isDigit(code) ? '0' + Character.digit(code, 10) : code;
        }

        private void addLetter(int code) {
            if (!separated.isEmpty() && gap.separates(previous, code)) {
                separated.append(' ');
                if (gap != Gap.PUNCTUATION_MARK || !Characters.connects(mark, previous, code)) {
                    connected.append(' ');
                }
            }
            separated.appendCodePoint(code);
            connected.appendCodePoint(code);
            previous = code;
            gap = Gap.NONE;
            joined = false;
        }

        private void addMark(int code) {
            if (gap == Gap.NONE && !separated.isEmpty() && Characters.isEssentialMark(code)) {
                separated.appendCodePoint(code);
                connected.appendCodePoint(code);
            }
        }

        private void addSeparator(int code) {
            if (Characters.isSymbol(code)) {
                addSymbol(code);
            }
            gap = gap.and(code);
            mark = code;
        }

        private void addSymbol(int code) {
            if (!symbols.isEmpty() && !joined) {
                symbols.append(' ');
            }
            symbols.appendCodePoint(code);
            joined = Characters.isRegionalIndicator(code) && !joined;
        }
    }

    /** What is between two letters. */
    private enum Gap {
        NONE,
        SPACE,
        /** One punctuation mark and no space. */
        PUNCTUATION_MARK,
        PUNCTUATION;

        /** The gap with one more character. */
        Gap and(int code) {
            if (Characters.isBlank(code)) {
                return this == NONE || this == SPACE ? SPACE : PUNCTUATION;
            }
            return this == NONE ? PUNCTUATION_MARK : PUNCTUATION;
        }

        boolean separates(int before, int after) {
            return switch (this) {
                case NONE -> false;
                case SPACE -> !Characters.isUnspaced(before) && !Characters.isUnspaced(after);
                case PUNCTUATION_MARK, PUNCTUATION -> true;
            };
        }
    }
}
