package io.nightdesk.faq.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.Seed;
import io.nightdesk.faq.Language;
import io.nightdesk.faq.TextSamples;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TextNormalizerTest {

    @ParameterizedTest
    @MethodSource
    void folds(String text, String folded) {
        assertThat(TextNormalizer.fold(text)).isEqualTo(folded);
    }

    static Stream<Arguments> folds() {
        return Stream.of(
                argumentSet("nothing", "", ""),
                argumentSet("case", "Where IS my Order", "where is my order"),
                argumentSet("full width", "ＶＩＰ　１２３", "vip 123"),
                argumentSet("half-width kana", "ｶﾞ", "ガ"),
                argumentSet("ligatures", "oﬃce", "office"),
                argumentSet("circled and Roman numbers", "①Ⅻ", "1xii"),
                argumentSet("a composed letter", "cafe\u0301", "café"),
                argumentSet("a capital that has two lower-case characters", "İ", "i"),
                argumentSet("traditional characters", "怎麼退貨，發票開錯了", "怎么退货 发票开错了"),
                argumentSet("several spaces", "where   is\t\nit", "where is it"),
                argumentSet("spaces at the ends", "  在吗 \u00A0", "在吗"),
                argumentSet("a space between Chinese characters", "怎么 退 货", "怎么退货"),
                argumentSet("an ideographic space", "怎么　退货", "怎么退货"),
                argumentSet("a space between Chinese and Latin", "VIP 会员 VIP", "vip 会员 vip"),
                argumentSet("no space between Chinese and Latin", "VIP会员", "vip会员"),
                argumentSet("punctuation", "你好，在吗？？！", "你好 在吗"),
                argumentSet("punctuation with spaces", "hello , there", "hello there"),
                argumentSet("punctuation at the ends", "【在吗】", "在吗"),
                argumentSet("hyphens and underscores", "e-mail_address", "e mail address"),
                argumentSet("emoji", "你好👋在吗👍🏽", "你好 在吗"),
                argumentSet("keycaps", "1️⃣", "1"),
                argumentSet("straight apostrophes", "don't", "dont"),
                argumentSet("curly apostrophes", "don’t", "dont"),
                argumentSet("full-width apostrophes", "don＇t", "dont"),
                argumentSet("invisible characters within a word", "re\u200Bfund \uFEFFback", "refund back"),
                argumentSet("only punctuation", "……？！ 👍", ""),
                argumentSet("rare ideographs outside the basic plane", "𠮷 野家", "𠮷野家"));
    }

    @ParameterizedTest
    @CsvSource({
        "發票, 发票",
        "物流單號, 物流单号",
        "優惠券, 优惠券",
        "訂單, 订单",
        "藥品, 药品",
        "處方, 处方",
        "轉人工, 转人工",
        "什麼時候發貨, 什么时候发货",
    })
    void foldsTraditionalAndSimplifiedCharactersToTheSame(String traditional, String simplified) {
        assertThat(TextNormalizer.fold(traditional)).isEqualTo(TextNormalizer.fold(simplified));
    }

    @ParameterizedTest
    @CsvSource({"李勣好, 李𪟝好", "二〇二六年, 二〇二六年", "〇, 〇"})
    void keepsCharactersOutsideTheCommonRange(String text, String folded) {
        assertThat(TextNormalizer.fold(text)).isEqualTo(folded);
    }

    @Test
    void doesNotDependOnTheLocale() {
        // Given
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));

            // When
            String folded = TextNormalizer.fold("SHIPPING IS");

            // Then
            assertThat(folded).isEqualTo("shipping is");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void leavesOnlyLettersDigitsAndSingleSpaces() {
        Random random = Seed.random();

        for (int i = 0; i < 20_000; i++) {
            String text = TextSamples.random(random);

            assertThat(TextNormalizer.fold(text)).as("'%s'", text).satisfies(folded -> {
                assertThat(folded).isEqualTo(folded.strip()).doesNotContain("  ");
                assertThat(folded.codePoints()).allMatch(c -> c == ' ' || Character.isLetterOrDigit(c));
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hello, en",
        "你好, zh",
        "VIP会员, zh",
        "where is 订单, zh",
        "12345, zh",
        "？？, zh",
        "'', zh",
        "café, en",
        "order 123, en",
        "𠮷 ok, zh",
    })
    void detectsTheLanguage(String text, Locale language) {
        assertThat(Language.of(text)).isEqualTo(language);
    }
}
