package io.nightdesk.audit;

import io.nightdesk.database.SqlCondition;
import io.nightdesk.rest.AdmissionControl;
import io.nightdesk.rest.Csv;
import io.nightdesk.rest.CsvExport;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.QueryNumber;
import io.nightdesk.rest.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Lists and downloads the audit log. For admins only, because it contains the uids of customers. */
@Singleton
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.ADMIN)
public class AuditResource {

    private static final int DEFAULT_SIZE = 50;
    private static final int MAX_SIZE = 200;

    private static final CsvExport<AuditEntry> CSV =
            new CsvExport<>(List.of("id", "at", "by", "kind", "action", "subject", "details"), AuditResource::cells);

    private final AuditQueries entries;
    private final AdmissionControl admissions;

    @Inject
    AuditResource(AuditQueries entries, AdmissionControl admissions) {
        this.entries = entries;
        this.admissions = admissions;
    }

    @GET
    @Path("audit")
    @Operation(
            summary = "List the changes that accounts made",
            description = "The newest first. An entry is stored in the transaction of its change. Entries contain no"
                    + " texts of customers and no passwords.")
    public AuditEntry.Part list(
            @BeanParam AuditFilterForm form,
            @QueryParam("before")
                    @Parameter(
                            description = "Only entries with a smaller id: the field next of the part before.",
                            schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "1"))
                    @Nullable
                    String before,
            @QueryParam("size")
                    @Parameter(
                            description = "The maximum number of entries.",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "200",
                                            defaultValue = "50"))
                    @Nullable
                    String size) {
        List<FieldError> errors = new ArrayList<>();
        SqlCondition condition = form.condition(errors);
        long end = QueryNumber.read("before", before, Long.MAX_VALUE, 1, Long.MAX_VALUE, errors);
        int limit = (int) QueryNumber.read("size", size, DEFAULT_SIZE, 1, MAX_SIZE, errors);
        ProblemException.throwIfAny(errors);
        List<AuditEntry> found = entries.newest(condition, end, limit + 1);
        return found.size() <= limit
                ? new AuditEntry.Part(found, null)
                : new AuditEntry.Part(
                        found.subList(0, limit), found.get(limit - 1).id());
    }

    @GET
    @Path("audit.csv")
    @Produces(Csv.MEDIA_TYPE)
    @Operation(
            summary = "Download the changes that accounts made as CSV",
            description = "The newest first. At most 100000 rows. If there are more, the last row says how to get the"
                    + " rest. The format is RFC 4180 in UTF-8 with a byte order mark. A cell that a spreadsheet program"
                    + " would take for a formula is prefixed with an apostrophe.")
    @APIResponse(
            responseCode = "200",
            description = "The table, with a header row.",
            content = @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING)))
    public Response csv(@BeanParam AuditFilterForm form) {
        List<FieldError> errors = new ArrayList<>();
        SqlCondition condition = form.condition(errors);
        ProblemException.throwIfAny(errors);
        return CSV.download("audit.csv", admissions, () -> entries.newestFirst(condition));
    }

    private static List<String> cells(AuditEntry entry) {
        return List.of(
                String.valueOf(entry.id()),
                entry.at().toString(),
                entry.by(),
                entry.kind().text(),
                entry.action(),
                Objects.requireNonNullElse(entry.subject(), ""),
                entry.details().entrySet().stream()
                        .map(detail -> detail.getKey() + ": " + detail.getValue())
                        .collect(Collectors.joining("; ")));
    }
}
