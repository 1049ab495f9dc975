package io.nightdesk.history;

import io.nightdesk.IdentityConfig;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.rules.RuleSnapshot;
import io.nightdesk.rest.Admission;
import io.nightdesk.rest.AdmissionControl;
import io.nightdesk.rest.CostlyOperation;
import io.nightdesk.rest.PageRequest;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** Shows what a draft of a rule would change. Nothing is stored. */
@Singleton
@Path("/api/v1/try/questions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.EDITOR)
public class DraftEffectResource {

    private final UnmatchedQueries questions;
    private final PastQuestions pastQuestions;
    private final RuleSnapshot rules;
    private final AdmissionControl admissions;
    private final ZoneId zone;
    private final Clock clock;

    @Inject
    DraftEffectResource(
            UnmatchedQueries questions,
            PastQuestions pastQuestions,
            RuleSnapshot rules,
            AdmissionControl admissions,
            IdentityConfig config,
            Clock clock) {
        this.questions = questions;
        this.pastQuestions = pastQuestions;
        this.rules = rules;
        this.admissions = admissions;
        this.zone = config.zone();
        this.clock = clock;
    }

    @POST
    @Operation(
            summary = "List past questions that a draft of a rule would answer differently",
            description = "By default of the last 30 days, the most frequent first; sortable by count. Compares the"
                    + " rules in force with the same rules and the draft. The 5000 most frequent questions are compared, for"
                    + " at most 10 seconds. Closing the connection cancels the request.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = DraftEffectView.Request.class),
                            example = DraftEffectView.Request.EXAMPLE))
    public DraftEffectView compare(
            @BeanParam DateRangeForm form,
            @BeanParam PageRequest paging,
            @Context HttpServerResponse response,
            DraftEffectView.Request request) {
        PageRequest.Choice choice = paging.checked(Map.of("count", "count"), "-count", "folded");
        DateRange range = form.toRange(LocalDate.now(clock.withZone(zone)), zone);
        Admission admitted = admissions.enter(CostlyOperation.ANALYSIS);
        try {
            ProblemException.throwIfAny(rules.errors(request.rule()).stream()
                    .map(error -> error.in("rule"))
                    .toList());
            CompiledRules inForce = rules.rules();
            return DraftEffectView.of(
                    pastQuestions.compare(
                            questions.all(range),
                            inForce,
                            inForce.with(request.rule().toRule()),
                            response::closed),
                    choice);
        } finally {
            admitted.close();
        }
    }
}
