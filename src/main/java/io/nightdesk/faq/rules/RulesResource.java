package io.nightdesk.faq.rules;

import io.nightdesk.rest.ConditionalRequest;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.Page;
import io.nightdesk.rest.PageRequest;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Reads and changes rules. */
@Singleton
@Path("/api/v1/rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.EDITOR)
public class RulesResource {

    public static final String SAMPLE = """
            {"key": "refund-time", "title": "退款多久到账",
             "triggers": {"keywords": [{"all": ["退款"], "any": ["多久", "几天", "到账"]}],
                          "examples": ["退款什么时候到账", "How long does a refund take?"]},
             "answers": {"variants": [{"zh": "退款会在 1 到 3 个工作日内原路退回。",
                                       "en": "Refunds take 1 to 3 working days."}]}}""";

    private static final Map<String, String> SORTABLE_FIELDS = Map.of(
            "key", "key", "title", "title", "priority", "priority", "enabled", "enabled", "changedAt", "changedAt");

    private final RuleService rules;
    private final RuleProblemFinder problems;
    private final SecurityIdentity caller;

    @Inject
    RulesResource(RuleService rules, RuleProblemFinder problems, SecurityIdentity caller) {
        this.rules = rules;
        this.problems = problems;
        this.caller = caller;
    }

    @GET
    @Transactional
    @RolesAllowed(Role.Name.VIEWER)
    @Operation(
            summary = "List and search rules",
            description = "Returns the rules that meet all filters. They can be sorted by key, title, priority, enabled"
                    + " and changedAt.")
    public Page<RuleView> list(@BeanParam RuleSearchForm form, @BeanParam PageRequest paging) {
        List<FieldError> errors = new ArrayList<>();
        PageRequest.Choice page = paging.checked(SORTABLE_FIELDS, "key", "key", errors);
        RuleSearch search = form.validated(errors);
        ProblemException.throwIfAny(errors);
        PanacheQuery<FaqRuleEntity> found = FaqRuleEntity.search(search, page.orderBy());
        return page.of(
                found.page(page.page(), page.size()).stream().map(RuleView::of).toList(), found.count());
    }

    @POST
    @Operation(
            summary = "Create a rule",
            description = "The rule is in force within a second. An invalid rule is rejected with all its errors. A"
                    + " rule that is valid but weak is saved, and the response has warnings.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = RuleForm.class),
                            examples = @ExampleObject(name = "refund", value = SAMPLE)))
    @APIResponse(
            responseCode = "201",
            description = "The rule was created; see Location and ETag.",
            content = @Content(schema = @Schema(implementation = RuleView.Saved.class)))
    @APIResponse(responseCode = "409", description = "A rule with this key already exists.")
    public Response create(RuleForm form) {
        RuleChange change = rules.create(form, author());
        StoredRule stored = change.stored();
        return ConditionalRequest.created(
                RulesResource.class, stored.key(), stored.version(), RuleView.Saved.of(change));
    }

    @GET
    @Path("problems")
    @RolesAllowed(Role.Name.VIEWER)
    @Operation(
            summary = "List errors and warnings about all rules",
            description = "Warnings: triggers that another rule always beats, questions that two rules have, questions"
                    + " that are almost the same, a validity in the past, menu entries that do not exist, and more."
                    + " Errors: invalid rules that were written to the database without using the API, or that an earlier"
                    + " release accepted. They match nothing; all other rules are in force.")
    public Page<RuleProblem> problems(@BeanParam PageRequest paging) {
        PageRequest.Choice page = paging.checked(Map.of("rule", "rule"), "rule", "rule");
        List<RuleProblem> found = problems.find();
        return page.of(found.stream().skip(page.offset()).limit(page.size()).toList(), found.size());
    }

    @POST
    @Path("validate")
    @Operation(
            summary = "List errors and warnings about a draft",
            description = "Nothing is stored. A draft with errors could not be saved; its warnings are not looked for.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = RuleForm.class),
                            examples = @ExampleObject(name = "refund", value = SAMPLE)))
    public RuleView.Validated validate(RuleForm draft) {
        return new RuleView.Validated(problems.find(draft));
    }

    @GET
    @Path("{key}")
    @Transactional
    @RolesAllowed(Role.Name.VIEWER)
    @Operation(summary = "Read a rule")
    @APIResponse(
            responseCode = "200",
            description = "The rule; see ETag.",
            content = @Content(schema = @Schema(implementation = RuleView.class)))
    @APIResponse(responseCode = "304", description = "The version in If-None-Match is the newest.")
    public Response read(@PathParam("key") String key, @BeanParam ConditionalRequest precondition) {
        FaqRuleEntity entity = FaqRuleEntity.findByKey(key).orElseThrow(RuleService::notFound);
        return precondition.read(entity.version, RuleView.of(entity));
    }

    @PUT
    @Path("{key}")
    @Operation(
            summary = "Replace a rule",
            description = "The body may leave out the key. If it has one, it must be the key in the path.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = RuleForm.class),
                            examples = @ExampleObject(name = "refund", value = SAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The rule after the change; see ETag.",
            content = @Content(schema = @Schema(implementation = RuleView.Saved.class)))
    public Response replace(@PathParam("key") String key, @BeanParam ConditionalRequest precondition, RuleForm form) {
        return changed(rules.replace(key, precondition, form, author()));
    }

    @POST
    @Path("{key}/enable")
    @Operation(summary = "Enable a rule")
    @APIResponse(
            responseCode = "200",
            description = "The rule after the change; see ETag.",
            content = @Content(schema = @Schema(implementation = RuleView.Saved.class)))
    public Response enable(@PathParam("key") String key, @BeanParam ConditionalRequest precondition) {
        return changed(rules.enable(key, precondition, author()));
    }

    @POST
    @Path("{key}/disable")
    @Operation(
            summary = "Disable a rule",
            description = "The rule is kept unchanged, but no longer answers and is left out of menus. A rule that is"
                    + " invalid, and could not be saved like this, can be disabled too.")
    @APIResponse(
            responseCode = "200",
            description = "The rule after the change; see ETag.",
            content = @Content(schema = @Schema(implementation = RuleView.Saved.class)))
    public Response disable(@PathParam("key") String key, @BeanParam ConditionalRequest precondition) {
        return changed(rules.disable(key, precondition, author()));
    }

    @DELETE
    @Path("{key}")
    @Operation(
            summary = "Delete a rule",
            description = "Its revisions are kept, and any of them can be restored. Menus of other rules keep their"
                    + " entries for it, but customers no longer see these. To find such menus beforehand, list the rules"
                    + " with the parameter offers.")
    @APIResponse(
            responseCode = "200",
            description = "The rule was deleted, with warnings.",
            content = @Content(schema = @Schema(implementation = RuleView.Deleted.class)))
    @APIResponse(responseCode = "204", description = "The rule was deleted.")
    public Response delete(@PathParam("key") String key, @BeanParam ConditionalRequest precondition) {
        List<RuleProblem> warnings = rules.delete(key, precondition, author()).stream()
                .map(warning -> RuleProblem.warning(key, warning))
                .toList();
        return warnings.isEmpty()
                ? Response.noContent().build()
                : Response.ok(new RuleView.Deleted(warnings)).build();
    }

    /** The response to a change. */
    static Response changed(RuleChange change) {
        return ConditionalRequest.changed(change.stored().version(), RuleView.Saved.of(change));
    }

    private String author() {
        return caller.getPrincipal().getName();
    }
}
