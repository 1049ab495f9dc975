package io.nightdesk.security;

import io.nightdesk.rest.ConditionalRequest;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.Page;
import io.nightdesk.rest.PageRequest;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;

/** Manages the accounts of the API. */
@Singleton
@Path("/api/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.ADMIN)
public class AccountsResource {

    private static final Logger LOG = Logger.getLogger(AccountsResource.class);
    private static final String ME = "me";
    private static final Map<String, String> SORTABLE =
            Map.of("name", "name", "role", "role", "createdAt", "createdAt", "changedAt", "changedAt");

    private final AccountService accounts;
    private final PasswordHasher passwords;
    private final Authenticator authenticator;
    private final SecurityIdentity caller;

    @Inject
    AccountsResource(
            AccountService accounts, PasswordHasher passwords, Authenticator authenticator, SecurityIdentity caller) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.authenticator = authenticator;
        this.caller = caller;
    }

    @GET
    @Transactional
    @Operation(summary = "List accounts", description = "Sortable by name, role, createdAt and changedAt.")
    public Page<Account> list(@BeanParam PageRequest paging) {
        PageRequest.Choice choice = paging.checked(SORTABLE, "name", "name");
        return choice.of(AccountEntity.page(choice).stream().map(Account::of).toList(), AccountEntity.count());
    }

    @POST
    @Operation(summary = "Create an account")
    @APIResponse(
            responseCode = "201",
            description = "The created account; see Location and ETag.",
            content = @Content(schema = @Schema(implementation = Account.class)))
    @APIResponse(responseCode = "409", description = "An account with this name exists.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = Account.Creation.class),
                            example = Account.Creation.EXAMPLE))
    public Response create(Account.Creation form) {
        List<FieldError> errors = new ArrayList<>(PasswordHasher.validate("password", form.name(), form.password()));
        if (form.name().equals(ME)) {
            errors.add(FieldError.of(
                    "name", "must not be me, which is reserved for the caller's own account", "不能用 me，它由系统保留"));
        }
        ProblemException.throwIfAny(errors);
        String hash = passwords.hash(form.password());
        boolean enabled = form.enabled() == null || form.enabled();
        AccountEntity account = accounts.create(form.name(), hash, form.role(), enabled);
        LOG.infof("Account created: name=%s role=%s by=%s", account.name, account.role, callerName());
        return ConditionalRequest.created(AccountsResource.class, account.name, account.version, Account.of(account));
    }

    @GET
    @Path("{name}")
    @Transactional
    @Operation(summary = "Read an account")
    @APIResponse(
            responseCode = "200",
            description = "The account; see ETag.",
            content = @Content(schema = @Schema(implementation = Account.class)))
    @APIResponse(responseCode = "304", description = "If-None-Match contains the current ETag.")
    public Response read(@PathParam("name") String name, @BeanParam ConditionalRequest precondition) {
        AccountEntity account = AccountEntity.byName(name).orElseThrow(AccountService::unknown);
        return precondition.read(account.version, Account.of(account));
    }

    @PUT
    @Path("{name}")
    @Operation(summary = "Replace an account's role, state and, if given, password")
    @APIResponse(
            responseCode = "200",
            description = "The changed account; see ETag.",
            content = @Content(schema = @Schema(implementation = Account.class)))
    @APIResponse(responseCode = "409", description = "The account is the last enabled admin.")
    @RequestBody(
            required = true,
            content =
                    @Content(schema = @Schema(implementation = Account.Change.class), example = Account.Change.EXAMPLE))
    public Response replace(
            @PathParam("name") String name, @BeanParam ConditionalRequest precondition, Account.Change change) {
        String password = change.password();
        if (password != null) {
            ProblemException.throwIfAny(PasswordHasher.validate("password", name, password));
        }
        Optional<String> hash = Optional.ofNullable(password).map(passwords::hash);
        AccountEntity account = accounts.replace(name, precondition, change.role(), change.enabled(), hash);
        LOG.infof(
                "Account changed: name=%s role=%s enabled=%s by=%s", name, account.role, account.enabled, callerName());
        return ConditionalRequest.changed(account.version, Account.of(account));
    }

    @DELETE
    @Path("{name}")
    @Operation(summary = "Delete an account")
    @APIResponse(responseCode = "204", description = "The account is deleted.")
    @APIResponse(responseCode = "409", description = "The account is the last enabled admin.")
    public void delete(@PathParam("name") String name, @BeanParam ConditionalRequest precondition) {
        accounts.delete(name, precondition);
        LOG.infof("Account deleted: name=%s by=%s", name, callerName());
    }

    @GET
    @Path(ME)
    @Transactional
    @RolesAllowed(Role.Name.VIEWER)
    @Operation(summary = "Read one's own account")
    public Account me() {
        return Account.of(AccountEntity.byName(callerName()).orElseThrow(AccountService::unknown));
    }

    @PUT
    @Path("me/password")
    @RolesAllowed(Role.Name.VIEWER)
    @Operation(summary = "Change one's own password")
    @APIResponse(responseCode = "204", description = "The password is changed; the old one is no longer valid.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = Account.NewPassword.class),
                            example = Account.NewPassword.EXAMPLE))
    public void changePassword(Account.NewPassword change, @Context HttpServerRequest request) {
        String name = callerName();
        List<FieldError> errors = new ArrayList<>(PasswordHasher.validate("replacement", name, change.replacement()));
        // Wrong passwords are delayed as those of a login are.
        Optional<AccountEntity> account = authenticator.authenticate(name, change.current(), ClientAddress.of(request));
        if (account.isEmpty()) {
            errors.add(AccountService.wrongPassword());
        }
        ProblemException.throwIfAny(errors);
        accounts.replacePassword(account.orElseThrow(), passwords.hash(change.replacement()));
        LOG.infof("Password changed: name=%s", name);
    }

    private String callerName() {
        return caller.getPrincipal().getName();
    }
}
