package io.nightdesk.faq.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.RuleSamples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The limits on the work of patterns. */
final class RegexIndexTest {

    /** Compiles to about 800 instructions, all of which are visited at each character. */
    private static final String EXPENSIVE = "(?:.?){390}\\d\\d\\d";

    private static final String LONG_TEXT = "啊".repeat(4_000);

    @Test
    void searchesForTheCheapestPatternsFirstAndReportsTheOthers() {
        // Given
        List<Rule> rules = new ArrayList<>();
        for (int i = 10; i < 30; i++) {
            rules.add(RuleSamples.regex("expensive-" + i, 0, EXPENSIVE));
        }
        rules.add(RuleSamples.regex("cheap", 0, "啊{3}"));
        RegexIndex index = RegexIndex.of(rules);
        List<String> matched = new ArrayList<>();

        // When
        List<RegexTrigger> skipped = index.match(
                FoldedText.of(LONG_TEXT),
                (trigger, evidence) -> matched.add(trigger.rule().key()));

        // Then
        assertThat(matched).containsExactly("cheap");
        assertThat(skipped)
                .extracting(trigger -> trigger.rule().key())
                .containsExactlyElementsOf(
                        IntStream.range(16, 30).mapToObj(i -> "expensive-" + i).toList());
    }

    @Test
    void skipsTheSamePatternsInWhateverOrderTheRulesAre() {
        // Given
        List<Rule> rules = IntStream.range(0, 30)
                .mapToObj(i -> RuleSamples.regex("rule-" + i, 0, EXPENSIVE))
                .collect(Collectors.toCollection(ArrayList::new));
        RegexIndex index = RegexIndex.of(rules);
        Collections.shuffle(rules, new Random(1));
        RegexIndex shuffled = RegexIndex.of(rules);

        // When
        List<String> skipped = keys(shuffled.match(FoldedText.of(LONG_TEXT), (trigger, evidence) -> {}));

        // Then
        assertThat(skipped).isEqualTo(keys(index.match(FoldedText.of(LONG_TEXT), (trigger, evidence) -> {})));
    }

    @Test
    void searchesForAllPatternsInAShortText() {
        // Given
        RegexIndex index = RegexIndex.of(IntStream.range(0, 100)
                .mapToObj(i -> RuleSamples.regex("rule-" + i, 0, EXPENSIVE))
                .toList());

        // When
        List<RegexTrigger> skipped = index.match(FoldedText.of("退货要几天"), (trigger, evidence) -> {});

        // Then
        assertThat(skipped).isEmpty();
    }

    @Test
    void takesLittleTimeWhateverThePatternsAre() {
        // Given
        List<String> hostile = List.of(
                EXPENSIVE,
                "(?:\\pL?){300}\\d",
                "(?:(x*)*y*)*\\d",
                ".*".repeat(200) + "\\d",
                "(?:a|b|啊){200}\\d",
                "(?:啊?){200}啊{200}\\d",
                "(?:(?:.?){300}zzz)?\\b",
                "[^a]{400}\\d");
        RegexIndex index = RegexIndex.of(IntStream.range(0, 2_000)
                .mapToObj(i -> RuleSamples.regex("rule-" + i, 0, hostile.get(i % hostile.size())))
                .toList());

        Assertions.assertTimeout(
                Duration.ofSeconds(10),
                () -> Stream.of("啊", "x", "啊 ", "a啊", "😀")
                        .forEach(text -> index.match(FoldedText.of(text.repeat(4_000)), (trigger, evidence) -> {})));
    }

    @Test
    void looksForPatternsInTheFirstCharactersOnly() {
        // Given
        RegexIndex index = RegexIndex.of(List.of(RuleSamples.regex("end", 0, "退.?货")));
        List<String> matched = new ArrayList<>();

        // When
        index.match(FoldedText.of("啊".repeat(498) + "退货"), (trigger, evidence) -> matched.add("within"));
        index.match(FoldedText.of("啊".repeat(499) + "退货"), (trigger, evidence) -> matched.add("beyond"));

        // Then
        assertThat(matched).containsExactly("within");
    }

    @Test
    void leavesOutStoredPatternsThatAreTooExpensive() {
        // Given
        Rule rule = RuleSamples.regex("stored", 0, "(?:(?:.?){900}zzz)?\\b", "退.货", "[Ā-鿿]", "[^Ā-鿿]退");
        List<String> matched = new ArrayList<>();

        // When
        RegexIndex index = RegexIndex.of(List.of(rule));
        index.match(FoldedText.of("退换货"), (trigger, evidence) -> matched.add(trigger.source()));

        // Then
        assertThat(matched).containsExactly("退.货");
        assertThat(index.errors()).isEmpty();
        assertThat(new TreeSet<>(index.unused().stream()
                        .map(RegexIndex.RuleRegex::source)
                        .toList()))
                .containsExactly("(?:(?:.?){900}zzz)?\\b", "[^Ā-鿿]退", "[Ā-鿿]");
    }

    @Test
    void compilesTheCheapestOfMorePatternsThanItCanHold() {
        // Given
        List<Rule> rules = IntStream.range(0, 1_000)
                .mapToObj(i -> RuleSamples.regex("rule-" + i, 0, EXPENSIVE + i, "退.货" + i))
                .toList();

        // When
        RegexIndex index = RegexIndex.of(rules);

        // Then
        assertThat(index.unused())
                .hasSizeBetween(400, 700)
                .allMatch(regex -> regex.source().startsWith(EXPENSIVE));
    }

    private static List<String> keys(List<RegexTrigger> triggers) {
        return triggers.stream().map(trigger -> trigger.rule().key()).toList();
    }
}
