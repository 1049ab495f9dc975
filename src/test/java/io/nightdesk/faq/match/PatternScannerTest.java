package io.nightdesk.faq.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.nightdesk.Seed;
import io.nightdesk.faq.match.RegexTrigger.InvalidPatternException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PatternScannerTest {

    private static final List<String> PARTS = List.of(
            "a",
            "退",
            "[",
            "]",
            "[:",
            ":]",
            "[:alpha:]",
            "^",
            "-",
            "\\",
            "\\d",
            "\\b",
            "\\pL",
            "\\P{Han}",
            "\\x{9000}",
            "\\x7a",
            "\\012",
            "\\Q",
            "\\E",
            "(",
            "(?:",
            "(?i)",
            "(?-i:",
            "(?P<n>",
            "(?<m>",
            ")",
            "|",
            ".",
            "$",
            "*",
            "+",
            "?",
            "{2}",
            "{0,9}",
            "{3,}",
            "{",
            "}",
            "\u1c80",
            "\\x{1c84}",
            "鿿");

    @ParameterizedTest
    @CsvSource({
        "退货, 4, 0",
        "(?:.?){900}, 2702, 0",
        "((a{10}){10}){10}, 1332, 0",
        "[一-龥]退, 4, 20902",
        "\\p{Han}\\PL[[:alpha:]], 5, 20000",
    })
    void estimatesInstructionsAndCharactersInClasses(String regex, long instructions, long classCharacters)
            throws InvalidPatternException {
        assertThat(PatternScanner.cost(regex)).isEqualTo(new PatternScanner.Cost(instructions, classCharacters));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u1c80",
                "[a\u1c88]",
                "\\x{1C80}",
                "\\x{001c85}",
                "\\Q\u1c81\\E",
                "[Ā-鿿]",
                "[^\\x00-\\x{FFFF}]",
                "[\\n-退]",
                "[]-退]",
                "[[:alpha:]b-退]",
                "[\\p{Han}--退]",
                "[\\d--退]",
                "(?-i)\u1c80",
            })
    void rejectsWhatRe2WouldCompileForever(String regex) {
        assertThatThrownBy(() -> PatternScanner.cost(regex)).isInstanceOf(InvalidPatternException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"T-恤", "[a退-]", "[-退]", "[a\\-退]", "\\[a-退]", "[\\x00-\\x{10FFFF}]", "[Ā-\u1c7f\u1c89-鿿]"})
    void acceptsWhatOnlyLooksLikeSuchARange(String regex) throws InvalidPatternException {
        PatternScanner.cost(regex);

        assertThat(Pattern.compile(regex, Pattern.CASE_INSENSITIVE).programSize())
                .isPositive();
    }

    /** Fails when a Java release has more characters that RE2/J folds forever. */
    @Test
    void knowsAllCharactersThatRe2FoldsForever() throws ReflectiveOperationException {
        // Given
        Method fold = Class.forName("com.google.re2j.Unicode").getDeclaredMethod("simpleFold", int.class);
        fold.setAccessible(true);
        List<Integer> endless = new ArrayList<>();

        // When
        for (int code = 0; code <= Character.MAX_CODE_POINT; code++) {
            int steps = 0;
            int other = code;
            do {
                other = (int) fold.invoke(null, other);
                steps++;
            } while (other != code && steps < 10);
            if (other != code) {
                endless.add(code);
            }
        }

        // Then
        assertThat(endless)
                .isEqualTo(IntStream.rangeClosed(PatternScanner.FIRST_ENDLESS, PatternScanner.LAST_ENDLESS)
                        .boxed()
                        .toList());
    }

    @Test
    void neverEstimatesTooLittle() {
        Random random = Seed.random();
        int compiled = 0;

        for (int i = 0; i < 50_000; i++) {
            // Given
            String regex = random.ints(1 + random.nextInt(10), 0, PARTS.size())
                    .mapToObj(PARTS::get)
                    .reduce("", String::concat);
            try {
                // When
                PatternScanner.Cost cost = PatternScanner.cost(regex);

                // Then
                int size = Pattern.compile(regex, Pattern.CASE_INSENSITIVE).programSize();
                assertThat(cost.instructions()).as(regex).isGreaterThanOrEqualTo(size);
                compiled++;
            } catch (InvalidPatternException | PatternSyntaxException e) {
                // Not a pattern that is compiled.
            }
        }
        assertThat(compiled).isGreaterThan(5_000);
    }
}
