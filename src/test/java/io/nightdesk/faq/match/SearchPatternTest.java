package io.nightdesk.faq.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SearchPatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"VIP | vip", "ＶＩＰ７ | vip7", "a.b* | a\\.b\\*", "[图] | \\[[图圖]\\]", "\"x\" | \\\"x\\\""})
    void isInLowerCaseAndEscaped(String text, String expected) {
        // When
        String pattern = SearchPattern.of(text);

        // Then
        assertThat(pattern.replaceAll("\\[图[^\\]]*]", "[图圖]")).isEqualTo(expected);
    }

    @Test
    void findsEachFormOfAChineseCharacter() {
        // When
        String pattern = SearchPattern.of("退貨");

        // Then
        assertThat(pattern).isEqualTo(SearchPattern.of("退货"));
        assertThat(pattern).contains("货").contains("貨");
    }

    @Test
    void leavesInvisibleCharactersOut() {
        // When
        String pattern = SearchPattern.of("\ufeffvi\u200bp\u00ad\u0000");

        // Then
        assertThat(pattern).isEqualTo("vip");
    }

    @Test
    void findsAnyBlankForABlank() {
        // When
        String pattern = SearchPattern.of("a \n b");

        // Then
        assertThat(pattern).isEqualTo("a\\s+b");
    }
}
