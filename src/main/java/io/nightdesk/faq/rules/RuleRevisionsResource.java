package io.nightdesk.faq.rules;

import io.nightdesk.rest.ConditionalRequest;
import io.nightdesk.rest.Page;
import io.nightdesk.rest.PageRequest;
import io.nightdesk.rest.Role;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Reads and restores the revisions of a rule. */
@Singleton
@Path("/api/v1/rules/{key}/revisions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.EDITOR)
public class RuleRevisionsResource {

    private final RuleService rules;
    private final SecurityIdentity caller;

    @Inject
    RuleRevisionsResource(RuleService rules, SecurityIdentity caller) {
        this.rules = rules;
        this.caller = caller;
    }

    @GET
    @Transactional
    @RolesAllowed(Role.Name.VIEWER)
    @Operation(
            summary = "List the changes of a rule, the newest first",
            description = "Who changed the rule, when, and which fields. Deleted rules have revisions too.")
    public Page<RevisionView> list(@PathParam("key") String key, @BeanParam PageRequest paging) {
        PageRequest.Choice page = paging.checked(Map.of("version", "version"), "-version", "version");
        PanacheQuery<FaqRuleRevisionEntity> found = FaqRuleRevisionEntity.findNewestFirst(key);
        long total = found.count();
        if (total == 0 && !FaqRuleEntity.exists(key)) {
            throw RuleService.notFound();
        }
        return page.of(
                found.page(page.page(), page.size()).stream()
                        .map(RevisionView::of)
                        .toList(),
                total);
    }

    @POST
    @Path("{version}/restore")
    @Operation(
            summary = "Restore a revision of a rule",
            description =
                    "Replaces the rule by the revision. A deleted rule is created again; then If-Match must be *.")
    @APIResponse(
            responseCode = "200",
            description = "The rule after the change; see ETag.",
            content = @Content(schema = @Schema(implementation = RuleView.Saved.class)))
    public Response restore(
            @PathParam("key") String key,
            @PathParam("version") @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
                    String version,
            @BeanParam ConditionalRequest precondition) {
        String author = caller.getPrincipal().getName();
        return RulesResource.changed(rules.restore(key, parse(version), precondition, author));
    }

    private static long parse(String version) {
        try {
            return Long.parseLong(version);
        } catch (NumberFormatException e) {
            throw RuleService.revisionNotFound();
        }
    }
}
