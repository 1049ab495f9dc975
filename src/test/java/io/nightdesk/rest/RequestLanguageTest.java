package io.nightdesk.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestLanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| en",
                "'' | en",
                "* | en",
                "en-GB,en;q=0.9 | en",
                "zh | zh",
                "zh-CN,zh;q=0.9,en;q=0.8 | zh",
                "zh-Hant-TW | zh",
                "en;q=0.5,zh;q=0.6 | zh",
                "en,zh | en",
                "fr,zh;q=0.5 | zh",
                "fr | en",
                "zh;q=5 | en",
                "-- | en"
            })
    void isChineseOnlyIfTheHeaderPrefersIt(String acceptLanguage, String language) {
        // When
        Locale chosen = RequestLanguage.of(acceptLanguage);

        // Then
        assertThat(chosen).isEqualTo(Locale.forLanguageTag(language));
    }
}
