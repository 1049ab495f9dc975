package io.nightdesk.faq.match;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds literals of which at least one occurs in every text that an RE2 pattern matches. Texts without them need not be
 * searched. Syntax that this parser does not know yields no literals, which costs time but never a match. One instance parses
 * one pattern.
 */
final class RequiredLiterals {

    /** More alternatives than this save no time. */
    private static final int MAX_ALTERNATIVES = 16;

    private static final Pattern COUNT = Pattern.compile("\\{\\d+(,\\d*)?}");

    private final String regex;
    private int at;

    private RequiredLiterals(String regex) {
        this.regex = regex;
    }

    /** The literals, folded; empty if none are certain. */
    static Set<String> of(String regex) {
        RequiredLiterals parser = new RequiredLiterals(regex);
        try {
            Optional<Set<String>> literals = parser.alternation();
            return parser.at == regex.length() ? literals.orElse(Set.of()) : Set.of();
        } catch (StringIndexOutOfBoundsException e) {
            return Set.of();
        }
    }

    /** {@code a|b|c}: the literals of all branches. Unknown if those of one branch are. */
    private Optional<Set<String>> alternation() {
        Optional<Set<String>> all = concatenation();
        while (at < regex.length() && regex.charAt(at) == '|') {
            at++;
            Optional<Set<String>> branch = concatenation();
            all = all.flatMap(literals -> branch.map(more -> union(literals, more)))
                    .filter(literals -> literals.size() <= MAX_ALTERNATIVES);
        }
        return all;
    }

    /** A branch: the most selective literals among those of its parts. */
    private Optional<Set<String>> concatenation() {
        Optional<Set<String>> best = Optional.empty();
        StringBuilder run = new StringBuilder();
        while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            Part part = part();
            Repetition repetition = repetition();
            if (part.letter().isPresent() && repetition == Repetition.ONCE) {
                run.appendCodePoint(part.letter().get());
                continue;
            }
            part.letter()
                    .filter(letter -> repetition == Repetition.AT_LEAST_ONCE)
                    .ifPresent(run::appendCodePoint);
            best = moreSelective(best, literal(run));
            run.setLength(0);
            if (repetition != Repetition.OPTIONAL) {
                best = moreSelective(best, part.literals());
            }
        }
        return moreSelective(best, literal(run));
    }

    /**
     * A part of a branch.
     *
     * @param letter the letter, if the part is a single one
     * @param literals the required literals, if the part is a group
     */
    private record Part(Optional<Integer> letter, Optional<Set<String>> literals) {
        static final Part UNKNOWN = new Part(Optional.empty(), Optional.empty());
    }

    private enum Repetition {
        ONCE,
        AT_LEAST_ONCE,
        OPTIONAL
    }

    private Part part() {
        int code = next();
        return switch (code) {
            case '(' -> group();
            case '[' -> characterClass();
            case '\\' -> escape();
            case '.', '^', '$' -> Part.UNKNOWN;
            default -> letter(code);
        };
    }

    /**
     * A letter that has only one form in a folded text. For others, case-insensitive matching may accept several characters,
     * so they are unknown.
     */
    private static Part letter(int code) {
        boolean certain = code < 0x80 ? Character.isLetterOrDigit(code) || code == ' ' : Character.isIdeographic(code);
        return certain ? new Part(Optional.of(code), Optional.empty()) : Part.UNKNOWN;
    }

    private Part group() {
        if (regex.startsWith("?:", at)) {
            at += 2;
        } else if (regex.startsWith("?P<", at)) {
            at = regex.indexOf('>', at) + 1;
        } else if (regex.charAt(at) == '?') {
            // Flags change the meaning of letters.
            throw new StringIndexOutOfBoundsException();
        }
        Optional<Set<String>> literals = alternation();
        expect(')');
        return new Part(Optional.empty(), literals);
    }

    private Part characterClass() {
        if (regex.charAt(at) == '^') {
            at++;
        }
        int first = at;
        while (regex.charAt(at) != ']' || at == first) {
            int endOfName = regex.startsWith("[:", at) ? regex.indexOf(":]", at) : -1;
            if (endOfName >= 0) {
                at = endOfName + 2;
            } else {
                at += regex.charAt(at) == '\\' ? 2 : 1;
            }
        }
        at++;
        return Part.UNKNOWN;
    }

    private Part escape() {
        int code = next();
        if (!Character.isLetterOrDigit(code)) {
            return Part.UNKNOWN;
        }
        if ("dDsSwWbBAzC".indexOf(code) < 0) {
            // Quotations, properties and character codes extend beyond this letter.
            throw new StringIndexOutOfBoundsException();
        }
        return Part.UNKNOWN;
    }

    private Repetition repetition() {
        if (at == regex.length()) {
            return Repetition.ONCE;
        }
        Repetition repetition = switch (regex.charAt(at)) {
            case '*', '?' -> Repetition.OPTIONAL;
            case '+' -> Repetition.AT_LEAST_ONCE;
            case '{' -> Repetition.OPTIONAL;
            default -> Repetition.ONCE;
        };
        if (repetition == Repetition.ONCE) {
            return repetition;
        }
        at = regex.charAt(at) == '{' ? endOfCount() : at + 1;
        if (at < regex.length() && regex.charAt(at) == '?') {
            at++;
        }
        return repetition;
    }

    /** The end of a counted repetition. RE2 treats other braces as letters. */
    private int endOfCount() {
        Matcher count = COUNT.matcher(regex).region(at, regex.length());
        if (!count.lookingAt()) {
            throw new StringIndexOutOfBoundsException();
        }
        return count.end();
    }

    private int next() {
        int code = regex.codePointAt(at);
        at += Character.charCount(code);
        return code;
    }

    private void expect(char c) {
        if (regex.charAt(at) != c) {
            throw new StringIndexOutOfBoundsException();
        }
        at++;
    }

    private static Optional<Set<String>> literal(StringBuilder run) {
        String text = run.toString().toLowerCase(Locale.ROOT).strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(Set.of(text));
    }

    /** Of two sets of literals, the one that fewer texts contain: the one whose shortest literal is longer. */
    private static Optional<Set<String>> moreSelective(Optional<Set<String>> a, Optional<Set<String>> b) {
        return b.isEmpty() || (a.isPresent() && shortest(a.get()) >= shortest(b.get())) ? a : b;
    }

    private static int shortest(Set<String> literals) {
        return literals.stream().mapToInt(String::length).min().orElseThrow();
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> all = new HashSet<>(a);
        all.addAll(b);
        return Set.copyOf(all);
    }
}
