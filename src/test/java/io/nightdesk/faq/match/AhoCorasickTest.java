package io.nightdesk.faq.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.Seed;
import io.nightdesk.faq.TextSamples;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AhoCorasickTest {

    @ParameterizedTest
    @MethodSource
    void findsEveryWordThatOccurs(List<String> words, String text, Set<String> expected) {
        assertThat(new AhoCorasick(words, AhoCorasick.Boundaries.WORD).findIn(text))
                .isEqualTo(expected);
    }

    static Stream<Arguments> findsEveryWordThatOccurs() {
        return Stream.of(
                argumentSet("no words", List.of(), "退货", Set.of()),
                argumentSet("an empty text", List.of("退"), "", Set.of()),
                argumentSet("words within words", List.of("退", "退货", "货", "退货流程"), "怎么退货流", Set.of("退", "退货", "货")),
                argumentSet("words that overlap", List.of("退货运", "货运费"), "退货运费", Set.of("退货运", "货运费")),
                argumentSet("a word within the prefix of a longer one", List.of("甲乙丙丁", "乙丙"), "甲乙丙戊", Set.of("乙丙")),
                argumentSet(
                        "a Latin word only as a whole", List.of("ship", "ships"), "shipping ships", Set.of("ships")),
                argumentSet("a phrase", List.of("how much", "much"), "how much", Set.of("how much", "much")),
                argumentSet("a word after a partial match", List.of("aab"), "a aab", Set.of("aab")));
    }

    @Test
    void findsTheSameAsAReferenceThatSearchesForEachWord() {
        Random random = Seed.random();
        int found = 0;

        for (int round = 0; round < 2_000; round++) {
            // Given
            Set<String> words = IntStream.range(0, 30)
                    .mapToObj(i -> TextNormalizer.fold(TextSamples.random(random, 4)))
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.toSet());
            String text = TextNormalizer.fold(TextSamples.random(random, 20));

            // When
            Set<String> occurring = new AhoCorasick(words, AhoCorasick.Boundaries.WORD).findIn(text);

            // Then
            assertThat(occurring)
                    .as("%s in '%s'", words, text)
                    .isEqualTo(words.stream()
                            .filter(word -> KeywordTrigger.occurs(word, text))
                            .collect(Collectors.toSet()));
            found += occurring.size();
        }
        assertThat(found).as("words that occurred").isGreaterThan(1_000);
    }
}
