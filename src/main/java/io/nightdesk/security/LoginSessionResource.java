package io.nightdesk.security;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;

/** Logs browsers in and out. Programs use HTTP Basic and need no login. */
@Singleton
@Path("/api/v1/session")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LoginSessionResource {

    private static final Logger LOG = Logger.getLogger(LoginSessionResource.class);

    private final Authenticator authenticator;
    private final LoginSessionRepository sessions;
    private final SecurityIdentity identity;
    private final SecureRandom random = new SecureRandom();

    @Inject
    LoginSessionResource(Authenticator authenticator, LoginSessionRepository sessions, SecurityIdentity identity) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.identity = identity;
    }

    @GET
    @RolesAllowed(Role.Name.VIEWER)
    @Operation(summary = "Read who is logged in", description = "Works with HTTP Basic, too.")
    public LoginSessionView read() {
        return LoginSessionView.of(Caller.of(identity));
    }

    /** A login that the browser has already stays valid until it expires: another page may be using it. */
    @POST
    @PermitAll
    @Operation(
            summary = "Log in",
            description =
                    "Sets a cookie, which authenticates further requests until 12 hours after the last one. A change of the"
                            + " account's password, role or state ends the login. An account has at most 20 logins: a further one"
                            + " ends the one that expires first.")
    @APIResponse(
            responseCode = "200",
            description = "The account is logged in.",
            headers =
                    @Header(
                            name = HttpHeaders.SET_COOKIE,
                            description = "The cookie nightdesk_session.",
                            schema = @Schema(implementation = String.class)),
            content = @Content(schema = @Schema(implementation = LoginSessionView.class)))
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = LoginSessionView.Login.class),
                            example = LoginSessionView.Login.EXAMPLE))
    public Response logIn(LoginSessionView.Login login, @Context HttpServerRequest request) throws SQLException {
        AccountEntity account = authenticator
                .authenticate(login.username(), login.password(), ClientAddress.of(request))
                .orElseThrow(() -> wrongCredentials(request));
        LoginToken token = LoginToken.create(random);
        if (!sessions.create(token, account.name, account.version)) {
            throw wrongCredentials(request);
        }
        LOG.infof("Logged in: name=%s", account.name);
        return Response.ok(LoginSessionView.of(Caller.of(account)))
                .cookie(SessionCookie.create(token, request))
                .build();
    }

    @DELETE
    @RolesAllowed(Role.Name.VIEWER)
    @Operation(
            summary = "Log out",
            description = "Ends the login whose cookie the request has. The account's other logins stay.")
    @APIResponse(
            responseCode = "204",
            description = "The cookie is no longer valid.",
            headers =
                    @Header(
                            name = HttpHeaders.SET_COOKIE,
                            description = "Deletes the cookie nightdesk_session.",
                            schema = @Schema(implementation = String.class)))
    public Response logOut(@Context HttpServerRequest request) throws SQLException {
        Optional<LoginToken> token = SessionCookie.token(request);
        if (token.isPresent()) {
            sessions.delete(token.get());
            LOG.infof("Logged out: name=%s", identity.getPrincipal().getName());
        }
        return Response.noContent().cookie(SessionCookie.delete(request)).build();
    }

    private static ProblemException wrongCredentials(HttpServerRequest request) {
        return ProblemException.unauthenticated(
                LocalizedMessage.of("No account that is enabled has this name and password.", "账号名或密码不正确，或账号已停用。"),
                Challenge.of(request));
    }
}
