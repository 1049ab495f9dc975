package io.nightdesk.frame;

import java.nio.charset.StandardCharsets;

/**
 * Reads texts of clients that cut, pad or encode them wrongly. What is not Unicode, bytes that are not UTF-8 and halves of
 * surrogate pairs, becomes U+FFFD.
 */
final class WireText {

    private static final char REPLACEMENT = '\uFFFD';
    /** The first byte of a surrogate that is encoded by itself. */
    private static final byte SURROGATE = (byte) 0xED;

    /** The fillers of Hangul and the blank of Braille. */
    private static final String BLANK_LETTERS = "\u115F\u1160\u3164\uFFA0\u2800";

    private WireText() {}

    /** Decodes UTF-8, also if the halves of a pair are encoded one by one, as in CESU-8 and Java's modified UTF-8. */
    static String decode(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : wellFormed(withSurrogates(utf8));
    }

    /** The text as PostgreSQL can store it and UTF-8 can encode it: without NUL, and without halves of pairs. */
    static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return wellFormed(text.replace("\0", ""));
            }
        }
        return text;
    }

    /** Whether nothing of the text can be seen. */
    static boolean isBlank(String text) {
        return text.codePoints().allMatch(WireText::isInvisible);
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> BLANK_LETTERS.indexOf(c) >= 0;
        };
    }

    private static String wellFormed(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> result.appendCodePoint(isSurrogate(c) ? REPLACEMENT : c));
        return result.toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static String withSurrogates(byte[] utf8) {
        StringBuilder text = new StringBuilder(utf8.length);
        int from = 0;
        for (int at = 0; at + 2 < utf8.length; at++) {
            if (utf8[at] == SURROGATE && (utf8[at + 1] & 0xE0) == 0xA0 && (utf8[at + 2] & 0xC0) == 0x80) {
                text.append(new String(utf8, from, at - from, StandardCharsets.UTF_8))
                        .append((char) (0xD000 | ((utf8[at + 1] & 0x3F) << 6) | (utf8[at + 2] & 0x3F)));
                at += 2;
                from = at + 1;
            }
        }
        return text.append(new String(utf8, from, utf8.length - from, StandardCharsets.UTF_8))
                .toString();
    }
}
