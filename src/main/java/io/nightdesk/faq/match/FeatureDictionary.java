package io.nightdesk.faq.match;

/**
 * Numbers features from 0 in the order in which they come: a map from hashes to numbers without an object for each. Not to be
 * read while one is added; after that by any number of threads.
 */
final class FeatureDictionary {

    private long[] hashes = new long[1 << 10];
    /** For each place of a hash the feature's number plus one; 0 where the place is free. */
    private int[] taken = new int[hashes.length];

    private int size;

    int size() {
        return size;
    }

    /** The feature's number, the next free one if it is new. */
    int add(long hash) {
        int place = place(hash);
        if (taken[place] == 0) {
            if (size >= hashes.length / 2) {
                grow();
                place = place(hash);
            }
            hashes[place] = hash;
            taken[place] = ++size;
        }
        return taken[place] - 1;
    }

    /** The feature's number, or {@link #size()}, which is no feature's, when it was never added. */
    int get(long hash) {
        int place = place(hash);
        return taken[place] == 0 ? size : taken[place] - 1;
    }

    /** Where the hash is, or would be. At least half of the places are free, so the search ends soon. */
    private int place(long hash) {
        int mask = hashes.length - 1;
        int place = (int) hash & mask;
        while (taken[place] != 0 && hashes[place] != hash) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldTaken = taken;
        hashes = new long[oldHashes.length * 2];
        taken = new int[hashes.length];
        for (int old = 0; old < oldHashes.length; old++) {
            if (oldTaken[old] != 0) {
                int place = place(oldHashes[old]);
                hashes[place] = oldHashes[old];
                taken[place] = oldTaken[old];
            }
        }
    }
}
