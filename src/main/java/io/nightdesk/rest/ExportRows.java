package io.nightdesk.rest;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Rows of an export. They are read in chunks while they are consumed, so that only one chunk is in memory. The first chunk is
 * read before anything is written, so that an error becomes a problem instead of a truncated response.
 *
 * @param <T> a row
 */
public final class ExportRows<T> {

    /** A client that reads more slowly must not occupy one of the few exports. */
    private static final Duration MAX_DURATION = Duration.ofMinutes(5);

    private final Function<T, List<T>> chunkAfter;
    private final long startedAt = System.nanoTime();
    private List<T> chunk;

    /** What is done with a row. */
    @FunctionalInterface
    public interface Action<T> {
        void accept(T row) throws IOException;
    }

    /**
     * @param first the first rows
     * @param chunkAfter reads the rows that follow a row; no rows at the end
     */
    public ExportRows(List<T> first, Function<T, List<T>> chunkAfter) {
        this.chunk = first;
        this.chunkAfter = chunkAfter;
    }

    /**
     * Passes all rows to {@code action}.
     *
     * @throws IOException if that takes too long
     */
    public void forEach(Action<T> action) throws IOException {
        forEach(Integer.MAX_VALUE, action);
    }

    /**
     * Passes at most {@code limit} rows to {@code action}. Returns whether there are more.
     *
     * @throws IOException if that takes too long
     */
    public boolean forEach(int limit, Action<T> action) throws IOException {
        int count = 0;
        while (!chunk.isEmpty()) {
            for (T row : chunk) {
                if (count++ == limit) {
                    return true;
                }
                action.accept(row);
            }
            if (System.nanoTime() - startedAt > MAX_DURATION.toNanos()) {
                throw new IOException("the client reads too slowly");
            }
            chunk = chunkAfter.apply(chunk.get(chunk.size() - 1));
        }
        return false;
    }
}
