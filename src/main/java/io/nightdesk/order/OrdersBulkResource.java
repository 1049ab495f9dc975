package io.nightdesk.order;

import io.nightdesk.rest.BodyLimit;
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

/** What the shop's systems say of very many orders. */
@Singleton
@Path(OrdersBulkResource.PATH)
@Consumes(OrdersBulkResource.NDJSON)
@RolesAllowed(Role.Name.EDITOR)
public class OrdersBulkResource {

    static final String PATH = "/api/v1/orders/bulk";
    static final String NDJSON = "application/x-ndjson";

    private static final long MOST_BYTES = 256L * 1024 * 1024;

    private final OrderBulkRepository intake;
    private final ValidatingJsonReader reading;

    @Inject
    OrdersBulkResource(OrderBulkRepository intake, ValidatingJsonReader reading) {
        this.intake = intake;
        this.reading = reading;
    }

    @Produces
    @Singleton
    static BodyLimit limit() {
        return new BodyLimit(PATH, MOST_BYTES);
    }

    /** Stores all that are sound. */
    @POST
    @jakarta.ws.rs.Produces(NDJSON)
    @Operation(
            summary = "Create or replace many orders",
            description =
                    "One order as JSON a line, of 10240 bytes at most; up to 256 MiB and 1000000 lines in all. Blank"
                            + " lines are passed over. Lines are stored in batches while they come in, so a request that is cut off"
                            + " has stored the first part; to send all of it again does no harm. A faulty line hinders no other."
                            + " Of two lines with one number the later counts. The answer begins when the body was read.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = NDJSON,
                            schema = @Schema(implementation = OrderForm.class),
                            example = OrdersResource.EXAMPLE))
    @APIResponse(
            responseCode = "200",
            description = "One line for each line that was not blank, in their order, then the sum: how many lines were"
                    + " read, stored and refused, and up to which line each is settled. If the database fails on the way,"
                    + " the sum has a detail that says so, and what follows that line has to be sent again.",
            content =
                    @Content(
                            mediaType = NDJSON,
                            schema = @Schema(oneOf = {BulkResponseWriter.OfALine.class, BulkResponseWriter.Sum.class}),
                            examples = {
                                @ExampleObject(name = "stored", value = "{\"line\": 1, \"status\": \"stored\"}"),
                                @ExampleObject(name = "refused", value = """
                                        {"line": 2, "status": "refused",
                                         "problems": [{"field": "customer", "message": "is required"}]}"""),
                                @ExampleObject(name = "sum", value = """
                                        {"lines": 2, "stored": 1, "refused": 1, "settledUpTo": 2}""")
                            }))
    public StreamingOutput store(InputStream body) throws IOException, SQLException {
        BulkResponseWriter answer = new BulkResponseWriter();
        try {
            new BulkImporter(intake, reading, answer).take(new NdjsonReader(body));
            return answer;
        } catch (IOException | SQLException | RuntimeException e) {
            answer.discard();
            throw e;
        }
    }
}
