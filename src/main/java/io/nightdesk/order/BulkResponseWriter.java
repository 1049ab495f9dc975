package io.nightdesk.order;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.nightdesk.LocalizedMessage;
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
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Writes the response of a bulk import. It is kept in a temporary file until the request body is read: most clients
 * read the response only after they have sent the whole body, so writing earlier could block both sides forever.
 */
final class BulkResponseWriter implements StreamingOutput {

    private static final JsonFactory JSON = new JsonFactory();

    /** A line of the response, for the OpenAPI document. */
    @Schema(name = "BulkLine", description = "The result of one line.")
    record LineResult(
            @Schema(description = "The number of the line, from 1. Blank lines count.")
            int line,

            @Schema(enumeration = {"stored", "rejected"}) String status,

            @Schema(description = "The errors of a rejected line.") @Nullable
            List<FieldError> problems) {}

    /** The last line of the response, for the OpenAPI document. */
    @Schema(name = "BulkSummary", description = "The counts of all lines.")
    record Summary(
            @Schema(description = "The lines that were read, without blank ones.")
            int lines,

            int stored,
            int rejected,

            @Schema(description = "The number of the last line of which the result is final.")
            int processedUpTo,

            @Schema(description = "Why the import is incomplete, and what to send again. Absent if it is complete.")
            @Nullable
            String detail) {}

    private final FileChannel file;
    private final JsonGenerator json;
    private final Locale language;

    BulkResponseWriter(Locale language) throws IOException {
        this.language = language;
        Path path = Files.createTempFile("nightdesk-bulk-", ".ndjson");
        file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        // A deleted file disappears when it is closed, even if the process is killed.
        Files.delete(path);
        json = JSON.createGenerator(Channels.newOutputStream(file)).setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    }

    void stored(int line) throws IOException {
        start(line, "stored");
        json.writeEndObject();
    }

    void rejected(int line, List<FieldError> errors) throws IOException {
        start(line, "rejected");
        json.writeArrayFieldStart("problems");
        for (FieldError error : errors) {
            json.writeStartObject();
            json.writeStringField("field", error.field());
            json.writeStringField("message", error.message().in(language));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /**
     * Writes the last line.
     *
     * @param detail why the import is incomplete
     */
    void summary(BulkSummary summary, Optional<LocalizedMessage> detail) throws IOException {
        json.writeStartObject();
        json.writeNumberField("lines", summary.lines());
        json.writeNumberField("stored", summary.stored());
        json.writeNumberField("rejected", summary.rejected());
        json.writeNumberField("processedUpTo", summary.processedUpTo());
        if (detail.isPresent()) {
            json.writeStringField("detail", detail.get().in(language));
        }
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    /** Drops the response of a request that failed. */
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
