package io.nightdesk.faq.match;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.faq.match.RegexTrigger.InvalidPatternException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Estimates from the text of an RE2 pattern what it costs to compile, because the compiler has no limits of its own: nested
 * repetitions multiply, each character of a class is folded one by one, and some characters are folded forever. The estimate
 * is never too low for a valid pattern. One instance scans one pattern.
 */
final class PatternScanner {

    /**
     * RE2/J finds the other case of a character by following toLowerCase and toUpperCase until it comes back to where it
     * began. From these characters, which are newer than its tables, it never comes back.
     */
    static final int FIRST_ENDLESS = 0x1C80;

    static final int LAST_ENDLESS = 0x1C88;

    /** The range that RE2/J folds one by one, unless a range of a class contains it as a whole. */
    private static final int FIRST_FOLDED = 0x41;

    private static final int LAST_FOLDED = 0x1044F;

    /** A class by a Unicode property takes as long to compile as a range of this many characters. */
    private static final int PROPERTY_CHARACTERS = 10_000;

    private static final Pattern COUNT = Pattern.compile("\\{\\d{1,9}(,\\d{0,9})?}");
    private static final Pattern HEXADECIMAL = Pattern.compile("x(?:\\{0*([0-9A-Fa-f]{1,6})}|([0-9A-Fa-f]{2}))");

    private final String regex;
    private int at;
    /** The sizes of the groups around the current one, the innermost first. */
    private final Deque<Long> outer = new ArrayDeque<>();
    /** The size of the current group up to here. */
    private long size;
    /** The size of the latest part of the group, to which a repetition would apply. It is contained in {@link #size}. */
    private long last;

    private long classCharacters;

    /**
     * The cost of compiling a pattern.
     *
     * @param instructions the size of the program
     * @param classCharacters the number of characters in classes that are folded one by one
     */
    record Cost(long instructions, long classCharacters) {

        /** Both in one number, to compare and add up the costs of patterns. */
        long weight() {
            return instructions + classCharacters / 1_000;
        }
    }

    private PatternScanner(String regex) {
        this.regex = regex;
    }

    /** @throws InvalidPatternException if compiling the pattern would never end */
    static Cost cost(String regex) throws InvalidPatternException {
        PatternScanner scanner = new PatternScanner(regex);
        while (scanner.at < regex.length()) {
            scanner.part();
        }
        // Groups that are not closed are invalid. Their sizes count, so that nothing is missed before RE2 reports it.
        scanner.outer.forEach(open -> scanner.size += open);
        return new Cost(Math.max(scanner.size, 1) + 2, scanner.classCharacters);
    }

    private void part() throws InvalidPatternException {
        int begin = at;
        int code = next();
        switch (code) {
            case '(' -> open();
            case ')' -> close();
            // A branch without anything is an instruction too.
            case '|' -> size += 2;
            case '+', '?' -> grow(last + 1);
            // A repetition of what can be empty takes two instructions.
            case '*' -> grow(last + 2);
            case '{' -> count(begin);
            case '[' -> characterClass();
            case '\\' -> escape(begin);
            default -> letter(code, begin);
        }
    }

    private void open() {
        boolean isCapturing = !regex.startsWith("?", at) || regex.startsWith("?P<", at) || regex.startsWith("?<", at);
        if (regex.startsWith("?", at)) {
            // (?: (?i: (?P<name> (?<name> open a group; (?i) does not.
            while (at < regex.length() && ":>)".indexOf(regex.charAt(at)) < 0) {
                at++;
            }
            at = Math.min(at + 1, regex.length());
            if (regex.charAt(at - 1) == ')') {
                return;
            }
        }
        outer.push(size);
        size = isCapturing ? 2 : 0;
        last = 0;
    }

    private void close() {
        // A group without anything is an instruction too.
        last = size + 1;
        size = outer.isEmpty() ? last : outer.pop() + last;
    }

    /** A counted repetition. RE2 unfolds it. Other braces are letters. */
    private void count(int begin) throws InvalidPatternException {
        Matcher count = COUNT.matcher(regex).region(begin, regex.length());
        if (!count.lookingAt()) {
            letter('{', begin);
            return;
        }
        at = count.end();
        String[] bounds = regex.substring(begin + 1, at - 1).split(",", 2);
        boolean isExact = bounds.length == 1;
        String most = isExact || bounds[1].isEmpty() ? bounds[0] : bounds[1];
        // RE2 refuses counts above 1000. The limit prevents an overflow here.
        long times = Math.min(Math.max(1, Long.parseLong(most)), 1_000);
        grow(isExact ? last * times : (last + 1) * times + 1);
    }

