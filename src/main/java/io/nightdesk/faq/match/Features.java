package io.nightdesk.faq.match;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The features of a folded text. Texts are compared by their features. In Chinese: single characters and bigrams. In
 * scripts with spaces: words, the character 2- to 4-grams of each word including its boundaries, and word bigrams.
 *
 * <p>A feature is represented by a 64-bit hash. A collision among a million features is improbable, and would have no more
 * effect than one more bigram in common.
 */
final class Features {

    /** Only this many characters of a text are used: a customer who writes more usually asks at the beginning. */
    static final int MAX_CHARACTERS = 256;

    private static final int MIN_GRAM = 2;
    private static final int MAX_GRAM = 4;
    /** Markers within a feature. They cannot collide with text, because a folded text has letters, digits and spaces only. */
    private static final int BEGIN = '^';

    private static final int END = '$';
    private static final int WHOLE_WORD = '=';

    private final long[] hashes;
    private final int[] counts;

    private Features(long[] hashes, int[] counts) {
        this.hashes = hashes;
        this.counts = counts;
    }

    static Features of(String folded) {
        long[] all = new Extractor(folded.codePoints().limit(MAX_CHARACTERS).toArray()).extract();
        Arrays.sort(all);
        long[] hashes = new long[all.length];
        int[] counts = new int[all.length];
        int size = 0;
        for (int i = 0; i < all.length; i++) {
            if (i == 0 || all[i] != all[i - 1]) {
                hashes[size++] = all[i];
            }
            counts[size - 1]++;
        }
        return new Features(Arrays.copyOf(hashes, size), Arrays.copyOf(counts, size));
    }

    /** The number of distinct features. */
    int size() {
        return hashes.length;
    }

    /** The hash of a feature. Hashes are in ascending order. */
    long hash(int index) {
        return hashes[index];
    }

    /** The term frequency of a feature. Logarithmic, because a feature that occurs twice is not twice as significant. */
    float frequency(int index) {
        return counts[index] == 1 ? 1 : 1 + (float) Math.log(counts[index]);
    }

    /** Extracts the features of one text from left to right. */
    private static final class Extractor {
        private final int[] text;
        private final LongStream.Builder features = LongStream.builder();

        Extractor(int[] text) {
            this.text = text;
        }

        long[] extract() {
            int previousWord = 0;
            boolean followsWord = false;
            int at = 0;
            while (at < text.length) {
                int end = endOfRun(at);
                if (text[at] == ' ') {
                    end = at + 1;
                } else if (Characters.isUnspaced(text[at])) {
                    addGrams(text, at, end, 1, 2);
                    followsWord = false;
                } else {
                    addWord(at, end);
                    if (followsWord) {
                        features.add(hash(text, previousWord, end));
                    }
                    previousWord = at;
                    followsWord = true;
                }
                at = end;
            }
            return features.build().toArray();
        }

        private int endOfRun(int begin) {
            boolean unspaced = Characters.isUnspaced(text[begin]);
            int end = begin + 1;
            while (end < text.length && text[end] != ' ' && Characters.isUnspaced(text[end]) == unspaced) {
                end++;
            }
            return end;
        }

        private void addWord(int begin, int end) {
            int[] word = new int[end - begin + 2];
            System.arraycopy(text, begin, word, 1, end - begin);
            word[0] = WHOLE_WORD;
            features.add(hash(word, 0, word.length - 1));
            word[0] = BEGIN;
            word[word.length - 1] = END;
            addGrams(word, 0, word.length, MIN_GRAM, MAX_GRAM);
        }

        private void addGrams(int[] codes, int begin, int end, int minLength, int maxLength) {
            for (int from = begin; from < end; from++) {
                for (int to = from + minLength; to <= Math.min(end, from + maxLength); to++) {
                    features.add(hash(codes, from, to));
                }
            }
        }

        private static long hash(int[] codes, int from, int to) {
            long hash = 0;
            for (int i = from; i < to; i++) {
                hash = (hash ^ codes[i]) * 0x9E3779B97F4A7C15L;
                hash ^= hash >>> 32;
            }
            return hash;
        }
    }
}
