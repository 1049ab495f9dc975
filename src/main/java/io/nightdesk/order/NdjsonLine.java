package io.nightdesk.order;

/** A line of a request body that is not blank. Lines are numbered from 1, and blank lines count. */
sealed interface NdjsonLine {

    int number();

    /** A line, without its terminator. */
    @SuppressWarnings("ArrayRecordComponent")
    record Text(int number, byte[] bytes) implements NdjsonLine {}

    /** A line of more than {@link NdjsonReader#MAX_LINE_BYTES}. Its bytes are dropped. */
    record TooLong(int number) implements NdjsonLine {}
}
