package io.nightdesk.order;

import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ValidatingJsonReader;
import io.nightdesk.rest.ValidatingJsonReader.ReadResult;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Takes the lines of one bulk in, batch by batch; of each line it is said what became of it when its batch is settled. */
final class BulkImporter {

    static final int MOST_LINES = 1_000_000;

    private static final Logger LOG = Logger.getLogger(BulkImporter.class);
    private static final int BATCH = 500;

    /** SQLSTATEs of a row that the table does not take; anything else is the database's own trouble. */
    private static final Set<String> OF_A_ROW = Set.of("21", "22", "23");

    private final OrderBulkRepository intake;
    private final ValidatingJsonReader reading;
    private final BulkResponseWriter answer;
    private final List<Checked> batch = new ArrayList<>();
    private BulkSummary sum = BulkSummary.NOTHING;

    /** A line that was looked at. */
    private sealed interface Checked {

        int line();

        record Sound(int line, Order order) implements Checked {}

        record Faulty(int line, List<FieldError> faults) implements Checked {}
    }

    BulkImporter(OrderBulkRepository intake, ValidatingJsonReader reading, BulkResponseWriter answer) {
        this.intake = intake;
        this.reading = reading;
        this.answer = answer;
    }

    /** Takes all of them; throws if nothing could be stored because of the database. */
    void take(NdjsonReader lines) throws IOException, SQLException {
        Optional<String> trouble = Optional.empty();
        try {
            trouble = store(lines);
        } catch (SQLException e) {
            if (sum.settledUpTo() == 0) {
                throw e;
            }
            LOG.warnf("bulk of orders broken off: settled=%d SQLSTATE %s", sum.settledUpTo(), e.getSQLState());
            trouble = Optional.of(
                    "The database cannot be used now: send what follows line " + sum.settledUpTo() + " again later.");
        }
        // Whoever is still sending would not read the answer.
        while (lines.next().isPresent()) {
            sum = sum.read();
        }
        answer.sum(sum, trouble);
    }

    private Optional<String> store(NdjsonReader lines) throws IOException, SQLException {
        for (Optional<NdjsonLine> line = lines.next(); line.isPresent(); line = lines.next()) {
            sum = sum.read();
            if (sum.lines() > MOST_LINES) {
                settle();
                return Optional.of("A request has " + MOST_LINES + " lines at most: send what follows line "
                        + sum.settledUpTo() + " in another one.");
            }
            batch.add(check(line.get()));
            if (batch.size() == BATCH) {
                settle();
            }
        }
        settle();
        return Optional.empty();
    }

    private Checked check(NdjsonLine line) {
        if (!(line instanceof NdjsonLine.Text text)) {
            return faulty(line, FieldError.of("line", "must have at most " + NdjsonReader.MOST_BYTES + " bytes"));
        }
        ReadResult read = reading.read(text.bytes(), OrderForm.class);
        if (read instanceof ReadResult.Malformed) {
            return faulty(line, FieldError.of("line", "must be well-formed JSON"));
        }
        if (read instanceof ReadResult.Invalid faulty) {
            return new Checked.Faulty(line.number(), faulty.errors());
        }
        OrderForm form = (OrderForm) ((ReadResult.Valid) read).value();
        return form.number() == null
                ? faulty(line, FieldError.of("number", "is required"))
                : new Checked.Sound(line.number(), form.toOrder());
    }

    private static Checked faulty(NdjsonLine line, FieldError fault) {
        return new Checked.Faulty(line.number(), List.of(fault));
    }

    private void settle() throws IOException, SQLException {
        if (batch.isEmpty()) {
            return;
        }
        List<Checked> settled = stored(List.copyOf(batch));
        int stored = 0;
        for (Checked line : settled) {
            if (line instanceof Checked.Faulty faulty) {
                answer.refused(faulty.line(), faulty.faults());
            } else {
                answer.stored(line.line());
                stored++;
            }
        }
        sum = sum.settled(
                stored, settled.size() - stored, settled.get(settled.size() - 1).line());
        batch.clear();
    }

    /** The lines with those turned faulty that the table does not take. */
    private List<Checked> stored(List<Checked> lines) throws SQLException {
        List<Order> orders = lines.stream()
                .filter(Checked.Sound.class::isInstance)
                .map(line -> ((Checked.Sound) line).order())
                .toList();
        if (orders.isEmpty()) {
            return lines;
        }
        try {
            intake.store(orders);
            return lines;
        } catch (SQLException e) {
            if (!isOfARow(e)) {
                throw e;
            }
        }
        List<Checked> each = new ArrayList<>();
        for (Checked line : lines) {
            each.add(line instanceof Checked.Sound sound ? storedAlone(sound) : line);
        }
        return each;
    }

    private Checked storedAlone(Checked.Sound line) throws SQLException {
        try {
            intake.store(List.of(line.order()));
            return line;
        } catch (SQLException e) {
            if (!isOfARow(e)) {
                throw e;
            }
            return new Checked.Faulty(
                    line.line(),
                    List.of(FieldError.of("line", "is not taken by the table, SQLSTATE " + e.getSQLState())));
        }
    }

    private static boolean isOfARow(SQLException e) {
        String state = e.getSQLState();
        return state != null && state.length() == 5 && OF_A_ROW.contains(state.substring(0, 2));
    }
}
