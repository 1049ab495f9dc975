package io.nightdesk.faq.match;

import java.util.Arrays;
import java.util.List;

/** For each feature the examples that have it and how much it weighs in them, by numbers; immutable. */
final class Postings {

    /** A feature's entries are those of {@code [start[feature], start[feature + 1])}; that of unknown ones has none. */
    private final int[] start;

    private final int[] example;
    /** What the feature contributes to the example's vector of length 1. */
    private final float[] weight;
    /** What a feature weighs by its rarity; unknown ones, the last, most. */
    private final float[] rarity;

    private final int examples;

    private Postings(int[] start, float[] rarity, int examples) {
        this.start = start;
        this.example = new int[start[start.length - 1]];
        this.weight = new float[example.length];
        this.rarity = rarity;
        this.examples = examples;
    }

    /** Compiles the examples and numbers their features. */
    static Postings of(List<String> examples, FeatureDictionary numbers) {
        int[] having = new int[1 << 10];
        for (String folded : examples) {
            Features text = Features.of(folded);
            for (int i = 0; i < text.size(); i++) {
                int feature = numbers.add(text.hash(i));
                if (feature == having.length) {
                    having = Arrays.copyOf(having, feature * 2);
                }
                having[feature]++;
            }
        }
        int[] start = new int[numbers.size() + 2];
        float[] rarity = new float[numbers.size() + 1];
        for (int feature = 0; feature < rarity.length; feature++) {
            int with = feature < numbers.size() ? having[feature] : 0;
            start[feature + 1] = start[feature] + with;
            rarity[feature] = (float) Math.log((examples.size() + 1.0) / (with + 1)) + 1;
        }
        Postings postings = new Postings(start, rarity, examples.size());
        postings.fill(examples, numbers);
        return postings;
    }

    /** Reads the examples once more, which takes less than to keep the features of all of them would take of memory. */
    private void fill(List<String> texts, FeatureDictionary numbers) {
        int[] next = start.clone();
        for (int text = 0; text < texts.size(); text++) {
            Features features = Features.of(texts.get(text));
            float length = length(features, numbers);
            for (int i = 0; i < features.size(); i++) {
                int feature = numbers.get(features.hash(i));
                int entry = next[feature]++;
                example[entry] = text;
                weight[entry] = features.frequency(i) * rarity[feature] / length;
            }
        }
    }

    /** For each example the cosine between it and a text, 0 to 1; 0 if they share nothing. */
    float[] likeness(Features text, FeatureDictionary numbers) {
        float[] likeness = new float[examples];
        float length = length(text, numbers);
        for (int i = 0; i < text.size(); i++) {
            int feature = numbers.get(text.hash(i));
            float own = text.frequency(i) * rarity[feature] / length;
            for (int entry = start[feature]; entry < start[feature + 1]; entry++) {
                likeness[example[entry]] += own * weight[entry];
            }
        }
        return likeness;
    }

    private float length(Features text, FeatureDictionary numbers) {
        double squares = 0;
        for (int i = 0; i < text.size(); i++) {
            double weight = text.frequency(i) * rarity[numbers.get(text.hash(i))];
            squares += weight * weight;
        }
        return (float) Math.sqrt(squares);
    }
}
