package io.nightdesk.faq.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.nightdesk.Seed;
import io.nightdesk.faq.TextSamples;
import io.nightdesk.faq.match.Similarity.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ExampleIndexTest {

    /** Scores are rounded. */
    private static final double ROUNDING = 2e-5;

    @ParameterizedTest
    @MethodSource
    void findsTheRulesThatHaveFeaturesInCommonWithTheText(
            Map<String, List<String>> examples, String text, List<String> expected) {
        List<Hit> nearest = ExampleIndex.of(examples).nearest(text, ExampleIndexTest::all, 10);

        assertThat(nearest).extracting(Hit::ruleKey).isEqualTo(expected);
    }

    static Stream<Arguments> findsTheRulesThatHaveFeaturesInCommonWithTheText() {
        Map<String, List<String>> shop = Map.of(
                "return", List.of("怎么退货", "我想退货"),
                "shipping", List.of("快递到哪里了", "怎么查快递"),
                "parcel", List.of("where is my parcel", "track my parcel"));
        return Stream.of(
                argumentSet("no rules", Map.of(), "退货", List.of()),
                argumentSet("a rule without examples", Map.of("a", List.of()), "退货", List.of()),
                argumentSet("an empty text", shop, "", List.of()),
                argumentSet("nothing in common", shop, "天气", List.of()),
                argumentSet("a text that is no example", shop, "退货流程", List.of("return")),
                argumentSet("the most similar first", shop, "怎么退", List.of("return", "shipping")),
                argumentSet("a misspelt word", shop, "parcels", List.of("parcel")),
                argumentSet("both scripts", shop, "我的parcel", List.of("parcel", "return")),
                argumentSet(
                        "equal scores in the order of the keys", same("b", "c", "a"), "怎么退货", List.of("a", "b", "c")),
                argumentSet(
                        "rare characters weigh more",
                        Map.of("a", List.of("我退"), "b", List.of("我换"), "c", List.of("我买")),
                        "换我",
                        List.of("b", "a", "c")),
                argumentSet(
                        "two words in a row",
                        Map.of("a", List.of("credit card"), "b", List.of("card credit")),
                        "card credit",
                        List.of("b", "a")),
                argumentSet(
                        "several similar examples beat one",
                        Map.of("a", List.of("退货", "天气", "你好"), "b", List.of("退货", "退货吗", "退货啊")),
                        "退货",
                        List.of("b", "a")));
    }

    private static boolean all(String rule) {
        return true;
    }

    private static Map<String, List<String>> same(String... rules) {
        return Stream.of(rules).collect(Collectors.toMap(rule -> rule, rule -> List.of("怎么退货")));
    }

    @Test
    void addsTheLeadOverTheSecondRuleToTheConfidence() {
        // Given
        ExampleIndex index = ExampleIndex.of(Map.of("a", List.of("退货"), "b", List.of("退货吗"), "c", List.of("换")));

        // When
        List<Hit> nearest = index.nearest("退货", ExampleIndexTest::all, 10);

        // Then
        double second = nearest.get(1).score();
        assertThat(nearest.get(0)).isEqualTo(new Hit("a", 1, 2 - second, "退货"));
        assertThat(nearest.get(1)).isEqualTo(new Hit("b", second, Math.max(0, 2 * second - 1), "退货吗"));
        assertThat(second).isBetween(.6, .8);
    }

    @Test
    void hasTheHighestConfidenceWithoutACompetingRule() {
        ExampleIndex index = ExampleIndex.of(Map.of("a", List.of("退货"), "b", List.of("快递")));

        assertThat(index.nearest("退货", ExampleIndexTest::all, 10)).containsExactly(new Hit("a", 1, 2, "退货"));
    }

    @Test
    void hasTheSameConfidenceWhenOnlyOneRuleIsRequested() {
        ExampleIndex index = ExampleIndex.of(same("a", "b"));

        assertThat(index.nearest("怎么退货", ExampleIndexTest::all, 1)).containsExactly(new Hit("a", 1, 1, "怎么退货"));
    }

    @Test
    void skipsRulesThatAreNotEligible() {
        ExampleIndex index = ExampleIndex.of(same("a", "b", "c"));

        assertThat(index.nearest("怎么退货", rule -> !rule.equals("a"), 10))
                .containsExactly(new Hit("b", 1, 1, "怎么退货"), new Hit("c", 1, 1, "怎么退货"));
    }

    @Test
    void namesTheMostSimilarExample() {
        ExampleIndex index = ExampleIndex.of(Map.of("a", List.of("快递到哪里了", "我的快递呢", "还没收到快递")));

        assertThat(index.nearest("我的快递在哪", ExampleIndexTest::all, 1))
                .extracting(Hit::example)
                .containsExactly("我的快递呢");
    }

    @Test
    void countsADuplicateExampleOnce() {
        ExampleIndex once = ExampleIndex.of(Map.of("a", List.of("退货", "天气"), "b", List.of("快递")));

        ExampleIndex twice = ExampleIndex.of(Map.of("a", List.of("退货", "天气", "退货"), "b", List.of("快递")));

        assertThat(twice.nearest("退货吗", ExampleIndexTest::all, 10))
                .isEqualTo(once.nearest("退货吗", ExampleIndexTest::all, 10));
    }

    @Test
    void usesOnlyTheBeginningOfALongText() {
        // Given
        ExampleIndex index = ExampleIndex.of(Map.of("a", List.of("退货"), "b", List.of("快递")));
        String padding = "讲".repeat(Features.MAX_CHARACTERS - 2);

        // When
        List<Hit> nearest = index.nearest(padding + "退货" + "快递".repeat(1_000), ExampleIndexTest::all, 10);

        // Then
        assertThat(nearest).extracting(Hit::ruleKey).containsExactly("a");
    }

    @Test
    void findsTheSameAsAReferenceThatComparesEveryExample() {
        Random random = Seed.random();
        int found = 0;

        for (int round = 0; round < 100; round++) {
            // Given
            Map<String, List<String>> examples = IntStream.range(0, 1 + random.nextInt(20))
                    .boxed()
                    .collect(Collectors.toMap(i -> "rule-" + i, i -> texts(random)));
            ExampleIndex index = ExampleIndex.of(examples);
            Set<String> eligible = examples.keySet().stream()
                    .filter(rule -> random.nextInt(4) > 0)
                    .collect(Collectors.toSet());
            int most = 1 + random.nextInt(5);

            for (int i = 0; i < 20; i++) {
                String text = TextNormalizer.fold(TextSamples.random(random, 20));

                // When
                List<Hit> nearest = index.nearest(text, eligible::contains, most);

                // Then
                assertAsReference(nearest, text, referenceScores(examples, eligible, text), most);
                found += nearest.size();
            }
        }
        assertThat(found).as("rules that were found").isGreaterThan(1_000);
    }

    /** Rules whose scores differ only by rounding may come in either order. */
    private static void assertAsReference(List<Hit> nearest, String text, Map<String, Double> reference, int most) {
        List<Double> best =
                reference.values().stream().sorted(Comparator.reverseOrder()).toList();
        assertThat(nearest).as("'%s'", text).hasSize(Math.min(most, best.size()));
        assertThat(nearest).extracting(Hit::ruleKey).doesNotHaveDuplicates();
        for (int rank = 0; rank < nearest.size(); rank++) {
            Hit hit = nearest.get(rank);
            double rival = rank > 0 ? best.get(0) : best.size() > 1 ? best.get(1) : 0;
            assertThat(hit.score())
                    .as("%s for '%s'", hit, text)
                    .isCloseTo(best.get(rank), within(ROUNDING))
                    .isCloseTo(reference.get(hit.ruleKey()), within(ROUNDING));
            assertThat(hit.confidence())
                    .as("%s for '%s'", hit, text)
                    .isCloseTo(Math.max(0, 2 * hit.score() - rival), within(2 * ROUNDING));
        }
    }

    private static Map<String, Double> referenceScores(
            Map<String, List<String>> examples, Set<String> eligible, String text) {
        List<Map<String, Integer>> all = examples.values().stream()
                .flatMap(own -> own.stream().distinct())
                .map(ExampleIndexTest::features)
                .toList();
        Map<String, Double> asked = vector(features(text), all);
        Map<String, Double> scores = new TreeMap<>();
        examples.forEach((rule, own) -> {
            List<Double> best = own.stream()
                    .distinct()
                    .map(example -> cosine(asked, vector(features(example), all)))
                    .sorted(Comparator.reverseOrder())
                    .limit(5)
                    .toList();
            double sum = 0;
            double weights = 0;
            for (int i = 0; i < best.size(); i++) {
                sum += best.get(i) / (i + 1);
                weights += 1.0 / (i + 1);
            }
            if (sum > 0 && eligible.contains(rule)) {
                scores.put(rule, sum / weights);
            }
        });
        return scores;
    }

    private static Map<String, Double> vector(Map<String, Integer> counts, List<Map<String, Integer>> all) {
        Map<String, Double> vector = new HashMap<>();
        counts.forEach((feature, count) -> {
            long having = all.stream().filter(text -> text.containsKey(feature)).count();
            vector.put(feature, (1 + Math.log(count)) * (Math.log((all.size() + 1.0) / (having + 1)) + 1));
        });
        return vector;
    }

    private static double cosine(Map<String, Double> a, Map<String, Double> b) {
        double product = a.keySet().stream()
                .filter(b::containsKey)
                .mapToDouble(feature -> a.get(feature) * b.get(feature))
                .sum();
        return product == 0 ? 0 : product / length(a) / length(b);
    }

    private static double length(Map<String, Double> vector) {
        return Math.sqrt(vector.values().stream().mapToDouble(w -> w * w).sum());
    }

    private static Map<String, Integer> features(String folded) {
        List<String> features = new ArrayList<>();
        for (String segment : splitAtScripts(folded).split("\\|")) {
            List<String> runs =
                    Stream.of(segment.split(" ")).filter(run -> !run.isEmpty()).toList();
            for (int i = 0; i < runs.size(); i++) {
                String run = runs.get(i);
                if (isUnspaced(run)) {
                    features.addAll(grams(run, 1, 2));
                } else {
                    features.add("=" + run);
                    features.addAll(grams("^" + run + "$", 2, 4));
                    if (i > 0 && !isUnspaced(runs.get(i - 1))) {
                        features.add(runs.get(i - 1) + " " + run);
                    }
                }
            }
        }
        return features.stream().collect(Collectors.toMap(feature -> feature, feature -> 1, Integer::sum));
    }

    /** Inserts | where the script changes without a space. */
    private static String splitAtScripts(String folded) {
        List<String> characters =
                folded.codePoints().mapToObj(Character::toString).toList();
        StringBuilder split = new StringBuilder();
        String before = " ";
        for (String character : characters) {
            if (!before.equals(" ") && !character.equals(" ") && isUnspaced(before) != isUnspaced(character)) {
                split.append('|');
            }
            split.append(character);
            before = character;
        }
        return split.toString();
    }

    private static boolean isUnspaced(String run) {
        return Character.isIdeographic(run.codePointAt(0));
    }

    private static List<String> grams(String run, int minLength, int maxLength) {
        int[] codes = run.codePoints().toArray();
        List<String> grams = new ArrayList<>();
        for (int length = minLength; length <= maxLength; length++) {
            for (int from = 0; from + length <= codes.length; from++) {
                grams.add(new String(codes, from, length));
            }
        }
        return grams;
    }

    private static List<String> texts(Random random) {
        List<String> texts = IntStream.range(0, random.nextInt(8))
                .mapToObj(i -> TextNormalizer.fold(TextSamples.random(random)))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toCollection(ArrayList::new));
        texts.addAll(texts.stream().limit(1).toList());
        return texts;
    }

    @ParameterizedTest
    @MethodSource
    void rejectsAHitOutOfRange(double score, double confidence, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hit("a", score, confidence, "退货"))
                .withMessage(message);
    }

    static Stream<Arguments> rejectsAHitOutOfRange() {
        return Stream.of(
                argumentSet("a score below 0", -.1, 0, "out of range: score=-0.1 confidence=0.0"),
                argumentSet("a score above 1", 1.1, 1, "out of range: score=1.1 confidence=1.0"),
                argumentSet("a confidence below 0", .5, -.1, "out of range: score=0.5 confidence=-0.1"),
                argumentSet("a confidence above 2", 1, 2.1, "out of range: score=1.0 confidence=2.1"),
                argumentSet("no number", Double.NaN, 1, "out of range: score=NaN confidence=1.0"));
    }
}
