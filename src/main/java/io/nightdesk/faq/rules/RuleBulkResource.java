package io.nightdesk.faq.rules;

import io.nightdesk.rest.Role;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Changes many rules at once. */
@Singleton
@Path("/api/v1/rules/bulk")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.EDITOR)
public class RuleBulkResource {

    private final RuleBulkService bulk;
    private final SecurityIdentity caller;

    @Inject
    RuleBulkResource(RuleBulkService bulk, SecurityIdentity caller) {
        this.bulk = bulk;
        this.caller = caller;
    }

    @POST
    @Operation(
            summary = "Change all rules of a search, or preview what that would do",
            description = "The parameters select rules as they do in the list. Without apply it is a preview. To apply"
                    + " the change, send matched with the number of rules that the preview returned: if others are"
                    + " selected by then, nothing is changed. All rules are changed together or, if one has an error,"
                    + " none; each gets a revision and can be restored. At most 20000 rules.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = BulkForm.class), example = BulkForm.EXAMPLE))
    @APIResponse(
            responseCode = "200",
            description = "What was changed or, without apply, would be changed.",
            content = @Content(schema = @Schema(implementation = BulkView.class)))
    @APIResponse(responseCode = "409", description = "The number of selected rules is not the one in matched.")
    public BulkView change(@BeanParam RuleSearchForm filter, BulkForm form) {
        RuleSearch search = form.validated(filter);
        BulkChange change = form.toChange();
        if (!form.applies()) {
            return BulkView.of(bulk.preview(search, change), false);
        }
        String author = caller.getPrincipal().getName();
        return BulkView.of(bulk.apply(search, change, Objects.requireNonNull(form.matched()), author), true);
    }
}
