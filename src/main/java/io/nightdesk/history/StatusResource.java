package io.nightdesk.history;

import io.nightdesk.rest.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Tells people who have no access to the monitoring whether the desk works. */
@Singleton
@Path("/api/v1/status")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.VIEWER)
public class StatusResource {

    private final StatusQueries queries;

    @Inject
    StatusResource(StatusQueries queries) {
        this.queries = queries;
    }

    @GET
    @Operation(summary = "Read whether the desk receives messages and sends replies")
    public StatusView read() throws SQLException {
        return queries.status();
    }
}
