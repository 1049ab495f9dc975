package io.nightdesk.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OrderNumberParserTest {

    @ParameterizedTest
    @MethodSource
    void findsTheNumbers(String text, List<String> numbers) {
        assertThat(OrderNumberParser.parse(text)).isEqualTo(numbers);
    }

    static Stream<Arguments> findsTheNumbers() {
        return Stream.of(
                argumentSet("alone", "NM2026110100012", List.of("NM2026110100012")),
                argumentSet("digits only", "2026110100012", List.of("2026110100012")),
                argumentSet("between Chinese characters", "订单NM2026110100012到哪了", List.of("NM2026110100012")),
                argumentSet("in a sentence", "Where is NM2026110100012?", List.of("NM2026110100012")),
                argumentSet("in brackets", "（NM2026110100012）", List.of("NM2026110100012")),
                argumentSet("behind a number sign", "#2026110100012.", List.of("2026110100012")),
                argumentSet("in small letters", "nm2026110100012", List.of("NM2026110100012")),
                argumentSet("in full width", "ＮＭ２０２６１１０１０００１２", List.of("NM2026110100012")),
                argumentSet("with hyphens", "NM-20261101-00012", List.of("NM-20261101-00012")),
                argumentSet(
                        "two, in their order",
                        "NM2026110200018和NM2026110100012",
                        List.of("NM2026110200018", "NM2026110100012")),
                argumentSet("the same twice", "nm2026110100012 NM2026110100012", List.of("NM2026110100012")),
                argumentSet("at the least length", "12345678", List.of("12345678")),
                argumentSet("at the greatest length", "1".repeat(32), List.of("1".repeat(32))),
                argumentSet("six digits suffice", "AB123456", List.of("AB123456")),
                argumentSet("too short", "1234567", List.of()),
                argumentSet("too long", "1".repeat(33), List.of()),
                argumentSet("five digits do not suffice", "ABC12345", List.of()),
                argumentSet("a word", "prescription", List.of()),
                argumentSet("nothing", "", List.of()),
                argumentSet("a mobile phone", "13800138000", List.of()),
                argumentSet("a mobile phone with the country", "+8613800138000", List.of()),
                argumentSet("a mobile phone without the plus", "8619912345678", List.of()),
                argumentSet("eleven digits that are no mobile phone", "12800138000", List.of("12800138000")),
                argumentSet("twelve digits", "138001380001", List.of("138001380001")),
                argumentSet("a number next to a phone", "13800138000，NM2026110100012", List.of("NM2026110100012")),
                argumentSet("a long run of hyphens", "-".repeat(30) + "12", List.of()));
    }

    @Test
    void findsAtMostFive() {
        String text = "10000001 10000002 10000003 10000004 10000005 10000006";

        assertThat(OrderNumberParser.parse(text))
                .containsExactly("10000001", "10000002", "10000003", "10000004", "10000005");
    }

    @Test
    void countsRepeatsOnce() {
        String text = "10000001 10000001 10000001 10000001 10000001 10000002";

        assertThat(OrderNumberParser.parse(text)).containsExactly("10000001", "10000002");
    }

    @Test
    void prefersTheNumberInTheTextToTheAttachedOne() {
        assertThat(OrderQuery.of("10001", "NM2026110100012到哪了", "NM2026110200018"))
                .isEqualTo(new OrderQuery("10001", List.of("NM2026110100012")));
    }

    @Test
    void takesTheAttachedNumberWhenTheTextHasNone() {
        assertThat(OrderQuery.of("10001", "到哪了", "nm2026110200018"))
                .isEqualTo(new OrderQuery("10001", List.of("NM2026110200018")));
    }

    @ParameterizedTest
    @CsvSource({"1234567, 1234567", "nm123, NM123", "13912345678, 13912345678", "' ＮＭ１ ', NM1"})
    void takesTheAttachedNumberWhateverItLooksLike(String attached, String number) {
        assertThat(OrderQuery.of("10001", "到哪了", attached)).isEqualTo(new OrderQuery("10001", List.of(number)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-01下的订单到哪了", "138-0013-8000", "86-13800138000", "2026-1-1 下单的"})
    void ignoresDatesAndPhoneNumbers(String text) {
        assertThat(OrderNumberParser.parse(text)).isEmpty();
    }

    @Test
    void queriesTheLatestOrderWithoutANumber() {
        assertThat(OrderQuery.of("10001", "到哪了", "")).isEqualTo(new OrderQuery("10001", List.of()));
    }

    @Test
    void agreesWithAReferenceThatReadsCharacterByCharacter() {
        Random random = Seed.random();
        String alphabet = "0123456789aZ-- 单";

        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(60), 0, alphabet.length()).forEach(at -> text.append(alphabet.charAt(at)));

            assertThat(OrderNumberParser.parse(text.toString()))
                    .as("'%s'", text)
                    .isEqualTo(reference(text + " "));
        }
    }

    private static List<String> reference(String text) {
        List<String> numbers = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 128 && (Character.isLetterOrDigit(c) || c == '-')) {
                run.append(Character.toUpperCase(c));
                continue;
            }
            String found = run.toString();
            run.setLength(0);
            long digits = found.chars().filter(Character::isDigit).count();
            String bare = found.replace("-", "");
            boolean mobile = digits == bare.length()
                    && (bare.length() == 11 || (bare.length() == 13 && bare.startsWith("86")))
                    && bare.charAt(bare.length() - 11) == '1'
                    && bare.charAt(bare.length() - 10) >= '3';
            boolean date = found.matches("20\\d\\d-\\d\\d?-\\d\\d?");
            boolean number = found.length() >= 8 && found.length() <= 32 && digits >= 6 && !mobile && !date;
            if (number && !numbers.contains(found)) {
                numbers.add(found);
            }
        }
        return numbers.subList(0, Math.min(5, numbers.size()));
    }
}
