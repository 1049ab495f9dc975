package io.nightdesk.faq.match;

import java.util.Arrays;
import java.util.List;

/** An inverted index: for each feature the examples that contain it and its weight in them. Immutable. */
final class Postings {

    /** The entries of a feature are {@code [start[feature], start[feature + 1])}. The last feature, "unknown", has none. */
    private final int[] start;

    /** By entry: the example. */
    private final int[] example;
    /** By entry: the component of the feature in the example's vector, which has length 1. */
    private final float[] weight;
    /** By feature: its inverse document frequency. The last one is that of unknown features, which are the rarest. */
    private final float[] inverseFrequency;

    private final int exampleCount;

    private Postings(int[] start, float[] inverseFrequency, int exampleCount) {
        this.start = start;
        this.example = new int[start[start.length - 1]];
        this.weight = new float[example.length];
        this.inverseFrequency = inverseFrequency;
        this.exampleCount = exampleCount;
    }

    /** Indexes the examples and adds their features to the dictionary. */
    static Postings of(List<String> examples, FeatureDictionary dictionary) {
        int[] frequency = documentFrequency(examples, dictionary);
        int[] start = new int[dictionary.size() + 2];
        float[] inverseFrequency = new float[dictionary.size() + 1];
        for (int feature = 0; feature < inverseFrequency.length; feature++) {
            int containing = feature < dictionary.size() ? frequency[feature] : 0;
            start[feature + 1] = start[feature] + containing;
            inverseFrequency[feature] = (float) Math.log((examples.size() + 1.0) / (containing + 1)) + 1;
        }
        Postings postings = new Postings(start, inverseFrequency, examples.size());
        postings.fill(examples, dictionary);
        return postings;
    }

    /** For each feature the number of examples that contain it. */
    private static int[] documentFrequency(List<String> examples, FeatureDictionary dictionary) {
        int[] frequency = new int[1 << 10];
        for (String folded : examples) {
            Features features = Features.of(folded);
            for (int i = 0; i < features.size(); i++) {
                int feature = dictionary.add(features.hash(i));
                if (feature == frequency.length) {
                    frequency = Arrays.copyOf(frequency, feature * 2);
                }
                frequency[feature]++;
            }
        }
        return frequency;
    }

    /** Extracts the features of all examples a second time: that is cheaper than keeping them in memory. */
    private void fill(List<String> examples, FeatureDictionary dictionary) {
        int[] next = start.clone();
        for (int number = 0; number < examples.size(); number++) {
            Features features = Features.of(examples.get(number));
            float length = length(features, dictionary);
            for (int i = 0; i < features.size(); i++) {
                int feature = dictionary.get(features.hash(i));
                int entry = next[feature]++;
                example[entry] = number;
                weight[entry] = features.frequency(i) * inverseFrequency[feature] / length;
            }
        }
    }

    /** For each example its cosine similarity to a text, from 0 to 1. */
    float[] similarities(Features text, FeatureDictionary dictionary) {
        float[] similarities = new float[exampleCount];
        float length = length(text, dictionary);
        for (int i = 0; i < text.size(); i++) {
            int feature = dictionary.get(text.hash(i));
            float component = text.frequency(i) * inverseFrequency[feature] / length;
            for (int entry = start[feature]; entry < start[feature + 1]; entry++) {
                similarities[example[entry]] += component * weight[entry];
            }
        }
        return similarities;
    }

    private float length(Features text, FeatureDictionary dictionary) {
        double squares = 0;
        for (int i = 0; i < text.size(); i++) {
            double component = text.frequency(i) * inverseFrequency[dictionary.get(text.hash(i))];
            squares += component * component;
        }
        return (float) Math.sqrt(squares);
    }
}