    private void grow(long newLast) {
        size += newLast - last;
        // Far above every limit, and far below an overflow after the next repetition.
        last = Math.min(newLast, 1L << 40);
        size = Math.min(size, 1L << 40);
    }

    private void escape(int begin) throws InvalidPatternException {
        if (isClassEscape()) {
            classEscape();
            add(1);
            return;
        }
        if (regex.startsWith("Q", at)) {
            int end = regex.indexOf("\\E", at);
            int quoted = end < 0 ? regex.length() : end;
            at++;
            while (at < quoted) {
                letter(next(), at - 1);
            }
            at = Math.min(quoted + 2, regex.length());
            return;
        }
        letter(escaped(), begin);
    }

    /**
     * The character after a backslash. Returns 0 for what is not spelled in hexadecimal digits or as itself: an octal number
     * or a control character, which are far below the characters that cannot be folded.
     */
    private int escaped() {
        Matcher hexadecimal = HEXADECIMAL.matcher(regex).region(at, regex.length());
        if (hexadecimal.lookingAt()) {
            at = hexadecimal.end();
            String digits = hexadecimal.group(1) == null ? hexadecimal.group(2) : hexadecimal.group(1);
            return Integer.parseInt(digits, 16);
        }
        int code = at < regex.length() ? next() : 0;
        return code < 0x80 && Character.isLetterOrDigit(code) ? 0 : code;
    }

    /** Whether a class follows a backslash, and not a character. A class cannot begin a range. */
    private boolean isClassEscape() {
        return at < regex.length() && "pPdDsSwW".indexOf(regex.charAt(at)) >= 0;
    }

    private void classEscape() {
        int code = next();
        if (code == 'p' || code == 'P') {
            int name = at < regex.length() ? next() : 0;
            int end = name == '{' ? regex.indexOf('}', at) : -1;
            at = end < 0 ? at : end + 1;
            classCharacters += PROPERTY_CHARACTERS;
        }
    }

    private void characterClass() throws InvalidPatternException {
        if (regex.startsWith("^", at)) {
            at++;
        }
        int first = at;
        while (at < regex.length() && (regex.charAt(at) != ']' || at == first)) {
            int end = regex.startsWith("[:", at) ? regex.indexOf(":]", at) : -1;
            if (end >= 0) {
                at = end + 2;
            } else {
                range();
            }
        }
        at = Math.min(at + 1, regex.length());
        add(1);
    }

    private void range() throws InvalidPatternException {
        int begin = at;
        if (regex.startsWith("\\", at)) {
            at++;
            if (isClassEscape()) {
                classEscape();
                return;
            }
            at = begin;
        }
        int low = classCharacter();
        int high = low;
        if (regex.startsWith("-", at) && !regex.startsWith("-]", at) && at + 1 < regex.length()) {
            at++;
            high = classCharacter();
        }
        if (low > FIRST_FOLDED || high < LAST_FOLDED) {
            requireFoldable(low, high, begin);
            classCharacters += Math.max(0, Math.min(high, LAST_FOLDED) - Math.max(low, FIRST_FOLDED) + 1);
        }
    }

    private int classCharacter() {
        int code = next();
        return code == '\\' ? escaped() : code;
    }

    private void letter(int code, int begin) throws InvalidPatternException {
        requireFoldable(code, code, begin);
        add(1);
    }

    private static void requireFoldable(int low, int high, int position) throws InvalidPatternException {
        if (low <= LAST_ENDLESS && high >= FIRST_ENDLESS) {
            throw InvalidPatternException.tooExpensive(
                    LocalizedMessage.of(
                            "contains characters from U+1C80 to U+1C88, which cannot be compared without case",
                            "含有 U+1C80 到 U+1C88 的字符，无法不分大小写地比较"),
                    position);
        }
    }

    private void add(long part) {
        size += part;
        last = part;
    }

    private int next() {
        int code = regex.codePointAt(at);
        at += Character.charCount(code);
        return code;
    }
}
