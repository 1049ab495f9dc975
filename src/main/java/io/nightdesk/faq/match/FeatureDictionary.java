package io.nightdesk.faq.match;

/**
 * Numbers features from 0 in the order in which they are added: an open-addressing hash map from {@code long} to {@code int}
 * without an object per entry. Not thread-safe while features are added; safe for concurrent reads afterwards.
 */
final class FeatureDictionary {

    private long[] hashes = new long[1 << 10];
    /** For each slot the number of its feature plus one; 0 if the slot is free. */
    private int[] numbers = new int[hashes.length];

    private int size;

    int size() {
        return size;
    }

    /** The number of the feature; the next free number if it is new. */
    int add(long hash) {
        int slot = slot(hash);
        if (numbers[slot] == 0) {
            if (size >= hashes.length / 2) {
                grow();
                slot = slot(hash);
            }
            hashes[slot] = hash;
            numbers[slot] = ++size;
        }
        return numbers[slot] - 1;
    }

    /** The number of the feature, or {@link #size()} if it was never added. */
    int get(long hash) {
        int slot = slot(hash);
        return numbers[slot] == 0 ? size : numbers[slot] - 1;
    }

    /** The slot of the hash, or the free slot where it belongs. At least half of the slots are free, so probing is short. */
    private int slot(long hash) {
        int mask = hashes.length - 1;
        int slot = (int) hash & mask;
        while (numbers[slot] != 0 && hashes[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldNumbers = numbers;
        hashes = new long[oldHashes.length * 2];
        numbers = new int[hashes.length];
        for (int oldSlot = 0; oldSlot < oldHashes.length; oldSlot++) {
            if (oldNumbers[oldSlot] != 0) {
                int slot = slot(oldHashes[oldSlot]);
                hashes[slot] = oldHashes[oldSlot];
                numbers[slot] = oldNumbers[oldSlot];
            }
        }
    }
}
