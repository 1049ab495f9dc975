package io.nightdesk.faq.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnmatchablePartTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "wi-fi; 2",
                "退款\\?$; 2",
                "退，货; 1",
                "退款|退货！; 5",
                "(退款|换货。)吗; 6",
                "a(?:b-)+c; 5",
                "[-_/]号; 0",
                "[[:punct:]]; 0",
                "\\pP; 0",
                "^\\p{Lu}{2}; 1",
                "[[:upper:]]+; 0",
                "(?-i)WiFi; 5",
                "\\x{8CA8}; 0",
                "\\x{FF21}1; 0",
                "怎么 退货; 2",
                "vip 会员; 3",
                "don't; 3",
                "coupon\u3164; 6",
                "a\\nb; 1",
            })
    void findsWhatNoTextHas(String regex, int position) {
        assertThat(UnmatchablePart.of(regex)).map(UnmatchablePart::position).contains(position);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wi ?-?fi",
                "退[-、 ]?货",
                "[- ]号",
                "退貨",
                "ＶＩＰ\\d",
                "[A-Z]{2}\\d+",
                "how much",
                "\\bvip\\b",
                "[一-龥]{2,8}退",
                "\\p{Han}+",
                "[^\\x00-\\xff]{2}号",
                "😡",
                "straße",
                "(?i)order.{0,100}status",
                "\\s+vip\\W",
                "환불",
                "คืนเงิน",
                "वापसी",
                "[👍👌]",
            })
    void findsNothingInAPatternThatCanMatch(String regex) {
        assertThat(UnmatchablePart.of(regex)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "wi-fi; never matches \"-\": texts are matched without punctuation; write a space or nothing for it",
                "\\x{FF21}; never matches \"Ａ\": write \"a\", as it is in the folded text",
            })
    void saysWhatToWriteInstead(String regex, String first) {
        assertThat(UnmatchablePart.of(regex).orElseThrow().message().inEnglish())
                .startsWith(first);
    }
}
