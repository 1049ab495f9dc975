package io.nightdesk.faq.rules;

import io.nightdesk.faq.rules.FaqRuleRevisionEntity.Action;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The rules, as shop admins keep them. */
@Singleton
@Path("/api/v1/rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.EDITOR)
public class RulesResource {

    private static final Map<String, String> SORTABLE = Map.of(
            "key", "key", "title", "title", "priority", "priority", "enabled", "enabled", "changedAt", "changedAt");
    private static final Map<String, String> IN_ORDER = Map.of("rule", "rule");
    private static final int MAX_SEARCH = 200;

    public static final String SAMPLE = """
            {"key": "refund-time", "title": "退款多久到账",
             "triggers": {"keywords": [{"all": ["退款"], "any": ["多久", "几天", "到账"]}],
                          "examples": ["退款什么时候到账", "How long does a refund take?"]},
             "answers": {"variants": [{"zh": "退款会在 1 到 3 个工作日内原路退回。",
                                       "en": "Refunds take 1 to 3 working days."}]}}""";

    private final RuleService editor;
    private final RuleReview review;
    private final SecurityIdentity caller;

    @Inject
    RulesResource(RuleService editor, RuleReview review, SecurityIdentity caller) {
        this.editor = editor;
        this.review = review;
        this.caller = caller;
    }

    /** Those looked for. */
    @GET
    @Transactional
    @RolesAllowed(Role.Name.VIEWER)
    @Operation(
            summary = "List and search rules",
            description = "Sortable by key, title, priority, enabled and changedAt. All filters given must hold.")
    public Page<RuleView> list(
            @QueryParam("q")
                    @Parameter(description = "Occurs in key, title, tags, triggers or answers; case and width ignored.")
                    @Nullable
                    String q,
            @QueryParam("enabled")
                    @Parameter(
                            description = "Whether the rule is enabled.",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    @Nullable
                    String enabled,
            @QueryParam("tag") @Parameter(description = "A tag that the rule has.") @Nullable String tag,
            @BeanParam PageRequest paging) {
        List<FieldError> faults = new ArrayList<>();
        PageRequest.Choice choice = paging.checked(SORTABLE, "key", "key", faults);
        RuleSearch search = new RuleSearch(text("q", q, faults), truth(enabled, faults), text("tag", tag, faults));
        ProblemException.throwIfAny(faults);
        PanacheQuery<FaqRuleEntity> found = FaqRuleEntity.search(search, choice.orderBy());
        return choice.of(
                found.page(choice.page(), choice.size()).stream()
                        .map(RuleView::of)
                        .toList(),
                found.count());
    }

    /** Makes one. */
    @POST
    @Operation(
            summary = "Create a rule",
            description = "It is in force within a second. Everything that forbids it is said at once; what is only"
                    + " weak about it comes back as warnings.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = RuleForm.class),
                            examples = @ExampleObject(name = "refund", value = SAMPLE)))
    @APIResponse(
            responseCode = "201",
            description = "Made; see Location and ETag.",
            content = @Content(schema = @Schema(implementation = RuleView.Saved.class)))
    @APIResponse(responseCode = "409", description = "There is a rule of this key.")
    public Response create(RuleForm form, UriInfo uri) {
        FaqRuleEntity row = editor.change(() -> editor.create(form, name(), Action.CREATED));
        return ConditionalRequest.created(
                uri.getAbsolutePathBuilder().path(row.key).build(), row.version, saved(row));
    }

    /** What is wrong or weak. */
    @GET
    @Path("problems")
    @RolesAllowed(Role.Name.VIEWER)
    @Operation(
            summary = "List what is wrong or weak about rules",
            description = "Rules that another one always beats, questions that two rules have, examples that say"
                    + " nearly the same, validity that has passed, menu entries that are gone, and rules that were"
                    + " broken in the database.")
    public Page<RuleProblem> problems(@BeanParam PageRequest paging) {
        PageRequest.Choice choice = paging.checked(IN_ORDER, "rule", "rule");
        List<RuleProblem> problems = review.problems();
        return choice.of(
                problems.stream()
                        .skip((long) choice.page() * choice.size())
                        .limit(choice.size())
                        .toList(),
                problems.size());
    }

    /** One of them. */
    @GET
    @Path("{key}")
    @Transactional
    @RolesAllowed(Role.Name.VIEWER)
    @Operation(summary = "Read a rule")
    @APIResponse(
            responseCode = "200",
            description = "The rule; see ETag.",
            content = @Content(schema = @Schema(implementation = RuleView.class)))
    @APIResponse(responseCode = "304", description = "If-None-Match has the newest ETag.")
    public Response read(@PathParam("key") String key, @BeanParam ConditionalRequest precondition) {
        FaqRuleEntity row = FaqRuleEntity.byKey(key).orElseThrow(RulesResource::unknown);
        return precondition.read(row.version, RuleView.of(row));
    }

    /** Another one in its place. */
    @PUT
    @Path("{key}")
    @Operation(
            summary = "Replace a rule",
            description = "The key may be left out of the body, or must be the same: a rule keeps its key.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = RuleForm.class),
                            examples = @ExampleObject(name = "refund", value = SAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "As it is now; see ETag.",
            content = @Content(schema = @Schema(implementation = RuleView.Saved.class)))
    public Response replace(@PathParam("key") String key, @BeanParam ConditionalRequest precondition, RuleForm form) {
        return changed(() -> {
            FaqRuleEntity row = seen(key, precondition);
            if (form.key() != null && !form.key().equals(key)) {
                throw ProblemException.invalid(FieldError.of("key", "must be that of the path: a rule keeps its key"));
            }
            return editor.replace(row, form.withKey(key), name(), Action.CHANGED);
        });
    }

    /** On. */
    @POST
    @Path("{key}/enable")
    @Operation(summary = "Enable a rule")
    @APIResponse(
            responseCode = "200",
            description = "As it is now; see ETag.",
            content = @Content(schema = @Schema(implementation = RuleView.Saved.class)))
    public Response enable(@PathParam("key") String key, @BeanParam ConditionalRequest precondition) {
        return switched(key, precondition, true);
    }

    /** Off. */
    @POST
    @Path("{key}/disable")
    @Operation(summary = "Disable a rule", description = "It answers no more, and stays as it is.")
    @APIResponse(
            responseCode = "200",
            description = "As it is now; see ETag.",
            content = @Content(schema = @Schema(implementation = RuleView.Saved.class)))
    public Response disable(@PathParam("key") String key, @BeanParam ConditionalRequest precondition) {
        return switched(key, precondition, false);
    }

    /** Removes one. */
    @DELETE
    @Path("{key}")
    @Operation(summary = "Delete a rule", description = "Its revisions stay, and any of them can be restored.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    public void delete(@PathParam("key") String key, @BeanParam ConditionalRequest precondition) {
        editor.change(() -> editor.delete(seen(key, precondition), name()));
    }

    /** What became of it over time. */
    @GET
    @Path("{key}/revisions")
    @Transactional
    @RolesAllowed(Role.Name.VIEWER)
    @Operation(
            summary = "List the changes of a rule, the newest first",
            description = "Who changed what and when, field by field; those of a deleted rule too.")
    public Page<RevisionView> revisions(@PathParam("key") String key, @BeanParam PageRequest paging) {
        PageRequest.Choice choice = paging.checked(Map.of("version", "version"), "-version", "version");
        PanacheQuery<FaqRuleRevisionEntity> found = FaqRuleRevisionEntity.of(key);
        long total = found.count();
        if (total == 0 && FaqRuleEntity.byKey(key).isEmpty()) {
            throw unknown();
        }
        return choice.of(
                found.page(choice.page(), choice.size()).stream()
                        .map(RevisionView::of)
                        .toList(),
                total);
    }

    /** As it was. */
    @POST
    @Path("{key}/revisions/{version}/restore")
    @Operation(
            summary = "Make a rule what it was in a revision",
            description = "Also makes a deleted rule again; then If-Match is *.")
    @APIResponse(
            responseCode = "200",
            description = "As it is now; see ETag.",
            content = @Content(schema = @Schema(implementation = RuleView.Saved.class)))
    public Response restore(
            @PathParam("key") String key,
            @PathParam("version") @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
                    String version,
            @BeanParam ConditionalRequest precondition) {
        return changed(() -> {
            RuleForm form = FaqRuleRevisionEntity.of(key, number(version))
                    .map(FaqRuleRevisionEntity::toForm)
                    .orElseThrow(() -> ProblemException.notFound("There is no such revision of a rule of this key."));
            Optional<FaqRuleEntity> present = FaqRuleEntity.byKey(key);
            if (present.isEmpty() && !precondition.takesAny()) {
                throw ProblemException.preconditionFailed();
            }
            present.ifPresent(row -> precondition.requireMatch(row.version));
            return present.map(row -> editor.replace(row, form, name(), Action.RESTORED))
                    .orElseGet(() -> editor.create(form, name(), Action.RESTORED));
        });
    }

    private Response switched(String key, ConditionalRequest precondition, boolean on) {
        return changed(() -> {
            FaqRuleEntity row = seen(key, precondition);
            return editor.replace(row, row.toForm().withEnabled(on), name(), Action.CHANGED);
        });
    }

    private Response changed(Supplier<FaqRuleEntity> change) {
        FaqRuleEntity row = editor.change(change);
        return ConditionalRequest.changed(row.version, saved(row));
    }

    /** A rule as it is stored by now, with its warnings. */
    private RuleView.Saved saved(FaqRuleEntity row) {
        return RuleView.Saved.of(row, review.warnings(row.toRule()));
    }

    private static FaqRuleEntity seen(String key, ConditionalRequest precondition) {
        FaqRuleEntity row = FaqRuleEntity.byKey(key).orElseThrow(RulesResource::unknown);
        precondition.requireMatch(row.version);
        return row;
    }

    private static Optional<String> text(String name, @Nullable String value, List<FieldError> faults) {
        if (value != null && value.length() > MAX_SEARCH) {
            faults.add(FieldError.of(name, "must have no more than " + MAX_SEARCH + " characters"));
        }
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    private static Optional<Boolean> truth(@Nullable String value, List<FieldError> faults) {
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        if (!value.equals("true") && !value.equals("false")) {
            faults.add(FieldError.of("enabled", "must be true or false"));
        }
        return Optional.of(value.equals("true"));
    }

    private static long number(String version) {
        try {
            return Long.parseLong(version);
        } catch (NumberFormatException e) {
            throw ProblemException.notFound("There is no such revision of a rule of this key.");
        }
    }

    private String name() {
        return caller.getPrincipal().getName();
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("There is no rule of this key.");
    }
}
