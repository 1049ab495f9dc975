package io.nightdesk.order;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ValidatingJsonReader;
import io.nightdesk.rest.ValidatingJsonReader.ReadResult;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Imports the lines of one request in batches. The result of each line is written when its batch is stored. */
final class BulkImporter {

    private static final Logger LOG = Logger.getLogger(BulkImporter.class);
    private static final int BATCH_SIZE = 500;

    /**
     * From so many rejected lines on, further ones are not processed: their errors take up to twenty times the size of the request,
     * which would fill the disk.
     */
    static final int MAX_REJECTED = 10_000;

    /** SQLSTATE classes of a row that the table rejects. Any other class is a failure of the database. */
    private static final Set<String> ROW_ERROR_CLASSES = Set.of("21", "22", "23");

    private final OrderStore store;
    private final ValidatingJsonReader jsonReader;
    private final BulkResponseWriter response;
    private final List<ParsedLine> batch = new ArrayList<>();
    private final int maxLines;
    private BulkSummary summary = BulkSummary.EMPTY;

    /** Stores a batch of orders, all of them or none. */
    @FunctionalInterface
    interface OrderStore {
        void storeAll(Collection<Order> orders) throws SQLException;
    }

    private sealed interface ParsedLine {

        int number();

        record Valid(int number, Order order) implements ParsedLine {}

        record Invalid(int number, List<FieldError> errors) implements ParsedLine {}
    }

    BulkImporter(OrderStore store, ValidatingJsonReader jsonReader, BulkResponseWriter response, int maxLines) {
        this.store = store;
        this.jsonReader = jsonReader;
        this.response = response;
        this.maxLines = maxLines;
    }

    /**
     * Imports all lines and writes the response.
     *
     * @throws SQLException if the database failed before any line was stored
     */
    void importAll(NdjsonReader lines) throws IOException, SQLException {
        Optional<LocalizedMessage> incomplete = Optional.empty();
        try {
            incomplete = storeLines(lines);
        } catch (SQLException e) {
            if (summary.processedUpTo() == 0) {
                throw e;
            }
            LOG.warnf(
                    "Bulk import of orders stopped, a database operation failed: processedUpTo=%d sqlState=%s",
                    summary.processedUpTo(), e.getSQLState());
            incomplete = Optional.of(LocalizedMessage.of(
                    "The database is unavailable. Send the lines after line %s again later.",
                    "数据库不可用，请稍后重新发送第 %s 行之后的内容。", summary.processedUpTo()));
        }
        // Most clients read the response only after they have sent the whole body.
        while (lines.next().isPresent()) {
            summary = summary.withLineRead();
        }
        response.summary(summary, incomplete);
    }

    /** Returns why the import is incomplete; empty if all lines were processed. */
    private Optional<LocalizedMessage> storeLines(NdjsonReader lines) throws IOException, SQLException {
        for (Optional<NdjsonLine> line = lines.next(); line.isPresent(); line = lines.next()) {
            summary = summary.withLineRead();
            if (summary.lines() > maxLines) {
                processBatch();
                return Optional.of(LocalizedMessage.of(
                        "A request must have at most %s lines. Send the lines after line %s in another request.",
                        "一次最多 %s 行，请另外发送第 %s 行之后的内容。", maxLines, summary.processedUpTo()));
            }
            batch.add(parse(line.get()));
            if (batch.size() == BATCH_SIZE) {
                processBatch();
            }
            if (summary.rejected() >= MAX_REJECTED && batch.isEmpty()) {
                return Optional.of(LocalizedMessage.of(
                        "%s lines were rejected, too many to go on. Mend them, and send the lines after line %s too.",
                        "已有 %s 行出错，不再继续。请改正这些行，并连同第 %s 行之后的内容重新发送。", summary.rejected(), summary.processedUpTo()));
            }
        }
        processBatch();
        return Optional.empty();
    }

    private ParsedLine parse(NdjsonLine line) {
        if (!(line instanceof NdjsonLine.Text text)) {
            return invalid(
                    line, FieldError.of("line", "must have at most %s bytes", "最多 %s 字节", NdjsonReader.MAX_LINE_BYTES));
        }
        ReadResult read = jsonReader.read(text.bytes(), OrderForm.class);
        if (read instanceof ReadResult.Malformed) {
            return invalid(line, FieldError.of("line", "must be well-formed JSON", "必须是正确的 JSON"));
        }
        if (read instanceof ReadResult.Invalid invalid) {
            return new ParsedLine.Invalid(line.number(), invalid.errors());
        }
        OrderForm form = (OrderForm) ((ReadResult.Valid) read).value();
        return form.number() == null
                ? invalid(line, FieldError.of("number", "is required", "必填"))
                : new ParsedLine.Valid(line.number(), form.toOrder());
    }

    private static ParsedLine invalid(NdjsonLine line, FieldError error) {
        return new ParsedLine.Invalid(line.number(), List.of(error));
    }

    private void processBatch() throws IOException, SQLException {
        if (batch.isEmpty()) {
            return;
        }
        List<ParsedLine> results = store(List.copyOf(batch));
        int stored = 0;
        for (ParsedLine line : results) {
            if (line instanceof ParsedLine.Invalid invalid) {
                response.rejected(invalid.number(), invalid.errors());
            } else {
                response.stored(line.number());
                stored++;
            }
        }
        summary = summary.withBatch(
                stored, results.size() - stored, results.get(results.size() - 1).number());
        batch.clear();
    }

    /** Stores the valid lines. Returns all lines, with those that the table rejects as invalid ones. */
    private List<ParsedLine> store(List<ParsedLine> lines) throws SQLException {
        List<Order> orders = lines.stream()
                .filter(ParsedLine.Valid.class::isInstance)
                .map(line -> ((ParsedLine.Valid) line).order())
                .toList();
        if (orders.isEmpty()) {
            return lines;
        }
        try {
            store.storeAll(orders);
            return lines;
        } catch (SQLException e) {
            if (!isRowError(e)) {
                throw e;
            }
        }
        List<ParsedLine> results = new ArrayList<>();
        for (ParsedLine line : lines) {
            results.add(line instanceof ParsedLine.Valid valid ? storeSingly(valid) : line);
        }
        return results;
    }

    private ParsedLine storeSingly(ParsedLine.Valid line) throws SQLException {
        try {
            store.storeAll(List.of(line.order()));
            return line;
        } catch (SQLException e) {
            if (!isRowError(e)) {
                throw e;
            }
            return new ParsedLine.Invalid(
                    line.number(),
                    List.of(FieldError.of(
                            "line",
                            "was rejected by the database, SQLSTATE %s",
                            "被数据库拒绝，SQLSTATE %s",
                            String.valueOf(e.getSQLState()))));
        }
    }

    private static boolean isRowError(SQLException e) {
        String state = e.getSQLState();
        return state != null && state.length() == 5 && ROW_ERROR_CLASSES.contains(state.substring(0, 2));
    }
}
