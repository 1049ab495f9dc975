package io.nightdesk.faq.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.Seed;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.RuleSamples;
import io.nightdesk.faq.TextSamples;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class KeywordTriggerTest {

    private static final List<String> NO = List.of();

    @ParameterizedTest
    @MethodSource
    void matchesWithAWeight(Rule.Keywords words, String text, int weight) {
        assertThat(match(words, text).map(Evidence.Keyword::weight)).contains((double) weight);
    }

    static Stream<Arguments> matchesWithAWeight() {
        return Stream.of(
                argumentSet("all of one", all("退货"), "怎么退货", 2),
                argumentSet("all of several, in any order", all("退货", "运费"), "运费谁出，我要退货", 4),
                argumentSet("all that overlap", all("退货", "货运"), "退货运费", 4),
                argumentSet("one of any", new Rule.Keywords(NO, List.of("退货", "退钱"), NO), "退钱", 2),
                argumentSet(
                        "the longest of any that occurs",
                        new Rule.Keywords(NO, List.of("退", "退货", "退货流程"), NO),
                        "怎么退货",
                        2),
                argumentSet(
                        "all and any add up",
                        new Rule.Keywords(List.of("when"), List.of("ship", "arrive"), NO),
                        "When will it arrive?",
                        10),
                argumentSet(
                        "a none word that does not occur",
                        new Rule.Keywords(List.of("退货"), NO, List.of("换货")),
                        "怎么退货",
                        2),
                argumentSet("words spelled differently from the text", all("退貨", "ＶＩＰ"), "vip 退货", 5),
                argumentSet("a word twice counts once", all("退货", "退貨"), "退货", 2),
                argumentSet("a phrase", all("how much"), "How  much, please?", 8),
                argumentSet("words without a letter are ignored", all("退货", "？"), "退货", 2),
                argumentSet("a hyphen in the text", all("wifi"), "Wi-Fi密码", 4),
                argumentSet("a hyphen in the word", all("e-mail"), "发email吗", 6),
                argumentSet("a hyphen in the text for a space in the word", all("next day"), "next-day delivery?", 8),
                argumentSet("a part of a word with a hyphen", all("order"), "can i pre-order it", 5),
                argumentSet("a slash between Chinese characters", all("退换货"), "退/换货流程", 3),
                argumentSet("an enumeration", all("退换货"), "退、换货", 3),
                argumentSet("a level behind a Latin word", all("vip"), "怎么升级VIP2", 3),
                argumentSet("a Chinese number for digits", all("7天无理由"), "支持七天无理由吗", 5),
                argumentSet("digits for a Chinese number", all("七天无理由"), "支持 7 天无理由吗", 5),
                argumentSet("an emoji", all("👍"), "好的👍🏽谢谢", 2),
                argumentSet("an emoji with another presentation", all("❤️"), "❤", 1),
                argumentSet("a flag", all("🇨🇳"), "🇯🇵🇨🇳", 4),
                argumentSet("a Korean word before a particle", all("환불"), "환불은 언제 되나요", 2),
                argumentSet("a Japanese word", all("キャンセル"), "注文をキャンセルしたいです", 5),
                argumentSet("a Thai word", all("คืนเงิน"), "ฉันอยากขอคืนเงินค่ะ", 7));
    }

    @ParameterizedTest
    @MethodSource
    void doesNotMatch(Rule.Keywords words, String text) {
        assertThat(match(words, text)).isEmpty();
    }

    static Stream<Arguments> doesNotMatch() {
        return Stream.of(
                argumentSet("one of all is missing", all("退货", "运费"), "怎么退货"),
                argumentSet("none of any occurs", new Rule.Keywords(List.of("退货"), List.of("运费", "邮费"), NO), "怎么退货"),
                argumentSet(
                        "a none word occurs", new Rule.Keywords(List.of("退货"), List.of("运费"), List.of("换货")), "退货换货运费"),
                argumentSet("only none words", new Rule.Keywords(NO, NO, List.of("换货")), "怎么退货"),
                argumentSet("no words", new Rule.Keywords(NO, NO, NO), "怎么退货"),
                argumentSet("only words without a letter", all("？", " "), "怎么退货？"),
                argumentSet("an empty text", all("退货"), ""),
                argumentSet("punctuation separates Chinese words", all("退货"), "退，货"),
                argumentSet("a dash separates Chinese words", all("退货"), "退——货"),
                argumentSet("a hyphen with spaces separates words", all("wifi"), "wi - fi"),
                argumentSet("digits are not connected", all("35天"), "3-5天"),
                argumentSet("digits are not divided", all("vip1"), "vip12"),
                argumentSet("a longer Latin word", all("vip"), "vipers"),
                argumentSet("a range in Chinese numbers", all("35天"), "三五天"),
                argumentSet("a Chinese number that is a word", all("1下"), "看一下"),
                argumentSet("a part of an emoji", all("👩"), "👩‍⚕️"),
                argumentSet("another tone in Thai", all("มา"), "ม้า"),
                argumentSet("parts of two flags", all("🇳🇯"), "🇨🇳🇯🇵"));
    }

    @ParameterizedTest
    @CsvSource({
        "ship, ship, true",
        "ship, when do you ship it, true",
        "ship, shipping, false",
        "ship, membership, false",
        "ship, membership ship, true",
        "ship, 要ship吗, true",
        "ship, ship2, true",
        "vip, 怎么升级vip2, true",
        "vip, 2vip, true",
        "vip, vipers, false",
        "618, sale618, true",
        "5, 满15, false",
        "환불, 환불은, true",
        "환불, 전체환불이, true",
        "vip, vip회원, true",
        "返品, 返品できますか, true",
        "キャンセル, 注文をキャンセルしたい, true",
        "サー, サービス, true",
        "คืนเงิน, ขอคืนเงินได้ไหม, true",
        "รับ, ขอรับเงินคืน, true",
        "доставка, доставка2, true",
        "доставка, доставками, false",
        "👍, 👍 👍, true",
        "👩, 👩⚕, false",
        "5, 满5减1, true",
        "5, 满50, false",
        "how much, how much is it, true",
        "how much, show much, false",
        "退货, 我要退货了, true",
        "退货, 退换货, false",
        "𠮷, 𠮷野家, true",
        "vip会员, 我是vip会员吗, true",
        "vip会员, myvip会员, false",
        "aa, aaa, false",
        "a a, a a a, true",
        "é, café, false",
    })
    void findsLatinWordsWholeAndChineseOnesAnywhere(String word, String text, boolean occurs) {
        assertThat(KeywordTrigger.occurs(word, text)).isEqualTo(occurs);
    }

    @Test
    void neverMatchesWhenAllAlternativesFoldToNothing() {
        Rule.Keywords words = new Rule.Keywords(List.of("退货"), List.of("？"), List.of());
        Rule rule = RuleSamples.rule("r", 0, RuleSamples.triggers(words));

        assertThat(KeywordTrigger.compile(rule, words).match(FoldedText.of("退货")))
                .isEmpty();
    }

    @Test
    void findsTheSameAsAReferenceThatComparesEveryCharacter() {
        Random random = Seed.random();
        int found = 0;

        for (int i = 0; i < 50_000; i++) {
            // Given
            String word = TextNormalizer.fold(TextSamples.random(random, 3));
            String text = TextNormalizer.fold(TextSamples.random(random, 12));
            if (word.isEmpty()) {
                continue;
            }

            // When
            boolean occurs = KeywordTrigger.occurs(word, text);

            // Then
            assertThat(occurs).as("'%s' in '%s'", word, text).isEqualTo(reference(word, text));
            found += occurs ? 1 : 0;
        }
        assertThat(found).as("words that occurred").isGreaterThan(1_000);
    }

    private static boolean reference(String word, String text) {
        int[] sought = word.codePoints().toArray();
        int[] all = text.codePoints().toArray();
        return IntStream.rangeClosed(0, all.length - sought.length).anyMatch(from -> {
            int to = from + sought.length;
            boolean same = IntStream.range(0, sought.length).allMatch(i -> all[from + i] == sought[i]);
            boolean cutsBefore = from > 0 && isWithinAWord(all[from - 1], all[from]);
            boolean cutsBehind = to < all.length && isWithinAWord(all[to - 1], all[to]);
            return same && !cutsBefore && !cutsBehind;
        });
    }

    /** The random texts have digits, Latin and Chinese letters, and one symbol. */
    private static boolean isWithinAWord(int before, int after) {
        return before != ' '
                && after != ' '
                && Character.UnicodeScript.of(before) != Character.UnicodeScript.HAN
                && Character.UnicodeScript.of(before) == Character.UnicodeScript.of(after)
                && Character.getType(before)
                        == Character.OTHER_SYMBOL
                        == (Character.getType(after) == Character.OTHER_SYMBOL);
    }

    private static Rule.Keywords all(String... words) {
        return new Rule.Keywords(List.of(words), NO, NO);
    }

    private static Optional<Evidence.Keyword> match(Rule.Keywords words, String text) {
        Rule rule = RuleSamples.rule("returns", 3, RuleSamples.triggers(words));
        return KeywordTrigger.compile(rule, words).match(FoldedText.of(text));
    }
}
