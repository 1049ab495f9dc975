package io.nightdesk.order;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.nightdesk.rest.FieldError;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a bulk's answer. They wait in a file until the request was read: most clients send all of a body before they
 * read, and to write into their full socket meanwhile would be to wait for each other for ever.
 */
final class BulkResponseWriter implements StreamingOutput {

    private static final JsonFactory JSON = new JsonFactory();

    /** A line as the document shows it. */
    @Schema(name = "BulkLine", description = "What became of one line.")
    record OfALine(
            @Schema(description = "The line's number, from 1; blank ones count.")
            int line,

            @Schema(enumeration = {"stored", "refused"}) String status,

            @Schema(description = "What is wrong with a line that was refused.") @Nullable
            List<FieldError> problems) {}

    /** The last line as the document shows it. */
    @Schema(name = "BulkSum", description = "What became of all lines.")
    record Sum(
            @Schema(description = "How many were read.") int lines,
            int stored,
            int refused,

            @Schema(description = "The last line of which it is certain what became of it.")
            int settledUpTo,

            @Schema(description = "What to send again, and why; none if all lines are settled.") @Nullable
            String detail) {}

    private final FileChannel file;
    private final JsonGenerator json;

    BulkResponseWriter() throws IOException {
        Path path = Files.createTempFile("nightdesk-bulk-", ".ndjson");
        file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        // Without a name it is gone when nobody holds it any more, whatever becomes of the request or of the process.
        Files.delete(path);
        json = JSON.createGenerator(Channels.newOutputStream(file)).setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    }

    void stored(int line) throws IOException {
        start(line, "stored");
        json.writeEndObject();
    }

    void refused(int line, List<FieldError> faults) throws IOException {
        start(line, "refused");
        json.writeArrayFieldStart("problems");
        for (FieldError fault : faults) {
            json.writeStartObject();
            json.writeStringField("field", fault.field());
            json.writeStringField("message", fault.message());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Ends it. */
    void sum(BulkSummary sum, Optional<String> detail) throws IOException {
        json.writeStartObject();
        json.writeNumberField("lines", sum.lines());
        json.writeNumberField("stored", sum.stored());
        json.writeNumberField("refused", sum.refused());
        json.writeNumberField("settledUpTo", sum.settledUpTo());
        if (detail.isPresent()) {
            json.writeStringField("detail", detail.get());
        }
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    /** Where nobody will read it. */
    void discard() throws IOException {
        file.close();
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try (InputStream in = Channels.newInputStream(file.position(0))) {
            in.transferTo(out);
        }
    }

    private void start(int line, String status) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", line);
        json.writeStringField("status", status);
    }
}
