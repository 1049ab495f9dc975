package io.nightdesk.privacy;

import io.nightdesk.database.SqlErrors;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * One pass over all tables that deletes expired rows, one batch at a time. The caller decides when the next batch runs. A
 * table that fails is skipped, so that it does not keep the others from being purged.
 */
final class PurgeRun {

    private static final Logger LOG = Logger.getLogger(PurgeRun.class);

    private static final String FIRST_CURSOR = "";

    private final PurgeStore store;
    private final int batchSize;
    private final ObjLongConsumer<PurgeStatement> onDeleted;
    private final Deque<Table> remaining = new ArrayDeque<>();
    private final Map<PurgeStatement, Long> deleted = new EnumMap<>(PurgeStatement.class);
    private String cursor = FIRST_CURSOR;
    private boolean failed;

    private record Table(PurgeStatement statement, Instant cutoff) {}

    /**
     * @param onDeleted told the number of rows that each batch deleted
     */
    PurgeRun(PurgeStore store, RetentionConfig config, Instant now, ObjLongConsumer<PurgeStatement> onDeleted) {
        this.store = store;
        this.batchSize = config.batch();
        this.onDeleted = onDeleted;
        for (PurgeStatement statement : PurgeStatement.values()) {
            statement.cutoff(config, now).ifPresent(cutoff -> remaining.add(new Table(statement, cutoff)));
        }
    }

    boolean isFinished() {
        return remaining.isEmpty();
    }

    /** Whether a table was skipped because of an error. */
    boolean hasFailed() {
        return failed;
    }

    /** Deletes the next batch. Call it only while the run is not finished. */
    void deleteNextBatch() {
        Table table = remaining.element();
        Optional<String> next = Optional.empty();
        try {
            PurgeStatement.Batch batch = store.deleteBatch(table.statement(), cursor, batchSize, table.cutoff());
            deleted.merge(table.statement(), batch.deleted(), Long::sum);
            onDeleted.accept(table.statement(), batch.deleted());
            next = batch.cursor();
        } catch (RuntimeException e) {
            failed = true;
            LOG.warnf(
                    "Deleting expired rows failed, will retry: table=%s error=%s",
                    table.statement().label(), SqlErrors.describe(e));
        }
        if (next.isEmpty()) {
            remaining.remove();
        }
        cursor = next.orElse(FIRST_CURSOR);
    }

    /** The tables from which rows were deleted, as {@code table=count}; empty if nothing was deleted. */
    String summary() {
        return deleted.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getKey().label() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }
}
