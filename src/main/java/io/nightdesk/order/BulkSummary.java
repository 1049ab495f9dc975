package io.nightdesk.order;

/**
 * The counts of a bulk import so far.
 *
 * @param lines the lines that were read, without blank ones
 * @param processedUpTo the number of the last line of which the result is final
 */
record BulkSummary(int lines, int stored, int rejected, int processedUpTo) {

    static final BulkSummary EMPTY = new BulkSummary(0, 0, 0, 0);

    BulkSummary withLineRead() {
        return new BulkSummary(lines + 1, stored, rejected, processedUpTo);
    }

    BulkSummary withBatch(int storedLines, int rejectedLines, int lastLine) {
        return new BulkSummary(lines, stored + storedLines, rejected + rejectedLines, lastLine);
    }
}
