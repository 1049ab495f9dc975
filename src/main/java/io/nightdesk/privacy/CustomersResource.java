package io.nightdesk.privacy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.history.ExchangeFilter;
import io.nightdesk.history.ExchangeQueries;
import io.nightdesk.rest.Download;
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
import java.io.UncheckedIOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;

/** What is kept on one customer. */
@Singleton
@Path("/api/v1/customers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.ADMIN)
public class CustomersResource {

    private static final Logger LOG = Logger.getLogger(CustomersResource.class);

    private final CustomerDataRepository customers;
    private final ExchangeQueries exchanges;
    private final ObjectMapper json;
    private final SecurityIdentity caller;

    @Inject
    CustomersResource(
            CustomerDataRepository customers, ExchangeQueries exchanges, ObjectMapper json, SecurityIdentity caller) {
        this.customers = customers;
        this.exchanges = exchanges;
        this.json = json;
        this.caller = caller;
    }

    /** Hands it out. */
    @GET
    @Path("{uid}")
    @Extension(name = OpenApiFilter.NEVER_NOT_FOUND, value = "true")
    @Operation(
            summary = "Export all that is kept on a customer",
            description =
                    "Session, orders, refused messages, and all exchanges, the newest first. Of whom nothing is kept"
                            + " the parts are empty.")
    @APIResponse(
            responseCode = "200",
            description = "All that is kept.",
            headers = @Header(name = HttpHeaders.CONTENT_DISPOSITION, ref = HttpHeaders.CONTENT_DISPOSITION),
            content = @Content(schema = @Schema(implementation = CustomerDataView.class)))
    public Response export(@PathParam("uid") String uid) {
        requireUid(uid);
        CustomerDataRepository.Kept kept = customers.kept(uid);
        ExchangeQueries.Newest newest = exchanges.newest(ExchangeFilter.ofCustomer(uid));
        LOG.infof("customer exported: by=%s", caller.getPrincipal().getName());
        StreamingOutput body = out -> write(uid, kept, newest, out);
        return Download.json(body, "customer-" + uid + ".json");
    }

    /** Forgets it. */
    @DELETE
    @Path("{uid}")
    @Extension(name = OpenApiFilter.NEVER_NOT_FOUND, value = "true")
    @Operation(
            summary = "Erase what is kept on a customer",
            description =
                    "Texts, answers, traces, session and orders. What stays of an exchange is the time, the outcome"
                            + " and the rule, for the counts, and the message's id, sender and hash, by which the desk"
                            + " knows that it has answered it: a message that is delivered again is not answered again."
                            + " Until an agent writes again, the desk answers in a session that one had.")
    @APIResponse(
            responseCode = "200",
            description = "Done; see left.",
            content = @Content(schema = @Schema(implementation = ErasedView.class)))
    public ErasedView erase(@PathParam("uid") String uid) {
        requireUid(uid);
        ErasedView erased = customers.erase(uid);
        LOG.infof(
                "customer erased: exchanges=%d orders=%d left=%d by=%s",
                erased.exchanges(),
                erased.orders(),
                erased.left(),
                caller.getPrincipal().getName());
        return erased;
    }

    private void write(String uid, CustomerDataRepository.Kept kept, ExchangeQueries.Newest newest, OutputStream out)
            throws IOException {
        JsonGenerator generator = json.createGenerator(out);
        generator.writeStartObject();
        generator.writeStringField("customer", uid);
        if (kept.session().isPresent()) {
            generator.writeObjectField("session", kept.session().get());
        }
        generator.writeObjectField("sessionChanges", kept.sessionChanges());
        generator.writeObjectField("orders", kept.orders());
        generator.writeObjectField("rejectedFrames", kept.rejectedFrames());
        generator.writeArrayFieldStart("exchanges");
        try {
            newest.forEach(Integer.MAX_VALUE, exchange -> {
                try {
                    generator.writeObject(exchange);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        generator.writeEndArray();
        generator.writeEndObject();
        // Not closed when something failed: closing would end the object as if it were whole.
        generator.flush();
    }

    private static void requireUid(String uid) {
        if (!FrameCodec.isUid(uid)) {
            throw ProblemException.invalid(
                    FieldError.of("uid", "must have from 1 to 64 letters, digits and hyphens of ASCII"));
        }
    }
}
