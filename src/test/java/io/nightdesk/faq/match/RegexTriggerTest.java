package io.nightdesk.faq.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.Seed;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.RuleSamples;
import io.nightdesk.faq.TextSamples;
import io.nightdesk.faq.match.RegexTrigger.InvalidPatternException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RegexTriggerTest {

    private static final Rule RULE = RuleSamples.regex("r", 0);

    @ParameterizedTest
    @CsvSource({
        "退.?货, 我要退换货, 退换货",
        "退.?貨, 我要退货, 退货",
        "ＶＩＰ\\d, My VIP3, vip3",
        "^查.*单$, 查一下订单, 查一下订单",
        "(?i)SHIP, shipping, ship",
        "a*b, xxab, ab",
    })
    void matchesTheFirstPartThatFits(String regex, String text, String found) throws InvalidPatternException {
        assertThat(RegexTrigger.compile(RULE, regex).match(TextNormalizer.fold(text)))
                .contains(new Evidence.Regex(regex, found));
    }

    @ParameterizedTest
    @CsvSource({
        "退.货, 退货",
        "^查, 我查",
        "b+, 甲",
        // The first match is empty.
        "(?:refund)?\\b, please refund",
        "x*, axx",
    })
    void doesNotMatch(String regex, String text) throws InvalidPatternException {
        assertThat(RegexTrigger.compile(RULE, regex).match(TextNormalizer.fold(text)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void rejectsAnInvalidPatternWithReasonAndPosition(String regex, String reason, int position) {
        InvalidPatternException rejection =
                catchThrowableOfType(InvalidPatternException.class, () -> RegexTrigger.validate(regex));

        assertThat(rejection).hasMessage(reason);
        // RE2 describes errors in English.
        assertThat(rejection.reason().in(Locale.CHINESE)).doesNotContainPattern("[a-z]{2}");
        assertThat(rejection.position()).isEqualTo(position);
    }

    static Stream<Arguments> rejectsAnInvalidPatternWithReasonAndPosition() {
        return Stream.of(
                argumentSet("an open group", "退(货", "is not a valid RE2 pattern: missing closing )", 0),
                argumentSet("an open class", "退[货", "is not a valid RE2 pattern: missing closing ]", 1),
                argumentSet(
                        "a look-ahead", "退(?=货)", "is not a valid RE2 pattern: invalid or unsupported Perl syntax", 1),
                argumentSet("a back-reference", "(退)\\1", "is not a valid RE2 pattern: invalid escape sequence", 3),
                argumentSet(
                        "nothing to repeat",
                        "退|*",
                        "is not a valid RE2 pattern: missing argument to repetition operator",
                        2),
                argumentSet("the empty text", "(退货)?", "matches an empty text, so it would match every text", 0),
                argumentSet("no text at all", "", "matches an empty text, so it would match every text", 0),
                argumentSet("too long", "退".repeat(501), "is longer than 500 characters", 0),
                argumentSet(
                        "an explosion of repetitions",
                        "((a{50}){50}){50}",
                        "is too large: write shorter repetitions",
                        0),
                argumentSet("a large program", "(abcdefghij){900}", "is too large: write shorter repetitions", 0),
                argumentSet("a program just too large", "(?:.?){500}", "is too large: write shorter repetitions", 0),
                argumentSet(
                        "an optional pattern at a word boundary",
                        "(?:refund)?\\b",
                        "can match an empty part of a text, so it would hide other matches",
                        0),
                argumentSet(
                        "a place between Chinese characters",
                        "\\B",
                        "matches an empty text, so it would match every text",
                        0),
                argumentSet(
                        "many classes of Chinese characters",
                        "[一-鿿]".repeat(20) + "退",
                        "has too many or too large character classes",
                        0),
                argumentSet("many properties", "\\pL".repeat(50), "has too many or too large character classes", 0),
                argumentSet(
                        "a character that RE2 folds forever",
                        "退\u1c80",
                        "contains characters from U+1C80 to U+1C88, which cannot be compared without case",
                        1),
                argumentSet(
                        "a range with characters that RE2 folds forever",
                        "退[^Ā-鿿]",
                        "contains characters from U+1C80 to U+1C88, which cannot be compared without case",
                        3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T-恤",
                "[一-龥]{2,8}退",
                "\\d{4}.{0,20}\\d{4}.{0,20}\\d{4}",
                "[^\\x00-\\xff]{2}号",
                "\\bvip\\b",
                "\\p{Han}{1,100}号",
                "(?i)order.{0,100}status",
                "[[:alpha:]-]+号",
            })
    void acceptsUsualPatterns(String regex) {
        assertThatCode(() -> RegexTrigger.validate(regex)).doesNotThrowAnyException();
    }

    @Test
    void takesLinearTimeForAPatternThatMakesOtherEnginesBacktrack() throws InvalidPatternException {
        RegexTrigger trigger = RegexTrigger.compile(RULE, "(a|aa)+(a|aa)+(a|aa)+c");

        org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(trigger.match("a".repeat(2_000))).isEmpty());
    }

    @ParameterizedTest
    @MethodSource
    void findsTheRequiredLiterals(String regex, Set<String> literals) {
        assertThat(RequiredLiterals.of(regex)).isEqualTo(literals);
    }

    static Stream<Arguments> findsTheRequiredLiterals() {
        return Stream.of(
                argumentSet("a word", "退货", Set.of("退货")),
                argumentSet("the longer of two words", "退.*退货.", Set.of("退货")),
                argumentSet("one word of each branch", "退货|换货", Set.of("退货", "换货")),
                argumentSet("nothing when a branch matches anything", "退货|.", Set.of()),
                argumentSet("a group", "(退|换)货款?", Set.of("退", "换")),
                argumentSet("what must be repeated", "ab+c", Set.of("ab")),
                argumentSet("not what is optional", "ab?c", Set.of("a")),
                argumentSet("not what has a counted repetition", "a{0,2}b", Set.of("b")),
                argumentSet("not an optional group", "(退货)?吗", Set.of("吗")),
                argumentSet("a named group", "(?P<what>退货)", Set.of("退货")),
                argumentSet("lower case", "SHIP", Set.of("ship")),
                argumentSet("next to a character class", "a[]b|(]cd", Set.of("cd")),
                argumentSet("next to a class with an unfinished name", "a[[:b]cd", Set.of("cd")),
                argumentSet("nothing with flags", "(?i)退货", Set.of()),
                argumentSet("nothing with properties", "\\p{Han}退货", Set.of()),
                argumentSet("nothing with quotes", "\\Q退|货\\E", Set.of()),
                argumentSet("nothing with braces that are no repetition", "x{?|b}y", Set.of()),
                argumentSet("after a digit class", "\\d退", Set.of("退")));
    }

    @Test
    void findsALiteralInEveryTextThatMatches() {
        Random random = Seed.random();
        int matched = 0;

        for (int i = 0; i < 20_000; i++) {
            // Given
            Optional<RegexTrigger> trigger = compiled(randomRegex(random, 3));
            String text = TextNormalizer.fold(TextSamples.random(random));
            if (trigger.isEmpty()) {
                continue;
            }

            // When
            boolean matches = trigger.get().match(text).isPresent();

            // Then
            Set<String> literals = trigger.get().requiredLiterals();
            if (matches && !literals.isEmpty()) {
                matched++;
                assertThat(literals)
                        .as("%s in '%s'", trigger.get().source(), text)
                        .anyMatch(text::contains);
            }
        }
        assertThat(matched).as("matches with required literals").isGreaterThan(500);
    }

    private static Optional<RegexTrigger> compiled(String regex) {
        try {
            return Optional.of(RegexTrigger.compile(RULE, regex));
        } catch (InvalidPatternException e) {
            return Optional.empty();
        }
    }

    private static String randomRegex(Random random, int depth) {
        List<String> atoms =
                List.of("a", "b", "退", "货", "貨", "A", ".", "[ab]", "[^a]", "\\d", "^", "$", " ", "é", "\\b");
        StringBuilder regex = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            if (depth > 0 && random.nextInt(4) == 0) {
                regex.append(random.nextBoolean() ? "(" : "(?:")
                        .append(randomRegex(random, depth - 1))
                        .append(")");
            } else {
                regex.append(atoms.get(random.nextInt(atoms.size())));
            }
            regex.append(List.of("", "", "", "", "?", "*", "+", "{0,2}", "{2}", "+?", "|")
                    .get(random.nextInt(11)));
        }
        return regex.toString();
    }
}
