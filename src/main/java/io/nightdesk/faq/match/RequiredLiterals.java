package io.nightdesk.faq.match;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads off an RE2 pattern which fixed texts a text must contain, at least one of them, to match. What is not understood
 * counts as unknown, so that a mistake here costs time and no match. One reader for one pattern.
 */
public final class RequiredLiterals {

    /** With more alternatives than this, looking for them spares nothing. */
    private static final int MOST = 16;

    private static final Pattern COUNT = Pattern.compile("\\{\\d+(,\\d*)?}");

    private final String regex;
    private int at;

    private RequiredLiterals(String regex) {
        this.regex = regex;
    }

    /** The texts, folded; empty if none is certain. */
    public static Set<String> of(String regex) {
        RequiredLiterals reader = new RequiredLiterals(regex);
        try {
            Optional<Set<String>> texts = reader.alternation();
            return reader.at == regex.length() ? texts.orElse(Set.of()) : Set.of();
        } catch (StringIndexOutOfBoundsException e) {
            return Set.of();
        }
    }

    /** {@code a|b|c}: one of what each branch needs. */
    private Optional<Set<String>> alternation() {
        Optional<Set<String>> all = concatenation();
        while (at < regex.length() && regex.charAt(at) == '|') {
            at++;
            Optional<Set<String>> branch = concatenation();
            all = all.flatMap(texts -> branch.map(more -> union(texts, more))).filter(texts -> texts.size() <= MOST);
        }
        return all;
    }

    /** A branch: the best of what its parts need. */
    private Optional<Set<String>> concatenation() {
        Optional<Set<String>> best = Optional.empty();
        StringBuilder run = new StringBuilder();
        while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            Part part = part();
            Times times = times();
            if (part.letter().isPresent() && times == Times.ONCE) {
                run.appendCodePoint(part.letter().get());
                continue;
            }
            part.letter().filter(letter -> times == Times.AT_LEAST_ONCE).ifPresent(run::appendCodePoint);
            best = better(best, text(run));
            run.setLength(0);
            if (times != Times.PERHAPS) {
                best = better(best, part.needs());
            }
        }
        return better(best, text(run));
    }

    /**
     * A part of a branch.
     *
     * @param letter which one it is, if it is a single letter
     * @param needs what it needs, if it is a group
     */
    private record Part(Optional<Integer> letter, Optional<Set<String>> needs) {
        static final Part UNKNOWN = new Part(Optional.empty(), Optional.empty());
    }

    private enum Times {
        ONCE,
        AT_LEAST_ONCE,
        PERHAPS
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

    /** Letters of which the folded text knows only one form; case-blind matching takes others for more than that. */
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
            // Flags change what letters mean: nothing is certain any more.
            throw new StringIndexOutOfBoundsException();
        }
        Optional<Set<String>> needs = alternation();
        expect(')');
        return new Part(Optional.empty(), needs);
    }

    private Part characterClass() {
        if (regex.charAt(at) == '^') {
            at++;
        }
        int first = at;
        while (regex.charAt(at) != ']' || at == first) {
            if (regex.startsWith("[:", at)) {
                at = regex.indexOf(":]", at) + 2;
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
            // Quotes, properties and character numbers go on beyond this letter.
            throw new StringIndexOutOfBoundsException();
        }
        return Part.UNKNOWN;
    }

    private Times times() {
        if (at == regex.length()) {
            return Times.ONCE;
        }
        Times times = switch (regex.charAt(at)) {
            case '*', '?' -> Times.PERHAPS;
            case '+' -> Times.AT_LEAST_ONCE;
            case '{' -> Times.PERHAPS;
            default -> Times.ONCE;
        };
        if (times == Times.ONCE) {
            return times;
        }
        at = regex.charAt(at) == '{' ? endOfCount() : at + 1;
        if (at < regex.length() && regex.charAt(at) == '?') {
            at++;
        }
        return times;
    }

    /** Braces that count nothing are letters to RE2. */
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

    private static Optional<Set<String>> text(StringBuilder run) {
        String text = run.toString().toLowerCase(Locale.ROOT).strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(Set.of(text));
    }

    /** Of two needs the one that fewer texts will meet: whose shortest text is longer. */
    private static Optional<Set<String>> better(Optional<Set<String>> a, Optional<Set<String>> b) {
        return b.isEmpty() || (a.isPresent() && shortest(a.get()) >= shortest(b.get())) ? a : b;
    }

    private static int shortest(Set<String> texts) {
        return texts.stream().mapToInt(String::length).min().orElseThrow();
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> all = new HashSet<>(a);
        all.addAll(b);
        return Set.copyOf(all);
    }
}
