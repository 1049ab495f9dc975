package io.nightdesk.faq.match;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.nightdesk.LocalizedMessage;
import io.nightdesk.faq.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A pattern of a rule, compiled by RE2.
 *
 * <p>RE2 cannot be interrupted, so the time of a search is limited in advance. A search visits each instruction of the program
 * at most once per character: its work is the product of the two. Programs and texts are limited in size, and {@link
 * RegexIndex} limits the work of one decision.
 *
 * @param source the pattern as the admin wrote it
 * @param requiredLiterals texts of which at least one occurs in every text that matches; empty if none are known
 */
public record RegexTrigger(Rule rule, String source, Pattern pattern, Set<String> requiredLiterals) {

    /** The maximum length of a pattern in characters. */
    public static final int MAX_LENGTH = 500;
    /** The maximum size of a compiled pattern in instructions. */
    public static final int MAX_PROGRAM_SIZE = 1_000;
    /** Patterns see this many characters of a folded text: a customer who writes more usually asks at the beginning. */
    public static final int MAX_TEXT = 500;

    /** What is estimated to be larger than this is not compiled. The estimate may be too high, but not by that much. */
    private static final int MAX_ESTIMATED_SIZE = 4 * MAX_PROGRAM_SIZE;
    /** The maximum number of characters in the classes of a pattern. A class of all Chinese characters has 20,000. */
    private static final int MAX_CLASS_CHARACTERS = 250_000;

    /**
     * Texts with every combination of neighbours that {@code \b}, {@code \B}, {@code ^} and {@code $} distinguish. The letters
     * are rare, so that a pattern hardly ever matches them as such.
     */
    private static final List<String> EMPTY_MATCH_PROBES =
            List.of("", "q", "qq", "囍", "囍囍", "q囍", "囍q", " ", "q ", " q");

    /** What RE2 says is wrong with a pattern. */
    private static final Map<String, String> CHINESE_DESCRIPTIONS = Map.ofEntries(
            Map.entry("invalid character class range", "方括号中的范围不正确"),
            Map.entry("invalid escape sequence", "反斜杠后的字符不正确"),
            Map.entry("invalid named capture", "分组的名称不正确"),
            Map.entry("duplicate capture group name", "分组的名称重复"),
            Map.entry("invalid or unsupported Perl syntax", "不支持这种以 (? 开头的写法"),
            Map.entry("invalid nested repetition operator", "重复符号不能连用"),
            Map.entry("invalid repeat count", "重复次数不正确"),
            Map.entry("missing closing ]", "缺少 ]"),
            Map.entry("missing closing )", "缺少 )"),
            Map.entry("missing argument to repetition operator", "重复符号前面没有内容"),
            Map.entry("trailing backslash at end of expression", "末尾多了一个反斜杠"),
            Map.entry("unexpected )", "多了一个 )"),
            Map.entry("regexp/syntax: internal error", "无法解析"));

    /**
     * Compiles a pattern.
     *
     * @throws InvalidPatternException if {@code source} is not a pattern, or is too expensive
     */
    static RegexTrigger compile(Rule rule, String source) throws InvalidPatternException {
        Pattern pattern = compile(source);
        return new RegexTrigger(rule, source, pattern, RequiredLiterals.of(pattern.pattern()));
    }

    /** The same pattern as a trigger of another rule. */
    RegexTrigger of(Rule other) {
        return new RegexTrigger(other, source, pattern, requiredLiterals);
    }

    /**
     * Checks that a rule can be saved with the pattern.
     *
     * @throws InvalidPatternException if {@link #compile} does, or if the pattern matches without any text
     */
    public static void validate(String source) throws InvalidPatternException {
        Pattern pattern = compile(source);
        if (pattern.matcher("").find()) {
            throw new InvalidPatternException(
                    LocalizedMessage.of("matches an empty text, so it would match every text", "能匹配空文字，因此会匹配所有消息"), 0);
        }
        for (String probe : EMPTY_MATCH_PROBES) {
            Matcher matcher = pattern.matcher(probe);
            if (matcher.find() && matcher.end() == matcher.start()) {
                throw new InvalidPatternException(
                        LocalizedMessage.of(
                                "can match an empty part of a text, so it would hide other matches", "能匹配空的部分，会遮住其他匹配"),
                        0);
            }
        }
    }

