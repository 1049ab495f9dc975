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
 * Similarity by shared characters and words: the cosine between TF-IDF vectors of the {@link Features} of two texts. It needs
 * no training, so it works from the first example on and in any language.
 *
 * <p>An inverted index restricts the work to examples that share a feature with the text. Immutable and thread-safe.
 */
final class ExampleIndex implements Similarity {

    /**
     * The number of a rule's most similar examples that make up its score, with the weights 1, 1/2, 1/3 and so on. Several
     * similar examples are a better sign than one, but a rule may also have examples that are worded quite differently.
     */
    private static final int SCORED_EXAMPLES = 5;

    /** Sorted, so that equal scores are ordered by key. */
    private final List<String> ruleKeys;
    /** The examples of a rule are {@code examples[firstExample[rule], firstExample[rule + 1])}. */
    private final int[] firstExample;

    private final List<String> examples;
    private final FeatureDictionary dictionary;
    private final Postings postings;

    private ExampleIndex(List<String> ruleKeys, int[] firstExample, List<String> examples) {
        this.ruleKeys = ruleKeys;
        this.firstExample = firstExample;
        this.examples = examples;
        this.dictionary = new FeatureDictionary();
        this.postings = Postings.of(examples, dictionary);
    }

    /** Compiles the examples, which are folded and not empty. Duplicates within a rule count once. */
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
    public List<Hit> nearest(String folded, Predicate<String> eligible, int limit) {
        float[] similarities = postings.similarities(Features.of(folded), dictionary);
        // The confidence of the first rule depends on the second one.
        List<Scored> best = best(similarities, eligible, Math.max(limit, 2));
        List<Hit> hits = new ArrayList<>();
        for (int rank = 0; rank < Math.min(limit, best.size()); rank++) {
            Scored scored = best.get(rank);
            int rival = rank == 0 ? 1 : 0;
            double lead = scored.score - (rival < best.size() ? best.get(rival).score : 0);
            hits.add(new Hit(
                    ruleKeys.get(scored.rule),
                    scored.score,
                    Math.max(0, scored.score + lead),
                    mostSimilarExample(scored.rule, similarities)));
        }
        return List.copyOf(hits);
    }

    private record Scored(int rule, double score) {
        static final Comparator<Scored> BEST_FIRST =
                Comparator.comparingDouble(Scored::score).reversed().thenComparingInt(Scored::rule);
    }

    private List<Scored> best(float[] similarities, Predicate<String> eligible, int limit) {
        PriorityQueue<Scored> best = new PriorityQueue<>(Scored.BEST_FIRST.reversed());
        for (int rule = 0; rule < ruleKeys.size(); rule++) {
            double required = best.size() < limit ? 0 : best.element().score;
            // The maximum is an upper bound of the score and cheap to compute: it rules most rules out.
            if (rounded(maximum(rule, similarities)) > required) {
                double score = score(rule, similarities);
                if (score > required && eligible.test(ruleKeys.get(rule))) {
                    best.add(new Scored(rule, score));
                    if (best.size() > limit) {
                        best.remove();
                    }
                }
            }
        }
        return best.stream().sorted(Scored.BEST_FIRST).toList();
    }

    private float maximum(int rule, float[] similarities) {
        float maximum = 0;
        for (int example = firstExample[rule]; example < firstExample[rule + 1]; example++) {
            maximum = Math.max(maximum, similarities[example]);
        }
        return maximum;
    }

    /** The weighted mean over the most similar examples. A rule with fewer examples is not penalised. */
    private double score(int rule, float[] similarities) {
        float[] own = Arrays.copyOfRange(similarities, firstExample[rule], firstExample[rule + 1]);
        Arrays.sort(own);
        double sum = 0;
        double weights = 0;
        for (int rank = 1; rank <= Math.min(SCORED_EXAMPLES, own.length); rank++) {
            sum += own[own.length - rank] / rank;
            weights += 1.0 / rank;
        }
        return rounded(sum / weights);
    }

    /** Removes the rounding errors of float sums, so that equal similarities tie and an identical example scores 1. */
    private static double rounded(double score) {
        return Math.round(score * 1e5) / 1e5;
    }

    private String mostSimilarExample(int rule, float[] similarities) {
        int best = firstExample[rule];
        for (int example = best + 1; example < firstExample[rule + 1]; example++) {
            if (similarities[example] > similarities[best]) {
                best = example;
            }
        }
        return examples.get(best);
    }
}
