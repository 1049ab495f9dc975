package io.nightdesk.history;

import io.nightdesk.rest.AdmissionControl;
import io.nightdesk.rest.Csv;
import io.nightdesk.rest.CsvExport;
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
import java.util.ArrayList;
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

/** Lists and downloads exchanges. For roles that may read customers' texts. */
@Singleton
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.EDITOR)
public class ExchangesResource {

    private static final CsvExport<ExchangeView> CSV = new CsvExport<>(
            List.of(
                    "id",
                    "receivedAt",
                    "customer",
                    "question",
                    "outcome",
                    "rule",
                    "replyState",
                    "replyReason",
                    "replyText",
                    "replyImageUrl"),
            ExchangesResource::cells);

    private final ExchangeQueries exchanges;
    private final AdmissionControl admissions;

    @Inject
    ExchangesResource(ExchangeQueries exchanges, AdmissionControl admissions) {
        this.exchanges = exchanges;
        this.admissions = admissions;
    }

    @GET
    @Path("exchanges")
    @Operation(
            summary = "List exchanges",
            description = "The newest first. Sortable by id. Only the first 10000 exchanges are counted and listed:"
                    + " a total of 10000 means 10000 or more. Use until to list older ones.")
    public Page<ExchangeView> list(@BeanParam ExchangeFilterForm form, @BeanParam PageRequest paging) {
        List<FieldError> errors = new ArrayList<>();
        ExchangeFilter filter = form.toFilter(errors);
        PageRequest.Choice choice = paging.checked(Map.of("id", "e.id"), "-id", "e.id", errors);
        if ((long) choice.offset() + choice.size() > ExchangeQueries.MAX_LISTED) {
            errors.add(FieldError.of(
                    "page",
                    "must end within the first 10000 items; use until to list older ones",
                    "只能翻到第 10000 条；更早的记录请用 until 查询"));
        }
        ProblemException.throwIfAny(errors);
        ExchangeQueries.Listing listing = exchanges.list(filter, choice.orderBy(), choice.size(), choice.offset());
        return choice.of(listing.exchanges(), listing.total());
    }

    @GET
    @Path("exchanges/{id}")
    @Operation(summary = "Read an exchange")
    public ExchangeView read(@PathParam("id") long id) {
        return exchanges.find(id).orElseThrow(() -> ProblemException.notFound("No exchange has this id.", "没有这条记录。"));
    }

    @GET
    @Path("exchanges.csv")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(
            summary = "Download exchanges as CSV",
            description = "The newest first, without traces. At most 100000 rows. If there are more, the last row says"
                    + " how to get the rest. The format is RFC 4180 in UTF-8 with a byte order mark. A cell that a"
                    + " spreadsheet program would take for a formula is prefixed with an apostrophe.")
    @APIResponse(
            responseCode = "200",
            description = "The table, with a header row.",
            content = @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    public Response csv(@BeanParam ExchangeFilterForm form) {
        ExchangeFilter filter = form.toFilter();
        return CSV.download("exchanges.csv", admissions, () -> exchanges.newestFirst(filter));
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
                reply.map(view -> view.state().name()).orElse(""),
                reply.map(view -> text(view.reason())).orElse(""),
                reply.map(view -> text(view.text())).orElse(""),
                reply.map(view -> text(view.imageUrl())).orElse(""));
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
