package io.nightdesk.faq.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Likeness by shared characters and words, the rare ones counting more: the cosine between texts as vectors of their
 * {@link Features}, each weighed by its frequency in the text and its rarity among the examples (TF-IDF). Nothing is learned
 * from data but that rarity, so that it works from the first example on, in any language.
 *
 * <p>For each feature the examples that have it are listed, so that only those are looked at that share something with a text.
 * Immutable; for any number of threads.
 */
final class ExampleIndex implements Similarity {

    /**
     * So many of a rule's likest examples make its score, the first counting whole, the second half, the third a third and so
     * on: that several are alike tells more than that one is, and a rule may have others that are asked quite differently.
     */
    private static final int COUNTING = 5;

    /** In the order of their keys, so that the first of equal ones is the first by key. */
    private final List<String> ruleKeys;
    /** A rule's examples are {@code examples[firstExample[rule], firstExample[rule + 1])}. */
    private final int[] firstExample;

    private final List<String> examples;
    private final FeatureDictionary features;
    private final Postings postings;

    private ExampleIndex(List<String> ruleKeys, int[] firstExample, List<String> examples) {
        this.ruleKeys = ruleKeys;
        this.firstExample = firstExample;
        this.examples = examples;
        this.features = new FeatureDictionary();
        this.postings = Postings.of(examples, features);
    }

    /** Compiles the examples, which are folded and not empty; a rule's duplicates count once. */
    static ExampleIndex of(Map<String, List<String>> examplesByRuleKey) {
        List<String> ruleKeys = new ArrayList<>();
        List<String> examples = new ArrayList<>();
        int[] firstExample = new int[examplesByRuleKey.size() + 1];
        new TreeMap<>(examplesByRuleKey).forEach((key, own) -> {
            ruleKeys.add(key);
            own.stream().distinct().forEach(examples::add);
            firstExample[ruleKeys.size()] = examples.size();
        });
        return new ExampleIndex(List.copyOf(ruleKeys), firstExample, List.copyOf(examples));
    }

    @Override
    public List<Likeness> nearest(String folded, Predicate<String> eligible, int most) {
        float[] likeness = postings.likeness(Features.of(folded), features);
        // The first one's confidence needs the second.
        List<Scored> best = best(likeness, eligible, Math.max(most, 2));
        List<Likeness> nearest = new ArrayList<>();
        for (int place = 0; place < Math.min(most, best.size()); place++) {
            Scored scored = best.get(place);
            int rival = place == 0 ? 1 : 0;
            double lead = scored.score - (rival < best.size() ? best.get(rival).score : 0);
            nearest.add(new Likeness(
                    ruleKeys.get(scored.rule),
                    scored.score,
                    Math.max(0, scored.score + lead),
                    likestExample(scored.rule, likeness)));
        }
        return List.copyOf(nearest);
    }

    private record Scored(int rule, double score) {
        static final Comparator<Scored> LIKEST_FIRST =
                Comparator.comparingDouble(Scored::score).reversed().thenComparingInt(Scored::rule);
    }

    private List<Scored> best(float[] likeness, Predicate<String> eligible, int most) {
        PriorityQueue<Scored> best = new PriorityQueue<>(Scored.LIKEST_FIRST.reversed());
        for (int rule = 0; rule < ruleKeys.size(); rule++) {
            double enough = best.size() < most ? 0 : best.element().score;
            // No mean is above the likest example, which is soon found; few rules get further.
            if (rounded(likest(rule, likeness)) > enough) {
                double score = score(rule, likeness);
                if (score > enough && eligible.test(ruleKeys.get(rule))) {
                    best.add(new Scored(rule, score));
                    if (best.size() > most) {
                        best.remove();
                    }
                }
            }
        }
        return best.stream().sorted(Scored.LIKEST_FIRST).toList();
    }

    private float likest(int rule, float[] likeness) {
        float likest = 0;
        for (int example = firstExample[rule]; example < firstExample[rule + 1]; example++) {
            likest = Math.max(likest, likeness[example]);
        }
        return likest;
    }

    /** The weighted mean of the likest examples; a rule with few is not blamed for those that it does not have. */
    private double score(int rule, float[] likeness) {
        float[] own = Arrays.copyOfRange(likeness, firstExample[rule], firstExample[rule + 1]);
        Arrays.sort(own);
        double sum = 0;
        double whole = 0;
        for (int place = 1; place <= Math.min(COUNTING, own.length); place++) {
            sum += own[own.length - place] / place;
            whole += 1.0 / place;
        }
        return rounded(sum / whole);
    }

    /** To what sums of floats are exact to, so that what is equally like ties, and a rule's only example has 1. */
    private static double rounded(double score) {
        return Math.round(score * 1e5) / 1e5;
    }

    private String likestExample(int rule, float[] likeness) {
        int likest = firstExample[rule];
        for (int example = likest + 1; example < firstExample[rule + 1]; example++) {
            if (likeness[example] > likeness[likest]) {
                likest = example;
            }
        }
        return examples.get(likest);
    }
}
