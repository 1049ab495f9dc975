package io.nightdesk.order;

/**
 * What became of the lines of a bulk so far.
 *
 * @param lines those that were read and not blank
 * @param settledUpTo the number of the line up to which every one is either stored or refused
 */
record BulkSum(int lines, int stored, int refused, int settledUpTo) {

    static final BulkSum NOTHING = new BulkSum(0, 0, 0, 0);

    BulkSum read() {
        return new BulkSum(lines + 1, stored, refused, settledUpTo);
    }

    BulkSum settled(int moreStored, int moreRefused, int upTo) {
        return new BulkSum(lines, stored + moreStored, refused + moreRefused, upTo);
    }
}
