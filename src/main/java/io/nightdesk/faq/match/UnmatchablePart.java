package io.nightdesk.faq.match;

import com.google.re2j.Pattern;
import io.nightdesk.LocalizedMessage;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A part of a pattern that no text has, because folding removes or replaces it. A text without it does not match, or not by the
 * alternative that has the part.
 *
 * @param position the index of its first character within the pattern
 * @param message what is wrong and what to write instead
 */
public record UnmatchablePart(int position, LocalizedMessage message) {

    /** The first such part of a valid pattern. */
    public static Optional<UnmatchablePart> of(String regex) {
        try {
            return new Parser(regex).alternation();
        } catch (StringIndexOutOfBoundsException e) {
            // Syntax that the parser does not know. A missing warning does no harm.
            return Optional.empty();
        }
    }

    /**
     * Every folded character of the basic plane and every emoji, created when it is first needed. Some older symbols are
     * punctuation for RE2.
     */
    private static final class Alphabet {
        private static final int FIRST_SYMBOL = 0x2000;
        private static final int FIRST_EMOJI = 0x1F000;
        private static final int LAST_EMOJI = 0x1FAFF;

        static final String CHARACTERS = " "
                + IntStream.concat(
                                IntStream.range('0', Character.MIN_SURROGATE),
                                IntStream.rangeClosed(FIRST_EMOJI, LAST_EMOJI))
                        .filter(c -> Characters.isLetterOrDigit(c) || (c >= FIRST_SYMBOL && Characters.isSymbol(c)))
                        .mapToObj(Character::toString)
                        .filter(c -> TextNormalizer.fold(c).equals(c))
                        .collect(Collectors.joining());
    }

    private static final class Parser {

        private final String regex;
        private int at;
        private boolean isCaseSensitive;

        Parser(String regex) {
            this.regex = regex;
        }

        Optional<UnmatchablePart> alternation() {
            Optional<UnmatchablePart> first = Optional.empty();
            while (at < regex.length() && regex.charAt(at) != ')') {
                Optional<UnmatchablePart> part = part();
                if (first.isEmpty() && !isOptional()) {
                    first = part;
                }
            }
            return first;
        }

        /** Whether a quantifier follows with which the part may be missing. */
        private boolean isOptional() {
            return at < regex.length() && ("?*".indexOf(regex.charAt(at)) >= 0 || regex.startsWith("{0", at));
        }

        private Optional<UnmatchablePart> part() {
            int begin = at;
            int code = next();
            return switch (code) {
                case '(' -> group();
                case '[' -> characterClass(begin);
                case '\\' -> escape(begin);
                case '{' -> {
                    at = Math.max(at, regex.indexOf('}', at) + 1);
                    yield Optional.empty();
                }
                case '.', '^', '$', '|', '?', '*', '+' -> Optional.empty();
                case ' ' -> space(begin);
                default -> character(code, begin);
            };
        }

        private Optional<UnmatchablePart> group() {
            if (regex.startsWith("?", at)) {
                int end = at;
                while (":>)".indexOf(regex.charAt(end)) < 0) {
                    end++;
                }
                isCaseSensitive |= regex.substring(at, end).matches("\\?[a-zA-Z]*-[a-zA-Z]*i[a-zA-Z]*");
                at = end + 1;
                if (regex.charAt(end) == ')') {
                    return Optional.empty();
                }
            }
            Optional<UnmatchablePart> inside = alternation();
            next();
            return inside;
        }

        private Optional<UnmatchablePart> characterClass(int begin) {
            if (regex.charAt(at) == '^') {
                at++;
            }
            int first = at;
            while (regex.charAt(at) != ']' || at == first) {
                int endOfName = regex.startsWith("[:", at) ? regex.indexOf(":]", at) : -1;
                at = endOfName >= 0 ? endOfName + 2 : at + (regex.charAt(at) == '\\' ? 2 : 1);
            }
            at++;
            return anyOf(begin);
        }

