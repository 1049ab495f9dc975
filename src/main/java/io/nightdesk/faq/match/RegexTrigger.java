package io.nightdesk.faq.match;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.nightdesk.faq.Rule;
import java.util.Optional;
import java.util.Set;

/**
 * A pattern of a rule, compiled by RE2. RE2 takes time linear in the length of the text, whatever the pattern.
 *
 * @param source the pattern as the admin wrote it
 * @param requiredLiterals texts of which at least one occurs in every text that matches; empty if none are known
 */
public record RegexTrigger(Rule rule, String source, Pattern pattern, Set<String> requiredLiterals) {

    /** The maximum length of a pattern in characters. */
    public static final int MAX_LENGTH = 500;
    /** The maximum product of all counted repetitions. RE2 unfolds them, and nested ones multiply. */
    static final int MAX_REPETITION = 1_000;
    /** The maximum size of a compiled pattern in instructions. */
    static final int MAX_PROGRAM_SIZE = 5_000;

    private static final java.util.regex.Pattern COUNTED_REPETITION =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

    /** @throws InvalidPatternException if {@link #validate} does */
    static RegexTrigger compile(Rule rule, String source) throws InvalidPatternException {
        Pattern pattern = compile(source);
        return new RegexTrigger(rule, source, pattern, RequiredLiterals.of(pattern.pattern()));
    }

    /**
     * Checks that a rule can have the pattern.
     *
     * @throws InvalidPatternException if {@code source} is not a pattern, is too large, or matches an empty text
     */
    public static void validate(String source) throws InvalidPatternException {
        compile(source);
    }

    /** Whether the pattern must be searched for in every text, because no literal rules texts out. */
    public static boolean isSearchedInEveryText(String source) {
        return RequiredLiterals.of(TextNormalizer.foldPattern(source)).isEmpty();
    }

    private static Pattern compile(String source) throws InvalidPatternException {
        if (source.length() > MAX_LENGTH) {
            throw new InvalidPatternException("is longer than " + MAX_LENGTH + " characters", 0);
        }
        if (repetition(source) > MAX_REPETITION) {
            throw new InvalidPatternException("repeats more than " + MAX_REPETITION + " times", 0);
        }
        try {
            Pattern pattern = Pattern.compile(TextNormalizer.foldPattern(source), Pattern.CASE_INSENSITIVE);
            if (pattern.programSize() > MAX_PROGRAM_SIZE) {
                throw new InvalidPatternException("is too large when compiled", 0);
            }
            if (pattern.matcher("").matches()) {
                throw new InvalidPatternException("matches an empty text, so it would match every text", 0);
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            int position = e.getPattern().isEmpty() ? 0 : Math.max(0, source.indexOf(e.getPattern()));
            throw new InvalidPatternException("is not a valid RE2 pattern: " + e.getDescription(), position);
        } catch (StackOverflowError e) {
            throw new InvalidPatternException("is nested too deeply", 0);
        }
    }

    /** Searches a folded text for the first part that is not empty. */
    Optional<Evidence.Regex> match(String folded) {
        Matcher matcher = pattern.matcher(folded);
        while (matcher.find()) {
            if (matcher.end() > matcher.start()) {
                return Optional.of(new Evidence.Regex(source, matcher.group()));
            }
        }
        return Optional.empty();
    }

    private static long repetition(String source) {
        long product = 1;
        java.util.regex.Matcher counted = COUNTED_REPETITION.matcher(source);
        while (counted.find() && product <= MAX_REPETITION) {
            String maximum =
                    counted.group(2) == null || counted.group(2).isEmpty() ? counted.group(1) : counted.group(2);
            product *= Math.max(1, Long.parseLong(maximum));
        }
        return product;
    }

    /** A pattern is invalid. The message follows the name of the field. */
    public static final class InvalidPatternException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int position;

        InvalidPatternException(String message, int position) {
            super(message, null, false, false);
            this.position = position;
        }

        /** The index of the character at which the error is. */
        public int position() {
            return position;
        }
    }
}
