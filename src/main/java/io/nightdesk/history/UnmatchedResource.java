package io.nightdesk.history;

import io.nightdesk.IdentityConfig;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.rules.RuleService;
import io.nightdesk.faq.rules.RuleSnapshot;
import io.nightdesk.rest.Admission;
import io.nightdesk.rest.AdmissionControl;
import io.nightdesk.rest.CostlyOperation;
import io.nightdesk.rest.Page;
import io.nightdesk.rest.PageRequest;
import io.nightdesk.rest.Role;
import io.quarkus.panache.common.Sort;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** Lists the questions that no rule answered, and adds them to rules as examples. */
@Singleton
@Path("/api/v1/unmatched")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.EDITOR)
public class UnmatchedResource {

    private final UnmatchedQueries unmatched;
    private final PastQuestions pastQuestions;
    private final RuleSnapshot rules;
    private final RuleService ruleService;
    private final SecurityIdentity caller;
    private final AdmissionControl admissions;
    private final ZoneId zone;
    private final Clock clock;

    @Inject
    UnmatchedResource(
            UnmatchedQueries unmatched,
            PastQuestions pastQuestions,
            RuleSnapshot rules,
            RuleService ruleService,
            SecurityIdentity caller,
            AdmissionControl admissions,
            IdentityConfig config,
            Clock clock) {
        this.unmatched = unmatched;
        this.pastQuestions = pastQuestions;
        this.rules = rules;
        this.ruleService = ruleService;
        this.caller = caller;
        this.admissions = admissions;
        this.zone = config.zone();
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "List questions that no rule answered",
            description =
                    "By default of the last 30 days, the most frequent first. Sortable by count. Questions that differ"
                            + " only in case, width, punctuation or Chinese script are listed as one. Questions that the"
                            + " rules in force answer, and ignored ones, are left out. The 5000 most frequent questions are examined.")
    public Page<UnmatchedView> list(@BeanParam DateRangeForm form, @BeanParam PageRequest paging) {
        PageRequest.Choice choice = paging.checked(Map.of("count", "count"), "-count", "folded");
        DateRange range = form.toRange(today(), zone);
        List<UnmatchedView> unanswered;
        Admission admitted = admissions.enter(CostlyOperation.ANALYSIS);
        try {
            unanswered = unmatched.unanswered(range, rules.rules());
        } finally {
            admitted.close();
        }
        return choice.of(
                unanswered.stream()
                        .sorted(orderOf(choice))
                        .skip(choice.offset())
                        .limit(choice.size())
                        .toList(),
                unanswered.size());
    }

    @POST
    @Path("attach")
    @Operation(
            summary = "Add a question to a rule as an example, or preview the effect",
            description = "Lists the questions of the last 30 days that would get another result.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = UnmatchedView.AttachRequest.class),
                            example = UnmatchedView.AttachRequest.EXAMPLE))
    public UnmatchedView.AttachResult attach(UnmatchedView.AttachRequest request) {
        Admission admitted = admissions.enter(CostlyOperation.ANALYSIS);
        try {
            return attach(request, Boolean.TRUE.equals(request.apply()));
        } finally {
            admitted.close();
        }
    }

    private UnmatchedView.AttachResult attach(UnmatchedView.AttachRequest request, boolean apply) {
        List<UnmatchedQueries.QuestionGroup> questions =
                unmatched.all(DateRange.endingOn(today(), DateRangeForm.DEFAULT_DAYS, zone));
        CompiledRules before = rules.rules();
        String author = caller.getPrincipal().getName();
        Rule changed = apply
                ? ruleService
                        .addExample(request.rule(), request.question(), author)
                        .stored()
                        .form()
                        .toRule()
                : ruleService.previewExample(request.rule(), request.question());
        PastQuestions.Comparison effect =
                pastQuestions.compare(questions, before, before.with(changed), /* cancelled= */ () -> false);
        return new UnmatchedView.AttachResult(
                apply,
                effect.examined(),
                effect.changes().stream()
                        .map(UnmatchedView.AttachResult.Change::of)
                        .toList());
    }

    /** By count only: the sort is stable, so questions with the same count keep the order of the query. */
    private static Comparator<UnmatchedView> orderOf(PageRequest.Choice choice) {
        Comparator<UnmatchedView> byCount = Comparator.comparingLong(UnmatchedView::count);
        boolean isDescending = choice.sort().getColumns().get(0).getDirection() == Sort.Direction.Descending;
        return isDescending ? byCount.reversed() : byCount;
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(zone));
    }
}
