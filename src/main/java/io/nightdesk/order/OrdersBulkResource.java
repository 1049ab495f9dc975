package io.nightdesk.order;

import io.nightdesk.audit.AuditLog;
import io.nightdesk.rest.Admission;
import io.nightdesk.rest.AdmissionControl;
import io.nightdesk.rest.BodyLimit;
import io.nightdesk.rest.CostlyOperation;
import io.nightdesk.rest.RequestLanguage;
import io.nightdesk.rest.Role;
import io.nightdesk.rest.ValidatingJsonReader;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Bulk import of orders. */
@Singleton
@Path(OrdersBulkResource.PATH)
@Consumes(OrdersBulkResource.NDJSON)
@RolesAllowed(Role.Name.EDITOR)
public class OrdersBulkResource {

    static final String PATH = "/api/v1/orders/bulk";
    static final String NDJSON = "application/x-ndjson";

    private static final int MAX_LINES = 1_000_000;
    private static final long MAX_BODY_BYTES = 256L * 1024 * 1024;

    private final OrderRepository repository;
    private final ValidatingJsonReader jsonReader;
    private final AdmissionControl admissions;
    private final AuditLog audit;

    @Inject
    OrdersBulkResource(
            OrderRepository repository, ValidatingJsonReader jsonReader, AdmissionControl admissions, AuditLog audit) {
        this.repository = repository;
        this.jsonReader = jsonReader;
        this.admissions = admissions;
        this.audit = audit;
    }

    @Produces
    @Singleton
    static BodyLimit limit() {
        return new BodyLimit(PATH, MAX_BODY_BYTES);
    }

    @POST
    @jakarta.ws.rs.Produces(NDJSON)
    @Operation(
            summary = "Create or replace many orders",
            description = "One order as JSON per line, at most 10240 bytes per line, and at most 256 MiB and 1000000"
                    + " lines in total. Blank lines are skipped. Lines are stored in batches while the body is"
                    + " read, so an interrupted request has stored its first part; sending it again is safe. An"
                    + " invalid line does not affect the others. Of several lines with the same number the last"
                    + " one is stored. Processing ends after about 10000 rejected lines. The response starts after the"
                    + " body was read.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = NDJSON,
                            schema = @Schema(implementation = OrderForm.class),
                            example = OrdersResource.EXAMPLE))
    @APIResponse(
            responseCode = "200",
            description = "One line for each line of the request that is not blank, in the same order, then a"
                    + " summary: how many lines were read, stored and rejected, and the last line of which the"
                    + " result is final. If the database fails in the middle, the summary has a detail, and the"
                    + " lines after that one must be sent again.",
            content =
                    @Content(
                            mediaType = NDJSON,
                            schema =
                                    @Schema(
                                            oneOf = {
                                                BulkResponseWriter.LineResult.class,
                                                BulkResponseWriter.Summary.class
                                            }),
                            examples = {
                                @ExampleObject(name = "stored", value = "{\"line\": 1, \"status\": \"stored\"}"),
                                @ExampleObject(name = "rejected", value = """
                                        {"line": 2, "status": "rejected",
                                         "problems": [{"field": "customer", "message": "is required"}]}"""),
                                @ExampleObject(name = "summary", value = """
                                        {"lines": 2, "stored": 1, "rejected": 1, "processedUpTo": 2}""")
                            }))
    public StreamingOutput store(InputStream body) throws IOException, SQLException {
        Admission admitted = admissions.enter(CostlyOperation.BULK);
        try {
            return importAll(body);
        } finally {
            admitted.close();
        }
    }

    private StreamingOutput importAll(InputStream body) throws IOException, SQLException {
        BulkResponseWriter response = new BulkResponseWriter(RequestLanguage.current());
        try {
            new BulkImporter(new AuditedOrderStore(repository, audit), jsonReader, response, MAX_LINES)
                    .importAll(new NdjsonReader(body));
            return response;
        } catch (IOException | SQLException | RuntimeException e) {
            response.discard();
            throw e;
        }
    }
}
