package io.nightdesk.order;

/**
 * What became of the lines of a bulk so far.
 *
 * @param lines those that were read and not blank
 * @param settledUpTo the number of the line up to which every one is either stored or refused
 */
record BulkSummary(int lines, int stored, int refused, int settledUpTo) {

    static final BulkSummary NOTHING = new BulkSummary(0, 0, 0, 0);

    BulkSummary read() {
        return new BulkSummary(lines + 1, stored, refused, settledUpTo);
    }

    BulkSummary settled(int moreStored, int moreRefused, int upTo) {
        return new BulkSummary(lines, stored + moreStored, refused + moreRefused, upTo);
    }
}
