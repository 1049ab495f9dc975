package io.nightdesk.faq.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.faq.Answers;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.RuleSamples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MenuSelectionTest {

    private static final List<String> MENU = List.of("size", "colour", "gone", "express");

    private static final Map<String, Rule> RULES = Map.of(
            "size", titled("size", "改尺码"), "colour", titled("colour", "改颜色"), "express", titled("express", "2小时达"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2",
                "２",
                "②",
                "❷",
                "➁",
                "➋",
                "⑵",
                "⒉",
                "2️⃣",
                "2.",
                "2)",
                "（2）",
                "2、",
                "2？",
                "02",
                "٢",
                "二",
                "贰",
                "㊁",
                "#2",
                "选2",
                "選 2",
                "我选2",
                "选择二",
                "第二个",
                "第2项",
                "第二條",
                "我要第二个",
                "第二个吧",
                "2吧",
                "2号",
                "2谢谢",
                "扣2",
                "回复2",
                "那第二个呢",
                "选项2",
                "option 2",
                "Option two",
                "No. 2",
                "I choose 2",
                "the second one",
                "2nd",
                "second please",
                "two",
                "2. 改颜色",
                "2.改颜色",
                "2 改颜色",
                "②改顏色",
                "选2 改颜色",
                "第二个，改颜色",
                "改颜色",
                " 改顏色。",
                "选改颜色",
                "我要改颜色",
                "Ⅱ",
                "ⅱ.",
                "发2",
                "答案2",
                "菜单2",
                "麻烦选2",
                "上面第二个"
            })
    void selectsTheSecondEntry(String text) {
        // When
        OptionalInt selected = select(text);

        // Then
        assertThat(selected).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2小时达", "4. 2小时达", "两小时达", "4. 二小时达", "最后一个", "最后", "倒数第一个", "the last one", "④"})
    void selectsTheLastEntry(String text) {
        // When
        OptionalInt selected = select(text);

        // Then
        assertThat(selected).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "5",
                "10",
                "12",
                "1 2",
                "1和2",
                "0.1",
                "2.0",
                "1个月",
                "2天",
                "2点",
                "2个",
                "一个",
                "一下",
                "一样",
                "第一次",
                "看一看",
                "+1",
                "-1",
                "1%",
                "￥1",
                "$2",
                "20261101",
                "NM2026110100012",
                "买了2件",
                "等了1天",
                "no one",
                "someone",
                "one moment",
                "wait a second please tell me",
                "1. 改颜色",
                "改颜色要几天",
                "怎么改颜色",
                "",
                "。",
                "❓"
            })
    void selectsNothing(String text) {
        // When
        OptionalInt selected = select(text);

        // Then
        assertThat(selected).isEmpty();
    }

    private static OptionalInt select(String text) {
        return MenuSelection.of(text, MENU, key -> Optional.ofNullable(RULES.get(key)));
    }

    private static Rule titled(String key, String title) {
        return new Rule(
                key,
                title,
                /* enabled= */ true,
                0,
                RuleSamples.exact(key, 0).triggers(),
                new Answers(RuleSamples.answers("a").variants(), List.of()),
                Rule.Validity.ALWAYS,
                Set.of(),
                List.of(),
                Rule.After.NOTHING);
    }
}
