package io.nightdesk.faq.match;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * What of a folded text is compared with other texts: single Chinese characters and pairs of them; of words of other scripts
 * the word, its pieces of 2 to 4 letters with the word's borders counted as letters, and two words in a row.
 *
 * <p>A feature is known by a hash of 64 bits. Two of a million features are alike by mistake once in tens of millions of
 * cases, and would do no more harm than one shared pair of characters.
 */
final class Features {

    /** How many characters of a text are read: whoever writes more tells a story, of which the beginning has to do. */
    static final int READ = 256;

    private static final int SHORTEST_PIECE = 2;
    private static final int LONGEST_PIECE = 4;
    /** Folded texts have letters, digits and spaces only, so these mark what is not just a piece of the text. */
    private static final int BEGIN = '^';

    private static final int END = '$';
    private static final int WHOLE = '=';

    private final long[] hashes;
    private final int[] counts;

    private Features(long[] hashes, int[] counts) {
        this.hashes = hashes;
        this.counts = counts;
    }

    static Features of(String folded) {
        long[] all = new Reader(folded.codePoints().limit(READ).toArray()).read();
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

    /** How many different ones there are. */
    int size() {
        return hashes.length;
    }

    /** Which one it is; ascending. */
    long hash(int at) {
        return hashes[at];
    }

    /** How much the feature weighs by its count: what occurs twice is not twice as telling. */
    float frequency(int at) {
        return counts[at] == 1 ? 1 : 1 + (float) Math.log(counts[at]);
    }

    /** Takes a text's features down in the order of reading. */
    private static final class Reader {
        private final int[] text;
        private final LongStream.Builder features = LongStream.builder();

        Reader(int[] text) {
            this.text = text;
        }

        long[] read() {
            int before = 0;
            boolean neighbours = false;
            int at = 0;
            while (at < text.length) {
                int end = endOfRun(at);
                if (text[at] == ' ') {
                    end = at + 1;
                } else if (TextNormalizer.isUnspaced(text[at])) {
                    addPieces(text, at, end, 1, 2);
                    neighbours = false;
                } else {
                    addWord(at, end);
                    if (neighbours) {
                        features.add(hash(text, before, end));
                    }
                    before = at;
                    neighbours = true;
                }
                at = end;
            }
            return features.build().toArray();
        }

        private int endOfRun(int begin) {
            boolean unspaced = TextNormalizer.isUnspaced(text[begin]);
            int end = begin + 1;
            while (end < text.length && text[end] != ' ' && TextNormalizer.isUnspaced(text[end]) == unspaced) {
                end++;
            }
            return end;
        }

        private void addWord(int begin, int end) {
            int[] word = new int[end - begin + 2];
            System.arraycopy(text, begin, word, 1, end - begin);
            word[0] = WHOLE;
            features.add(hash(word, 0, word.length - 1));
            word[0] = BEGIN;
            word[word.length - 1] = END;
            addPieces(word, 0, word.length, SHORTEST_PIECE, LONGEST_PIECE);
        }

        private void addPieces(int[] codes, int begin, int end, int shortest, int longest) {
            for (int from = begin; from < end; from++) {
                for (int to = from + shortest; to <= Math.min(end, from + longest); to++) {
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
