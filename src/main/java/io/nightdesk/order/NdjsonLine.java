package io.nightdesk.order;

/** A line of a body; its number counts from 1, blank lines too, as an editor does. */
sealed interface NdjsonLine {

    int number();

    /** Without its end. */
    @SuppressWarnings("ArrayRecordComponent")
    record Text(int number, byte[] bytes) implements NdjsonLine {}

    /** Of more than {@link NdjsonReader#MOST_BYTES}, of which nothing was kept. */
    record TooLong(int number) implements NdjsonLine {}
}
