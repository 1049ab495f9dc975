package io.nightdesk.faq.match;

import java.text.Normalizer;

/**
 * Folds the letters of a pattern and keeps its syntax. Case is kept too, because \D and \d differ; the pattern is matched
 * case-insensitively. One instance folds one pattern.
 */
final class PatternFolding {

    private final String regex;
    private final StringBuilder folded = new StringBuilder();
    private int at;

    private PatternFolding(String regex) {
        this.regex = regex;
    }

    static String fold(String regex) {
        PatternFolding folding = new PatternFolding(regex);
        while (folding.at < regex.length()) {
            folding.part();
        }
        return folding.folded.toString();
    }

    private void part() {
        int code = next();
        if (code == '\\') {
            folded.append('\\');
            keep();
        } else if (code == '[') {
            folded.append('[');
            characterClass();
        } else {
            folded.append(
                    isSeveralLetters(code)
                            ? "(?:" + TextNormalizer.fold(Character.toString(code)) + ")"
                            : letter(code));
        }
    }

    private void characterClass() {
        if (regex.startsWith("^", at)) {
            keep();
        }
        int first = at;
        while (at < regex.length() && (regex.charAt(at) != ']' || at == first)) {
            int code = next();
            if (code == '\\') {
                folded.append('\\');
                keep();
            } else {
                folded.append(isEndOfRange(at - Character.charCount(code), first) ? withoutWidth(code) : letter(code));
            }
        }
    }

    /** The ends of a range keep their place: [一-龠] has all characters in between, in the order of Unicode. */
    private boolean isEndOfRange(int position, int first) {
        return regex.startsWith("-", at) || (position > first && regex.charAt(position - 1) == '-');
    }

    private void keep() {
        if (at < regex.length()) {
            folded.appendCodePoint(next());
        }
    }

    private int next() {
        int code = regex.codePointAt(at);
        at += Character.charCount(code);
        return code;
    }

    /** Whether folding makes several letters of the character. */
    private static boolean isSeveralLetters(int code) {
        return code > 0x7F && isWord(TextNormalizer.fold(Character.toString(code)));
    }

    private static boolean isWord(String text) {
        return text.codePointCount(0, text.length()) > 1 && text.codePoints().allMatch(Characters::isLetterOrDigit);
    }

    private static String letter(int code) {
        String plain = withoutWidth(code);
        return Character.toString(Characters.simplify(plain.codePointAt(0)));
    }

    /** The character in its usual width, if it is a letter or digit. */
    private static String withoutWidth(int code) {
        String plain = Normalizer.normalize(Character.toString(code), Normalizer.Form.NFKC);
        int only = plain.codePointAt(0);
        return plain.length() == Character.charCount(only) && Characters.isLetterOrDigit(only)
                ? plain
                : Character.toString(code);
    }
}
