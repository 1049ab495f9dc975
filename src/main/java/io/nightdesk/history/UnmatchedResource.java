package io.nightdesk.history;

import io.nightdesk.IdentityConfig;
import io.nightdesk.faq.Rule;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.rules.RuleService;
import io.nightdesk.faq.rules.RuleSnapshot;
import io.nightdesk.rest.Page;
import io.nightdesk.rest.PageRequest;
import io.nightdesk.rest.Role;
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
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** Questions without an answer, and how they get one. */
@Singleton
@Path("/api/v1/unmatched")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.EDITOR)
public class UnmatchedResource {

    private final UnmatchedQueries unmatched;
    private final RuleSnapshot book;
    private final RuleService editor;
    private final SecurityIdentity caller;
    private final ZoneId zone;
    private final Clock clock;

    @Inject
    UnmatchedResource(
            UnmatchedQueries unmatched,
            RuleSnapshot book,
            RuleService editor,
            SecurityIdentity caller,
            IdentityConfig config,
            Clock clock) {
        this.unmatched = unmatched;
        this.book = book;
        this.editor = editor;
        this.caller = caller;
        this.zone = config.zone();
        this.clock = clock;
    }

    /** Those that the rules do not answer. */
    @GET
    @Operation(
            summary = "List questions without an answer, the most frequent first",
            description =
                    "Of the last 30 days, or of those given; equal ones are one, and what the rules in force answer"
                            + " by now is left out. The 5000 most frequent ones are looked at.")
    public Page<UnmatchedView> list(@BeanParam DateRangeForm form, @BeanParam PageRequest paging) {
        PageRequest.Choice choice = paging.checked(Map.of("count", "count"), "-count", "folded");
        DateRange period = form.checked(today(), zone);
        List<UnmatchedView> unanswered = unmatched.unanswered(period, book.rules());
        return choice.of(
                unanswered.stream().skip(choice.offset()).limit(choice.size()).toList(), unanswered.size());
    }

    /** An example more. */
    @POST
    @Path("attach")
    @Operation(
            summary = "Make a question an example of a rule, or preview what that changes",
            description = "Tells which questions of the last 30 days would be answered otherwise then.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = UnmatchedView.Attachment.class),
                            example = UnmatchedView.Attachment.EXAMPLE))
    public UnmatchedView.Attached attach(UnmatchedView.Attachment attachment) {
        boolean apply = Boolean.TRUE.equals(attachment.apply());
        List<UnmatchedQueries.Group> asked =
                unmatched.asked(new DateRange(today().minusDays(DateRangeForm.USUAL_DAYS - 1L), today(), zone));
        CompiledRules before = book.rules();
        String by = caller.getPrincipal().getName();
        Rule changed = apply
                ? editor.addExample(attachment.rule(), attachment.question(), by)
                        .stored()
                        .rule()
                : editor.previewExample(attachment.rule(), attachment.question());
        CompiledRules after = before.with(changed);
        return new UnmatchedView.Attached(apply, asked.size(), changes(asked, before, after));
    }

    private List<UnmatchedView.Attached.Change> changes(
            List<UnmatchedQueries.Group> asked, CompiledRules before, CompiledRules after) {
        return asked.stream()
                .map(group -> new UnmatchedView.Attached.Change(
                        group.question(),
                        group.count(),
                        UnmatchedView.describe(unmatched.verdict(before, group)),
                        UnmatchedView.describe(unmatched.verdict(after, group))))
                .filter(change -> !change.before().equals(change.after()))
                .toList();
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(zone));
    }
}
