package io.nightdesk.history;

import io.nightdesk.rest.Csv;
import io.nightdesk.rest.Download;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.Page;
import io.nightdesk.rest.PageRequest;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What customers asked and what they were answered. For who may see customers' texts. */
@Singleton
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.EDITOR)
public class ExchangesResource {

    private static final int MOST_IN_CSV = 100_000;
    private static final List<String> COLUMNS = List.of(
            "id",
            "receivedAt",
            "customer",
            "question",
            "outcome",
            "rule",
            "replyState",
            "replyReason",
            "replyText",
            "replyImageUrl");

    private final ExchangeQueries archive;

    @Inject
    ExchangesResource(ExchangeQueries archive) {
        this.archive = archive;
    }

    /** Some of them. */
    @GET
    @Path("exchanges")
    @Operation(
            summary = "List exchanges",
            description =
                    "What was asked and answered, the newest first; sortable by id. Counted and paged up to 10000:"
                            + " a total of 10000 means as many or more, and older ones are seen with until.")
    public Page<ExchangeView> list(@BeanParam ExchangeFilterForm form, @BeanParam PageRequest paging) {
        List<FieldError> faults = new ArrayList<>();
        ExchangeFilter filter = form.checked(faults);
        PageRequest.Choice choice = paging.checked(Map.of("id", "e.id"), "-id", "e.id", faults);
        if ((long) choice.offset() + choice.size() > ExchangeQueries.MOST_LISTED) {
            faults.add(FieldError.of("page", "must end within the first 10000 items; go further with until"));
        }
        ProblemException.throwIfAny(faults);
        ExchangeQueries.Listed listed = archive.list(filter, choice.orderBy(), choice.size(), choice.offset());
        return choice.of(listed.exchanges(), listed.total());
    }

    /** One of them. */
    @GET
    @Path("exchanges/{id}")
    @Operation(summary = "Read an exchange")
    public ExchangeView read(@PathParam("id") long id) {
        return archive.find(id).orElseThrow(() -> ProblemException.notFound("There is no exchange of this id."));
    }

    /** As a table. */
    @GET
    @Path("exchanges.csv")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(
            summary = "Download exchanges as CSV",
            description = "The newest first, without traces. At most 100000 rows; if there are more, a last row says so"
                    + " and where to go on. UTF-8 with a byte order mark; RFC 4180; an apostrophe stands before what a"
                    + " spreadsheet program would take for a formula.")
    @APIResponse(
            responseCode = "200",
            description = "The table with a line of headings.",
            content = @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    public Response csv(@BeanParam ExchangeFilterForm form) {
        ExchangeQueries.Newest newest = archive.newest(form.checked());
        StreamingOutput body = out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            write(newest, writer);
            writer.flush();
        };
        return Download.csv(body, "exchanges.csv");
    }

    private static void write(ExchangeQueries.Newest newest, Writer writer) throws IOException {
        writer.write(Csv.BYTE_ORDER_MARK + Csv.line(COLUMNS));
        boolean more;
        try {
            more = newest.forEach(MOST_IN_CSV, exchange -> {
                try {
                    writer.write(Csv.line(cells(exchange)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (more) {
            List<String> note = new ArrayList<>(Collections.nCopies(COLUMNS.size(), ""));
            note.set(0, "There are more than " + MOST_IN_CSV + " rows: go on with the last time as until.");
            writer.write(Csv.line(note));
        }
    }

    private static List<String> cells(ExchangeView exchange) {
        Optional<ExchangeView.ReplyView> reply = Optional.ofNullable(exchange.reply());
        return List.of(
                String.valueOf(exchange.id()),
                exchange.receivedAt().toString(),
                text(exchange.customer()),
                text(exchange.question()),
                exchange.outcome(),
                text(exchange.rule()),
                reply.map(said -> said.state().name()).orElse(""),
                reply.map(said -> text(said.reason())).orElse(""),
                reply.map(said -> text(said.text())).orElse(""),
                reply.map(said -> text(said.imageUrl())).orElse(""));
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