        private Optional<UnmatchablePart> escape(int begin) {
            int code = next();
            if (code == 'Q') {
                throw new StringIndexOutOfBoundsException();
            }
            if (code == 'p' || code == 'P') {
                at = regex.charAt(at) == '{' ? regex.indexOf('}', at) + 1 : at + 1;
                return anyOf(begin);
            }
            if (code == 'x') {
                boolean hasBraces = regex.charAt(at) == '{';
                int end = hasBraces ? regex.indexOf('}', at) : at + 2;
                int literal = Integer.parseInt(regex.substring(hasBraces ? at + 1 : at, end), 16);
                at = hasBraces ? end + 1 : end;
                // Only what is written as itself is folded.
                return TextNormalizer.fold(Character.toString(literal)).equalsIgnoreCase(Character.toString(literal))
                        ? Optional.empty()
                        : character(literal, begin, false);
            }
            if (code == 'n' || code == 'r' || code == 't') {
                return character('\n', begin, false);
            }
            return Character.isLetterOrDigit(code) ? Optional.empty() : character(code, begin);
        }

        private Optional<UnmatchablePart> anyOf(int begin) {
            String source = regex.substring(begin, at);
            if (source.matches("\\\\p\\{?L[ut]}?|\\[(\\[:upper:]|\\\\p\\{?L[ut]}?)]")) {
                return Optional.of(new UnmatchablePart(
                        begin,
                        LocalizedMessage.of(
                                "asks for upper case by %s, but texts are matched in lower case: write \\pL",
                                "其中的 %s 要求大写，但匹配时文字都是小写：请写 \\pL", source)));
            }
            boolean occurs = Pattern.compile(PatternFolding.fold(source), Pattern.CASE_INSENSITIVE)
                    .matcher(Alphabet.CHARACTERS)
                    .find();
            return occurs
                    ? Optional.empty()
                    : Optional.of(new UnmatchablePart(
                            begin,
                            LocalizedMessage.of(
                                    "never matches %s: texts are matched without punctuation, in lower case and in"
                                            + " simplified characters; write a space, those characters, or nothing",
                                    "其中的 %s 永远匹配不到：匹配时文字没有标点，都是小写和简体；请改用空格、这样的文字，或删去", source)));
        }

        private Optional<UnmatchablePart> space(int begin) {
            boolean isNextToUnspaced = (begin > 0 && Characters.isUnspaced(regex.codePointBefore(begin)))
                    || (at < regex.length() && Characters.isUnspaced(regex.codePointAt(at)));
            return isNextToUnspaced
                    ? Optional.of(new UnmatchablePart(
                            begin,
                            LocalizedMessage.of(
                                    "has a space next to a Chinese character, where texts only have one in place of"
                                            + " punctuation: write \" ?\" or leave it out",
                                    "汉字旁边有空格，而文字中只有标点处才有空格：请写“ ?”或删去空格")))
                    : Optional.empty();
        }

        private Optional<UnmatchablePart> character(int code, int begin) {
            if (isCaseSensitive && Character.isUpperCase(code)) {
                return character(code, begin, false);
            }
            boolean occurs = !Characters.isIgnorable(code)
                    && (Characters.isLetterOrDigit(code)
                            || Characters.isSymbol(code)
                            || (Characters.isMark(code) && Characters.isEssentialMark(code))
                            || code == ' ');
            return character(code, begin, occurs);
        }

        private static Optional<UnmatchablePart> character(int code, int begin, boolean occurs) {
            if (occurs) {
                return Optional.empty();
            }
            String character = Character.toString(code);
            String folded = TextNormalizer.fold(character);
            return Optional.of(new UnmatchablePart(
                    begin,
                    folded.isEmpty()
                            ? LocalizedMessage.of(
                                    "never matches \"%s\": texts are matched without punctuation; write a space or"
                                            + " nothing for it",
                                    "其中的“%s”永远匹配不到：匹配时文字没有标点；请改用空格或删去", character)
                            : LocalizedMessage.of(
                                    "never matches \"%s\": write \"%s\", as it is in the folded text",
                                    "其中的“%s”永远匹配不到：请写成匹配时所用的“%s”", character, folded)));
        }

        private int next() {
            int code = regex.codePointAt(at);
            at += Character.charCount(code);
            return code;
        }
    }
}
