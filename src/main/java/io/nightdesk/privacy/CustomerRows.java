package io.nightdesk.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Rows about a customer from the newest to the oldest. They are read page by page while they are consumed, so that only one
 * page is in memory. The first page is read at once, so that an error becomes a problem instead of a truncated response.
 */
final class CustomerRows {

    /** A client that reads more slowly must not occupy one of the few exports. */
    private static final Duration MAX_DURATION = Duration.ofMinutes(5);

    private final Function<JsonNode, List<JsonNode>> pageAfter;
    private final long startedAt = System.nanoTime();
    private List<JsonNode> page;

    /** What is done with a row. */
    interface Action {
        void accept(JsonNode row) throws IOException;
    }

    /** @param pageAfter reads the rows that follow a row; no rows at the end */
    CustomerRows(List<JsonNode> first, Function<JsonNode, List<JsonNode>> pageAfter) {
        this.page = first;
        this.pageAfter = pageAfter;
    }

    /**
     * Passes all rows to {@code action}.
     *
     * @throws IOException if that takes too long
     */
    void forEach(Action action) throws IOException {
        while (!page.isEmpty()) {
            for (JsonNode row : page) {
                action.accept(row);
            }
            if (System.nanoTime() - startedAt > MAX_DURATION.toNanos()) {
                throw new IOException("the client reads too slowly");
            }
            page = pageAfter.apply(page.get(page.size() - 1));
        }
    }
}