    /** Whether the pattern must be searched for in every text, because no literal rules texts out. */
    public static boolean isSearchedInEveryText(String source) {
        return RequiredLiterals.of(PatternFolding.fold(source)).isEmpty();
    }

    /**
     * The cost of compiling a pattern.
     *
     * @throws InvalidPatternException if it is more than one pattern may cost
     */
    static PatternScanner.Cost cost(String source) throws InvalidPatternException {
        if (source.length() > MAX_LENGTH) {
            throw new InvalidPatternException(
                    LocalizedMessage.of("is longer than %s characters", "超过了 %s 个字符", MAX_LENGTH), 0);
        }
        PatternScanner.Cost cost = PatternScanner.cost(PatternFolding.fold(source));
        if (cost.instructions() > MAX_ESTIMATED_SIZE) {
            throw InvalidPatternException.tooLarge();
        }
        if (cost.classCharacters() > MAX_CLASS_CHARACTERS) {
            throw InvalidPatternException.tooExpensive(
                    LocalizedMessage.of("has too many or too large character classes", "其中的字符集（方括号）太多或太大"), 0);
        }
        return cost;
    }

    private static Pattern compile(String source) throws InvalidPatternException {
        cost(source);
        try {
            Pattern pattern = Pattern.compile(PatternFolding.fold(source), Pattern.CASE_INSENSITIVE);
            if (pattern.programSize() > MAX_PROGRAM_SIZE) {
                throw InvalidPatternException.tooLarge();
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            int position = e.getPattern().isEmpty() ? 0 : Math.max(0, source.indexOf(e.getPattern()));
            throw new InvalidPatternException(
                    LocalizedMessage.of("is not a valid RE2 pattern: %s", "不是正确的正则表达式：%s", description(e)), position);
        } catch (StackOverflowError e) {
            throw new InvalidPatternException(LocalizedMessage.of("is nested too deeply", "嵌套太深"), 0);
        }
    }

    private static LocalizedMessage description(PatternSyntaxException e) {
        String english = e.getDescription();
        return LocalizedMessage.of(english, CHINESE_DESCRIPTIONS.getOrDefault(english, english));
    }

    /** The most that a search in a text of some length can cost: instructions of the program, visited at each character. */
    long work(int length) {
        return (length + 1L) * pattern.programSize();
    }

    /**
     * Searches a folded text for the first part that matches. If that part is empty, the text does not match: searching on
     * from each position would take quadratic time.
     *
     * @param folded at most {@link #MAX_TEXT} characters
     */
    Optional<Evidence.Regex> match(String folded) {
        Matcher matcher = pattern.matcher(folded);
        return matcher.find() && matcher.end() > matcher.start()
                ? Optional.of(new Evidence.Regex(source, matcher.group()))
                : Optional.empty();
    }

    /** A pattern is invalid. */
    public static final class InvalidPatternException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient LocalizedMessage reason;
        private final int position;
        private final boolean tooExpensive;

        InvalidPatternException(LocalizedMessage reason, int position) {
            this(reason, position, false);
        }

        private InvalidPatternException(LocalizedMessage reason, int position, boolean tooExpensive) {
            super(reason.inEnglish(), null, false, false);
            this.reason = reason;
            this.position = position;
            this.tooExpensive = tooExpensive;
        }

        static InvalidPatternException tooExpensive(LocalizedMessage reason, int position) {
            return new InvalidPatternException(reason, position, true);
        }

        static InvalidPatternException tooLarge() {
            return tooExpensive(LocalizedMessage.of("is too large: write shorter repetitions", "太大：请减少重复的次数"), 0);
        }

        /** What is wrong, to be read after the name of the field. */
        public LocalizedMessage reason() {
            return reason;
        }

        /** The index of the character at which the error is. */
        public int position() {
            return position;
        }

        /** Whether RE2 would accept the pattern. A rule in the table can have one, because earlier releases had other limits. */
        boolean isTooExpensive() {
            return tooExpensive;
        }
    }
}
