package io.nightdesk.security;

import io.nightdesk.rest.ConditionalRequest;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.Page;
import io.nightdesk.rest.PageRequest;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
import io.quarkus.security.identity.SecurityIdentity;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
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

/** Who may use the API. */
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

    private final PasswordHasher passwords;
    private final SecurityIdentity caller;
    private final Clock clock;

    @Inject
    AccountsResource(PasswordHasher passwords, SecurityIdentity caller, Clock clock) {
        this.passwords = passwords;
        this.caller = caller;
        this.clock = clock;
    }

    /** All of them. */
    @GET
    @Transactional
    @Operation(summary = "List accounts", description = "Sortable by name, role, createdAt and changedAt.")
    public Page<Account> list(@BeanParam PageRequest paging) {
        PageRequest.Choice choice = paging.checked(SORTABLE, "name", "name");
        return choice.of(AccountEntity.page(choice).stream().map(Account::of).toList(), AccountEntity.count());
    }

    /** Makes one. */
    @POST
    @Transactional
    @Operation(summary = "Create an account")
    @APIResponse(
            responseCode = "201",
            description = "Made; see Location and ETag.",
            content = @Content(schema = @Schema(implementation = Account.class)))
    @APIResponse(responseCode = "409", description = "There is an account of this name.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = Account.Fresh.class), example = Account.Fresh.EXAMPLE))
    public Response create(Account.Fresh fresh, UriInfo uri) {
        List<FieldError> faults = new ArrayList<>(PasswordHasher.faults("password", fresh.name(), fresh.password()));
        if (fresh.name().equals(ME)) {
            faults.add(FieldError.of("name", "must not be me, which stands for whoever asks"));
        }
        ProblemException.throwIfAny(faults);
        String hash = passwords.hash(fresh.password());
        boolean enabled = fresh.enabled() == null || fresh.enabled();
        if (!AccountEntity.insert(fresh.name(), hash, fresh.role(), enabled, clock.instant())) {
            throw ProblemException.conflict("There is an account of this name.");
        }
        LOG.infof(
                "account made: name=%s role=%s by=%s",
                fresh.name(), fresh.role().text(), name());
        AccountEntity row = AccountEntity.named(fresh.name()).orElseThrow();
        return ConditionalRequest.created(
                uri.getAbsolutePathBuilder().path(row.name).build(), row.version, Account.of(row));
    }

    /** One of them. */
    @GET
    @Path("{name}")
    @Transactional
    @Operation(summary = "Read an account")
    @APIResponse(
            responseCode = "200",
            description = "The account; see ETag.",
            content = @Content(schema = @Schema(implementation = Account.class)))
    @APIResponse(responseCode = "304", description = "If-None-Match has the newest ETag.")
    public Response read(@PathParam("name") String name, @BeanParam ConditionalRequest precondition) {
        AccountEntity row = AccountEntity.named(name).orElseThrow(AccountsResource::unknown);
        return precondition.read(row.version, Account.of(row));
    }

    /** Changes role, state and password. */
    @PUT
    @Path("{name}")
    @Transactional
    @Operation(summary = "Replace an account's role, state and, if given, password")
    @APIResponse(
            responseCode = "200",
            description = "As it is now; see ETag.",
            content = @Content(schema = @Schema(implementation = Account.class)))
    @APIResponse(responseCode = "409", description = "It is the last enabled admin.")
    @RequestBody(
            required = true,
            content =
                    @Content(schema = @Schema(implementation = Account.Change.class), example = Account.Change.EXAMPLE))
    public Response replace(
            @PathParam("name") String name, @BeanParam ConditionalRequest precondition, Account.Change change) {
        String password = change.password();
        if (password != null) {
            ProblemException.throwIfAny(PasswordHasher.faults("password", name, password));
        }
        Optional<String> hash = Optional.ofNullable(password).map(passwords::hash);
        List<AccountEntity> admins = AccountEntity.lockedAdmins();
        AccountEntity row = locked(name, precondition);
        if (change.role() != Role.ADMIN || !change.enabled()) {
            requireAnother(admins, row);
        }
        row.role = change.role().text();
        row.enabled = change.enabled();
        hash.ifPresent(fresh -> row.passwordHash = fresh);
        row.changed(clock.instant());
        LOG.infof("account changed: name=%s role=%s enabled=%s by=%s", name, row.role, row.enabled, name());
        return ConditionalRequest.changed(row.version, Account.of(row));
    }

    /** Removes one. */
    @DELETE
    @Path("{name}")
    @Transactional
    @Operation(summary = "Delete an account")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "409", description = "It is the last enabled admin.")
    public void delete(@PathParam("name") String name, @BeanParam ConditionalRequest precondition) {
        List<AccountEntity> admins = AccountEntity.lockedAdmins();
        AccountEntity row = locked(name, precondition);
        requireAnother(admins, row);
        row.delete();
        LOG.infof("account deleted: name=%s by=%s", row.name, name());
    }

    /** Whoever asks. */
    @GET
    @Path(ME)
    @Transactional
    @RolesAllowed(Role.Name.VIEWER)
    @Operation(summary = "Read one's own account")
    public Account me() {
        return Account.of(own());
    }

    /** Changes the password of whoever asks. */
    @PUT
    @Path("me/password")
    @Transactional
    @RolesAllowed(Role.Name.VIEWER)
    @Operation(summary = "Change one's own password")
    @APIResponse(responseCode = "204", description = "The new password holds from now on, the old one no more.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = Account.NewPassword.class),
                            example = Account.NewPassword.EXAMPLE))
    public void changePassword(Account.NewPassword change) {
        List<FieldError> faults = new ArrayList<>(PasswordHasher.faults("replacement", name(), change.replacement()));
        if (!passwords.matches(change.current(), Optional.of(own().passwordHash))) {
            faults.add(FieldError.of("current", "must be the password of this account"));
        }
        ProblemException.throwIfAny(faults);
        String hash = passwords.hash(change.replacement());
        AccountEntity row = AccountEntity.locked(name()).orElseThrow(AccountsResource::unknown);
        row.passwordHash = hash;
        row.changed(clock.instant());
        LOG.infof("password changed: name=%s", row.name);
    }

    private static AccountEntity locked(String name, ConditionalRequest precondition) {
        AccountEntity row = AccountEntity.locked(name).orElseThrow(AccountsResource::unknown);
        precondition.requireMatch(row.version);
        return row;
    }

    private static void requireAnother(List<AccountEntity> admins, AccountEntity row) {
        if (admins.stream().allMatch(row::equals) && row.enabled && row.role() == Role.ADMIN) {
            throw ProblemException.conflict(
                    "It is the last enabled admin: make another account an admin before you take this one away.");
        }
    }

    private AccountEntity own() {
        return AccountEntity.named(name()).orElseThrow(AccountsResource::unknown);
    }

    private String name() {
        return caller.getPrincipal().getName();
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("There is no account of this name.");
    }
}
