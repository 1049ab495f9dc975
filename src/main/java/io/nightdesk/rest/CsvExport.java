package io.nightdesk.rest;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A CSV file of rows from the newest to the oldest, at most 100,000 of them. If there are more, a note in the last line says how
 * to get the rest.
 *
 * @param columns their names, the first line
 * @param cells the cells of a row, one for each column
 * @param <T> a row
 */
public record CsvExport<T>(List<String> columns, Function<T, List<String>> cells) {

    static final int MAX_ROWS = 100_000;

    public CsvExport {
        columns = List.copyOf(columns);
    }

    /** A response that writes the file once it may. {@code rows} is called then. */
    public Response download(String name, AdmissionControl admissions, Supplier<ExportRows<T>> rows) {
        StreamingOutput body = out -> {
            Admission admitted = admissions.enter(CostlyOperation.EXPORT);
            try {
                ExportRows<T> found = rows.get();
                Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                write(found, writer);
                writer.flush();
            } finally {
                admitted.close();
            }
        };
        return Download.csv(body, name);
    }

    void write(ExportRows<T> rows, Writer writer) throws IOException {
        writer.write(Csv.BYTE_ORDER_MARK + Csv.line(columns));
        if (rows.forEach(MAX_ROWS, row -> writer.write(Csv.line(cells.apply(row))))) {
            List<String> note = new ArrayList<>(Collections.nCopies(columns.size(), ""));
            note.set(0, "There are more than " + MAX_ROWS + " rows. Download the rest with the last time as until.");
            writer.write(Csv.line(note));
        }
    }
}
