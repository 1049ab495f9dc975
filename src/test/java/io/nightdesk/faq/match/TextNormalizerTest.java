package io.nightdesk.faq.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.Seed;
import io.nightdesk.faq.Language;
import io.nightdesk.faq.TextSamples;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                argumentSet("a space between Chinese and Latin", "VIP 会员 VIP", "vip会员vip"),
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
                argumentSet("only punctuation", "……？！", ""),
                argumentSet("only emoji", "👍🏽！ ❤️", "👍 ❤"),
                argumentSet("an emoji of several characters", "👩🏽‍⚕️🇨🇳", "👩⚕ 🇨🇳"),
                argumentSet("radicals", "⻔⾨⾦⺟⾭⻞", "门门金母青食"),
                argumentSet("spellings of Taiwan and Hong Kong", "妳們甚麼時候衞生帳號", "你们什么时候卫生账号"),
                argumentSet("Japanese forms", "発売 円 対応", "发卖圆对应"),
                argumentSet("sharp s", "Straße STRASSE ẞ", "strasse strasse ss"),
                argumentSet("the final sigma", "ΟΔΟΣ", "οδος"),
                argumentSet("digits of other scripts", "٣ ৪", "3 4"),
                argumentSet("dingbat numbers", "❶❿", "110"),
                argumentSet("Hangul fillers", "换\u3164码 \uFFA0coupon\u3164 a\u115Fb\u1160", "换码coupon ab"),
                argumentSet("blank Braille", "换\u2800码 a\u2800b", "换码a b"),
                argumentSet(
                        "other invisible characters",
                        "退\u00AD货\u034F流\u061C程\u180E要\uFE0F多\uDB40\uDC41久\u2065呀\uFFF0吗\u17B4啊\u2060",
                        "退货流程要多久呀吗啊"),
                argumentSet("a space between Korean words", "환불 방법", "환불 방법"),
                argumentSet("a space between Japanese words", "返品 の 方法", "返品の方法"),
                argumentSet("vowel signs of Thai and Hindi", "ที่ หน้า हिन्दी", "ที่หน้าहिन्दी"),
                argumentSet("rare ideographs outside the basic plane", "𠮷 野家", "𠮷野家"));
    }

    @ParameterizedTest
    @MethodSource
    void readsATextInOtherFormsToo(String text, List<String> forms) {
        assertThat(FoldedText.of(text).whole()).containsExactlyElementsOf(forms);
    }

    static Stream<Arguments> readsATextInOtherFormsToo() {
        return Stream.of(
                argumentSet("one form", "怎么退货", List.of("怎么退货")),
                argumentSet("a hyphen", "Wi-Fi", List.of("wi fi", "wifi")),
                argumentSet("another dash", "Wi\u2011Fi", List.of("wi fi", "wifi")),
                argumentSet("full-width characters", "Ｗｉ－Ｆｉ", List.of("wi fi", "wifi")),
                argumentSet("an abbreviation", "U.S.A.", List.of("u s a", "usa")),
                argumentSet("a slash", "退/换货", List.of("退 换货", "退换货")),
                argumentSet("the end of a sentence", "退。换货", List.of("退 换货")),
                argumentSet("a Chinese number", "七天", List.of("七天", "7天")),
                argumentSet("both", "退/换货七天", List.of("退 换货七天", "退 换货7天", "退换货7天")));
    }

    @ParameterizedTest
    @CsvSource({
        "七天无理由, 7天无理由",
        "两个, 2个",
        "十天, 10天",
        "十五天, 15天",
        "三十天, 30天",
        "二十四小时, 24小时",
        "一百零五元, 105元",
        "一百〇五元, 105元",
        "一百二十元, 120元",
        "一千元, 1000元",
        "两千零一十块, 2010块",
        "三万元, 3万元",
        "八折, 8折",
        "八五折, 85折",
        "二〇二六年十一月一日, 2026年11月1日",
        "第一次, 第1次",
        "第三, 第3",
        "星期三, 星期3",
        "双十一, 双11",
        "六一八活动, 618活动",
        "早上十点钟, 早上10点钟",
        "十分钟, 10分钟",
        "柒天, 7天",
    })
    void writesChineseNumbersInDigits(String text, String inDigits) {
        assertThat(ChineseNumbers.inDigits(text)).isEqualTo(inDigits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "看一下", "万一坏了", "一起", "一直", "一样", "有一点贵", "十分满意", "一时想不起", "千万个", "三五天", "七八个", "一百二", "十十天", "三三两两",
                "统一", "一", "十", "七七"
            })
    void leavesWordsAndRangesAsTheyAre(String text) {
        assertThat(ChineseNumbers.inDigits(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0301", "\u0301\u0316", "\u0E49", "\uFDFA", "一", "十", "\u200D", "👍", "a-", "\u1160"})
    @Timeout(2)
    void takesLittleTimeForAnyText(String part) {
        // Given
        String text = "a" + part.repeat(20_000 / part.length());

        // When
        FoldedText folded = FoldedText.of(text);

        // Then
        assertThat(folded.text()).hasSizeBetween(1, 4_000);
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
                assertThat(folded.codePoints()).allMatch(c -> c == ' ' || Character.isLetterOrDigit(c) || c == 0x1F44D);
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
