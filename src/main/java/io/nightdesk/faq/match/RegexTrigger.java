package io.nightdesk.faq.match;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.nightdesk.faq.Rule;
import java.util.Optional;
import java.util.Set;

/**
 * One pattern of one rule, compiled by RE2, which takes time linear in the text whatever the pattern.
 *
 * @param source as the admin wrote it
 * @param needed texts of which a text must contain one for the pattern to match; empty if that is unknown
 */
public record RegexTrigger(Rule rule, String source, Pattern pattern, Set<String> needed) {

    /** The limit of a pattern in characters. */
    public static final int MAX_LENGTH = 500;
    /** How often counted repetitions may unfold what they repeat, multiplied where they nest or not. */
    static final int MAX_REPETITION = 1_000;
    /** The limit of a compiled pattern in instructions. */
    static final int MAX_PROGRAM = 5_000;

    private static final java.util.regex.Pattern COUNTED =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

    /** @throws BadPattern if {@code source} is not a pattern, is too large, or matches the empty text */
    static RegexTrigger compile(Rule rule, String source) throws BadPattern {
        Pattern pattern = compile(source);
        return new RegexTrigger(rule, source, pattern, RequiredLiterals.of(pattern.pattern()));
    }

    /** Throws if a rule cannot have this pattern. */
    public static void check(String source) throws BadPattern {
        compile(source);
    }

    private static Pattern compile(String source) throws BadPattern {
        if (source.length() > MAX_LENGTH) {
            throw new BadPattern("is longer than " + MAX_LENGTH + " characters", 0);
        }
        if (repetition(source) > MAX_REPETITION) {
            throw new BadPattern("repeats more than " + MAX_REPETITION + " times", 0);
        }
        try {
            Pattern pattern = Pattern.compile(TextNormalizer.foldPattern(source), Pattern.CASE_INSENSITIVE);
            if (pattern.programSize() > MAX_PROGRAM) {
                throw new BadPattern("is too large when compiled", 0);
            }
            if (pattern.matcher("").matches()) {
                throw new BadPattern("matches an empty text, so it would match every text", 0);
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            int at = e.getPattern().isEmpty() ? 0 : Math.max(0, source.indexOf(e.getPattern()));
            throw new BadPattern("is no RE2 pattern: " + e.getDescription(), at);
        } catch (StackOverflowError e) {
            throw new BadPattern("nests too deep", 0);
        }
    }

    /** Whether and what the pattern finds in a folded text. */
    Optional<Evidence.Pattern> match(String folded) {
        Matcher matcher = pattern.matcher(folded);
        while (matcher.find()) {
            if (matcher.end() > matcher.start()) {
                return Optional.of(new Evidence.Pattern(source, matcher.group()));
            }
        }
        return Optional.empty();
    }

    private static long repetition(String source) {
        long product = 1;
        java.util.regex.Matcher counted = COUNTED.matcher(source);
        while (counted.find() && product <= MAX_REPETITION) {
            String most = counted.group(2) == null || counted.group(2).isEmpty() ? counted.group(1) : counted.group(2);
            product *= Math.max(1, Long.parseLong(most));
        }
        return product;
    }

    /** What is wrong with a pattern, to be put after its name, and at which of its characters. */
    public static final class BadPattern extends Exception {
        private static final long serialVersionUID = 1L;
        private final int position;

        BadPattern(String message, int position) {
            super(message, null, false, false);
            this.position = position;
        }

        public int position() {
            return position;
        }
    }
}
