package io.nightdesk.history;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.audit.AuditAction;
import io.nightdesk.audit.AuditLog;
import io.nightdesk.audit.AuditSubject;
import io.nightdesk.faq.match.FoldedText;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;

/** Leaves questions out of the unmatched ones for good, because no rule should answer them. */
@Singleton
@Path("/api/v1/unmatched/ignored")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.EDITOR)
public class IgnoredQuestionsResource {

    /** Reports compare every question with all of them. */
    static final int MAX_IGNORED = 10_000;

    private static final Logger LOG = Logger.getLogger(IgnoredQuestionsResource.class);

    private final SecurityIdentity caller;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    IgnoredQuestionsResource(SecurityIdentity caller, AuditLog audit, Clock clock) {
        this.caller = caller;
        this.audit = audit;
        this.clock = clock;
    }

    @GET
    @Transactional
    @Operation(summary = "List ignored questions", description = "The last ignored first. Sortable by ignoredAt.")
    public Page<IgnoredQuestionView> list(@BeanParam PageRequest paging) {
        PageRequest.Choice page = paging.checked(Map.of("ignoredAt", "at"), "-ignoredAt", "id");
        PanacheQuery<IgnoredQuestionEntity> found = IgnoredQuestionEntity.findAllBy(page.orderBy());
        List<IgnoredQuestionView> items = found.page(page.page(), page.size()).stream()
                .map(IgnoredQuestionView::of)
                .toList();
        return page.of(items, found.count());
    }

    @POST
    @Transactional
    @Operation(
            summary = "Ignore a question",
            description = "It is no longer listed as unmatched, in any spelling with the same folded text. The desk"
                    + " replies to it as before. A question that is ignored already stays so.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = IgnoredQuestionView.Request.class),
                            example = IgnoredQuestionView.Request.EXAMPLE))
    @APIResponse(
            responseCode = "200",
            description = "The ignored question.",
            content = @Content(schema = @Schema(implementation = IgnoredQuestionView.class)))
    @APIResponse(responseCode = "409", description = "Too many questions are ignored.")
    public IgnoredQuestionView ignore(IgnoredQuestionView.Request request) {
        String folded = FoldedText.of(request.question()).text();
        Optional<IgnoredQuestionEntity> known = IgnoredQuestionEntity.findByFolded(folded);
        if (known.isEmpty() && IgnoredQuestionEntity.count() >= MAX_IGNORED) {
            throw ProblemException.conflict(LocalizedMessage.of(
                    "At most %s questions can be ignored. Delete some that are no longer asked.",
                    "最多忽略 %s 个问题，请先取消忽略一些不再有人问的。", MAX_IGNORED));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean isNew = known.isEmpty()
                && IgnoredQuestionEntity.store(folded, request.question().strip(), now, author());
        IgnoredQuestionView ignored = IgnoredQuestionView.of(
                IgnoredQuestionEntity.findByFolded(folded).orElseThrow());
        if (isNew) {
            audit.record(AuditAction.QUESTION_IGNORED, AuditSubject.of(ignored.id()), Map.of());
            LOG.infof("Question ignored: id=%d by=%s", ignored.id(), author());
        }
        return ignored;
    }

    @DELETE
    @Path("{ignoredId}")
    @Transactional
    @Operation(summary = "Stop ignoring a question", description = "It is listed again if it is unmatched.")
    @APIResponse(responseCode = "204", description = "The question is no longer ignored.")
    public void restore(@PathParam("ignoredId") long id) {
        if (!IgnoredQuestionEntity.deleteById(id)) {
            throw ProblemException.notFound("No ignored question has this id.", "没有这个已忽略的问题。");
        }
        audit.record(AuditAction.QUESTION_LISTED_AGAIN, AuditSubject.of(id), Map.of());
        LOG.infof("Question no longer ignored: id=%d by=%s", id, author());
    }

    private String author() {
        return caller.getPrincipal().getName();
    }
}
