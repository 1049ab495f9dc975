package io.nightdesk.privacy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.history.ExchangeFilter;
import io.nightdesk.history.ExchangeQueries;
import io.nightdesk.history.ExchangeView;
import io.nightdesk.rest.Admission;
import io.nightdesk.rest.AdmissionControl;
import io.nightdesk.rest.CostlyOperation;
import io.nightdesk.rest.Download;
import io.nightdesk.rest.ExportRows;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.OpenApiFilter;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;

/** Exports and erases the data about one customer. */
@Singleton
@Path("/api/v1/customers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.ADMIN)
public class CustomersResource {

    private static final Logger LOG = Logger.getLogger(CustomersResource.class);

    private final CustomerDataRepository customers;
    private final ExchangeQueries exchanges;
    private final AdmissionControl admissions;
    private final ObjectMapper json;
    private final SecurityIdentity caller;

    @Inject
    CustomersResource(
            CustomerDataRepository customers,
            ExchangeQueries exchanges,
            AdmissionControl admissions,
            ObjectMapper json,
            SecurityIdentity caller) {
        this.customers = customers;
        this.exchanges = exchanges;
        this.admissions = admissions;
        this.json = json;
        this.caller = caller;
    }

    @GET
    @Path("{uid}")
    @Extension(name = OpenApiFilter.NEVER_NOT_FOUND, value = "true")
    @Operation(
            summary = "Export everything that is stored about a customer",
            description =
                    "The session, its manual changes, the orders, the rejected frames, the entries of the audit log, and"
                            + " all exchanges, the newest first. The export is recorded. The parts are empty for a customer about whom nothing is stored.")
    @APIResponse(
            responseCode = "200",
            description = "Everything that is stored.",
            headers = @Header(name = HttpHeaders.CONTENT_DISPOSITION, ref = HttpHeaders.CONTENT_DISPOSITION),
            content = @Content(schema = @Schema(implementation = CustomerDataView.class)))
    public Response export(@PathParam("uid") String uid) {
        requireUid(uid);
        String author = caller.getPrincipal().getName();
        StreamingOutput body = out -> {
            Admission admitted = admissions.enter(CostlyOperation.EXPORT);
            try {
                CustomerDataRepository.CustomerData data = customers.find(uid);
                ExportRows<ExchangeView> newestFirst = exchanges.newestFirst(ExchangeFilter.forCustomer(uid));
                customers.recordExport(uid, author);
                LOG.infof("Customer exported: by=%s", author);
                write(uid, data, newestFirst, out);
            } finally {
                admitted.close();
            }
        };
        return Download.json(body, "customer-" + uid + ".json");
    }

    @DELETE
    @Path("{uid}")
    @Extension(name = OpenApiFilter.NEVER_NOT_FOUND, value = "true")
    @Operation(
            summary = "Erase what is stored about a customer",
            description =
                    "Erases texts, replies, traces, rejected frames, orders and the session. An exchange keeps the time,"
                            + " the outcome and the rule for the statistics, and the message's id, sender and hash, so that a"
                            + " redelivered message is not answered again. Entries of the audit log lose the customer's uid"
                            + " and the numbers of orders. An agent's takeover of the session ends with the erasure.")
    @APIResponse(
            responseCode = "200",
            description = "Erased, except for the exchanges counted in remaining.",
            content = @Content(schema = @Schema(implementation = ErasedView.class)))
    public ErasedView erase(@PathParam("uid") String uid) {
        requireUid(uid);
        ErasedView erased = customers.erase(uid);
        LOG.infof(
                "Customer erased: exchanges=%d orders=%d remaining=%d by=%s",
                erased.exchanges(),
                erased.orders(),
                erased.remaining(),
                caller.getPrincipal().getName());
        return erased;
    }

    private void write(
            String uid,
            CustomerDataRepository.CustomerData data,
            ExportRows<ExchangeView> newestFirst,
            OutputStream out)
            throws IOException {
        JsonGenerator generator = json.createGenerator(out);
        generator.writeStartObject();
        generator.writeStringField("customer", uid);
        if (data.session().isPresent()) {
            generator.writeObjectField("session", data.session().get());
        }
        writeArray(generator, "sessionChanges", data.sessionChanges());
        writeArray(generator, "orders", data.orders());
        writeArray(generator, "rejectedFrames", data.rejectedFrames());
        writeArray(generator, "auditEntries", data.auditEntries());
        writeArray(generator, "exchanges", newestFirst);
        generator.writeEndObject();
        // Not closed after a failure: that would end the object, and the truncated export would look complete.
        generator.flush();
    }

    private static void writeArray(JsonGenerator generator, String field, ExportRows<?> rows) throws IOException {
        generator.writeArrayFieldStart(field);
        rows.forEach(generator::writeObject);
        generator.writeEndArray();
    }

    private static void requireUid(String uid) {
        if (!FrameCodec.isUid(uid)) {
            throw ProblemException.invalid(FieldError.of(
                    "uid", "must have 1 to 64 ASCII letters, digits or hyphens", "只能是 1 到 64 个英文字母、数字或连字符"));
        }
    }
}
