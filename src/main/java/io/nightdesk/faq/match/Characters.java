package io.nightdesk.faq.match;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** What matching needs to know of single characters. */
final class Characters {

    private static final int ZERO_WIDTH_JOINER = 0x200D;
    /** Between Latin letters only: between Chinese characters it ends a sentence. */
    private static final int FULL_STOP = '.';

    private static final String CONNECTORS = "/\\&+_~|*\u00B7\u2022\u2044\u2212\u2215\u3001\u30FB";
    private static final String HANGUL_FILLERS = "\u115F\u1160\u3164\uFFA0";
    /** A blank that Unicode takes for a symbol. */
    private static final int BLANK_BRAILLE = 0x2800;

    private static final int OBJECT_REPLACEMENT = 0xFFFC;
    private static final int REPLACEMENT = 0xFFFD;
    /** The prolonged sound mark of kana, which is common to several scripts. */
    private static final int PROLONGED_SOUND = 0x30FC;

    private static final int FIRST_MARK = 0x0300;
    /** The first character of a script without spaces. */
    private static final int FIRST_UNSPACED = 0x0E00;

    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN);

    /** Scripts in which marks are accents or optional vowels. In all others they are as important as letters. */
    private static final Set<UnicodeScript> OPTIONAL_MARKS = EnumSet.of(
            UnicodeScript.INHERITED,
            UnicodeScript.COMMON,
            UnicodeScript.UNKNOWN,
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.ARABIC,
            UnicodeScript.HEBREW,
            UnicodeScript.SYRIAC,
            UnicodeScript.HAN,
            UnicodeScript.HANGUL,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA);

    private static final int[] SIMPLIFIED = simplified();

    /** A character's part in words. Where two neighbours differ, a word can begin or end. */
    enum Kind {
        LETTER,
        DIGIT,
        SYMBOL,
        /** A space, or a character of a script in which words follow each other, or particles follow words, without a space. */
        ANYWHERE
    }

    private Characters() {}

    static Kind kind(int code) {
        if (code == ' ' || isUnspaced(code) || isHangul(code)) {
            return Kind.ANYWHERE;
        }
        if (Character.isDigit(code)) {
            return Kind.DIGIT;
        }
        return isSymbol(code) ? Kind.SYMBOL : Kind.LETTER;
    }

    /** The simplified Chinese form of a character, or else the character. */
    static int simplify(int code) {
        return code < SIMPLIFIED.length ? SIMPLIFIED[code] : code;
    }

    static boolean isLetterOrDigit(int code) {
        // Unicode classifies 〇 as a number and not as a letter.
        return Character.isLetterOrDigit(code) || Character.isIdeographic(code);
    }

    /** Whether the script of the character is written without spaces. */
    static boolean isUnspaced(int code) {
        return code >= FIRST_UNSPACED
                && (Character.isIdeographic(code)
                        || code == PROLONGED_SOUND
                        || UNSPACED.contains(UnicodeScript.of(code)));
    }

    private static boolean isHangul(int code) {
        return code >= FIRST_UNSPACED && UnicodeScript.of(code) == UnicodeScript.HANGUL;
    }

    /** Whether the character is invisible, or only changes how its neighbour looks. */
    static boolean isIgnorable(int code) {
        return Character.getType(code) == Character.FORMAT
                || HANGUL_FILLERS.indexOf(code) >= 0
                || isSkinTone(code)
                || isApostrophe(code)
                // The vowels of Khmer without a shape, the selectors of Mongolian, and ranges reserved for invisible
                // characters.
                || (code >= 0x17B4 && code <= 0x17B5)
                || (code >= 0x180B && code <= 0x180F)
                || code == 0x2065
                || (code >= 0xFFF0 && code <= 0xFFF8)
                || (code >= 0xE0000 && code <= 0xE0FFF);
    }

    /** As in don't, which is the same word without it. */
    private static boolean isApostrophe(int code) {
        return code == '\'' || code == '\u2019';
    }

    private static boolean isSkinTone(int code) {
        return code >= 0x1F3FB && code <= 0x1F3FF;
    }

    static boolean isMark(int code) {
        if (code < FIRST_MARK) {
            return false;
        }
        return switch (Character.getType(code)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    /** Whether the mark is as important as a letter, such as a vowel sign of Thai or Hindi. */
    static boolean isEssentialMark(int mark) {
        return Character.getType(mark) != Character.ENCLOSING_MARK && !OPTIONAL_MARKS.contains(UnicodeScript.of(mark));
    }

    static boolean isBlank(int code) {
        return Character.isWhitespace(code) || Character.isSpaceChar(code) || code == BLANK_BRAILLE;
    }

    /** Whether the character is an emoji or another symbol that can be a message by itself. */
    static boolean isSymbol(int code) {
        return switch (Character.getType(code)) {
            case Character.OTHER_SYMBOL -> code != BLANK_BRAILLE && code != OBJECT_REPLACEMENT && code != REPLACEMENT;
            // Emoji that are newer than the tables of this Java version.
            case Character.UNASSIGNED -> code >= 0x1F000 && code <= 0x1FAFF;
            default -> false;
        };
    }

    /** Whether the symbol and the one after it are one, as in a flag. */
    static boolean isRegionalIndicator(int code) {
        return code >= 0x1F1E6 && code <= 0x1F1FF;
    }

    /** Whether the character makes one symbol of its two neighbours. */
    static boolean isJoiner(int code) {
        return code == ZERO_WIDTH_JOINER;
    }

    /**
     * Whether a punctuation mark between two letters may connect them to one word: Wi-Fi is wifi as well, 退/换货 is 退换货. Digits
     * are not connected, because 3-5 is not 35.
     */
    static boolean connects(int mark, int before, int after) {
        if (Character.isDigit(before) && Character.isDigit(after)) {
            return false;
        }
        return mark == FULL_STOP
                ? !isUnspaced(before) && !isUnspaced(after)
                : Character.getType(mark) == Character.DASH_PUNCTUATION || CONNECTORS.indexOf(mark) >= 0;
    }

    /** For every character of the basic plane, its simplified form or itself. */
    private static int[] simplified() {
        int[] table = IntStream.rangeClosed(0, Character.MAX_VALUE).toArray();
        read("character-variants.txt", table);
        read("traditional-simplified.txt", table);
        // 帳 is 帐, which is 账.
        return IntStream.of(table)
                .map(code -> code < table.length ? table[code] : code)
                .toArray();
    }

    private static void read(String resource, int[] table) {
        try (InputStream in = Objects.requireNonNull(Characters.class.getResourceAsStream(resource), resource)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !Character.isSurrogate(line.charAt(0)))
                    .forEach(line -> table[line.charAt(0)] = line.codePointAt(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
