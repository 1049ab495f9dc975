package io.nightdesk.hours;

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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The mode: when the desk answers. */
@Singleton
@Path("/api/v1/hours/mode")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.VIEWER)
public class ModeResource {

    private static final int MAX_REASON_LENGTH = 200;
    private static final Map<String, String> SORTABLE = Map.of("version", "version");

    private final HoursService service;
    private final HoursConfig config;
    private final SecurityIdentity caller;

    @Inject
    ModeResource(HoursService service, HoursConfig config, SecurityIdentity caller) {
        this.service = service;
        this.config = config;
        this.caller = caller;
    }

    @GET
    @Transactional
    @Operation(
            summary = "Read the mode",
            description = "The mode that an administrator set last, or the configured mode with ETag \"0\".")
    @APIResponse(
            responseCode = "200",
            description = "The mode; see ETag.",
            content = @Content(schema = @Schema(implementation = HoursView.ModeChange.class)))
    @APIResponse(responseCode = "304", description = "If-None-Match has the current ETag.")
    public Response read(@BeanParam ConditionalRequest precondition) {
        HoursView.ModeChange current = ModeEntity.newest()
                .map(HoursView.ModeChange::of)
                .orElseGet(() -> HoursView.ModeChange.configured(config.mode()));
        return precondition.read(current.version(), current);
    }

    @PUT
    @RolesAllowed(Role.Name.EDITOR)
    @Operation(
            summary = "Set the mode",
            description =
                    "All replicas apply it within a second. It survives restarts and overrides the configured mode."
                            + " The account and the reason are recorded.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = HoursView.ModeForm.class),
                            examples =
                                    @ExampleObject(
                                            name = "always",
                                            value = "{\"mode\": \"always\", \"reason\": \"Nobody came in today.\"}")))
    @APIResponse(
            responseCode = "200",
            description = "The new mode; see ETag.",
            content = @Content(schema = @Schema(implementation = HoursView.ModeChange.class)))
    public Response set(@BeanParam ConditionalRequest precondition, HoursView.ModeForm form) {
        List<FieldError> errors = new ArrayList<>();
        Optional<Mode> mode = Optional.ofNullable(form.mode()).flatMap(Mode::ofApiName);
        if (mode.isEmpty()) {
            errors.add(FieldError.of("mode", "must be off-hours, always or off", "必须是 off-hours、always 或 off"));
        }
        String reason = Optional.ofNullable(form.reason()).orElse("").strip();
        FieldError.ofLine("reason", reason, MAX_REASON_LENGTH).ifPresent(errors::add);
        ProblemException.throwIfAny(errors);
        HoursView.ModeChange change = service.setMode(
                mode.orElseThrow(), reason, precondition, caller.getPrincipal().getName());
        return ConditionalRequest.changed(change.version(), change);
    }

    @GET
    @Path("changes")
    @Transactional
    @Operation(summary = "List the modes that were set, newest first")
    public Page<HoursView.ModeChange> changes(@BeanParam PageRequest paging) {
        PageRequest.Choice choice = paging.checked(SORTABLE, "-version", "version");
        return choice.of(
                ModeEntity.all(choice.orderBy()).page(choice.page(), choice.size()).stream()
                        .map(HoursView.ModeChange::of)
                        .toList(),
                ModeEntity.count());
    }
}
