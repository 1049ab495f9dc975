package io.nightdesk.deadletter;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.audit.AuditAction;
import io.nightdesk.audit.AuditLog;
import io.nightdesk.audit.AuditSubject;
import io.nightdesk.frame.RejectReason;
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
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Lists, replays and deletes rejected frames. For admins only, because frames contain customers' texts. */
@Singleton
@Path("/api/v1/rejected")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.ADMIN)
public class RejectedResource {

    private static final Logger LOG = Logger.getLogger(RejectedResource.class);
    private static final Map<String, String> SORTABLE = Map.of("id", "id");
    private static final int MAX_REPLAYS = 1_000;

    private final EntityManager database;
    private final SecurityIdentity caller;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    RejectedResource(EntityManager database, SecurityIdentity caller, AuditLog audit, Clock clock) {
        this.audit = audit;
        this.database = database;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Transactional
    @Operation(summary = "List rejected frames", description = "The newest first. Sortable by id.")
    public Page<RejectedView> list(
            @QueryParam("reason") @Parameter(description = "Only frames rejected for this reason.") @Nullable
                    String reason,
            @BeanParam PageRequest paging) {
        List<FieldError> errors = new ArrayList<>();
        PageRequest.Choice choice = paging.checked(SORTABLE, "-id", "id", errors);
        Optional<String> filter = reason(reason, errors);
        ProblemException.throwIfAny(errors);
        PanacheQuery<RejectedFrameEntity> found = RejectedFrameEntity.search(filter, choice.sort());
        return choice.of(
                found.page(choice.page(), choice.size()).stream()
                        .map(RejectedView::withoutBytes)
                        .toList(),
                found.count());
    }

    @GET
    @Path("{frame}")
    @Transactional
    @Operation(summary = "Read a rejected frame with its bytes")
    public RejectedView read(@PathParam("frame") long id) {
        return RejectedView.withBytes(
                RejectedFrameEntity.<RejectedFrameEntity>findByIdOptional(id).orElseThrow(RejectedResource::notFound));
    }

    @DELETE
    @Path("{frame}")
    @Transactional
    @Operation(summary = "Delete a rejected frame")
    @APIResponse(responseCode = "204", description = "Deleted.")
    public void delete(@PathParam("frame") long id) {
        RejectedFrameEntity.findLocked(id)
                .orElseThrow(RejectedResource::notFound)
                .delete();
        audit.record(AuditAction.REJECTED_FRAME_DELETED, AuditSubject.of(id), Map.of());
        LOG.infof("Rejected frame deleted: id=%d by=%s", id, name());
    }

    @POST
    @Path("{frame}/replay")
    @Transactional
    @Operation(
            summary = "Replay a rejected frame",
            description =
                    "The leader decides the frame again, with the time at which it was first received: a frame that is"
                            + " too old for an answer is only recorded. A frame that was answered is not answered again. Read"
                            + " the frame to see the result.")
    @APIResponse(
            responseCode = "202",
            description = "The replay is requested.",
            content = @Content(schema = @Schema(implementation = RejectedView.class)))
    @APIResponse(responseCode = "409", description = "Only a part of the frame is stored.")
    public Response replay(@PathParam("frame") long id) {
        RejectedFrameEntity frame = RejectedFrameEntity.findLocked(id).orElseThrow(RejectedResource::notFound);
        if (!frame.isComplete()) {
            throw ProblemException.conflict(LocalizedMessage.of(
                    "Only a part of this frame is stored, so it cannot be replayed.", "这条消息只保存了一部分，无法重新处理。"));
        }
        if (!frame.isReplayPending()) {
            frame.requestReplay(now(), name());
            notifyLeader();
            audit.record(AuditAction.REJECTED_FRAME_REPLAYED, AuditSubject.of(id), Map.of());
            LOG.infof("Replay requested: id=%d by=%s", id, name());
        }
        return Response.accepted(RejectedView.withoutBytes(frame)).build();
    }

    @POST
    @Path("replay")
    @Transactional
    @Operation(
            summary = "Replay rejected frames, the oldest first",
            description =
                    "Replays the frames that are stored completely and were not replayed before, at most 1000 at a time.")
    @APIResponse(
            responseCode = "202",
            description = "The replays are requested.",
            content = @Content(schema = @Schema(implementation = RejectedView.ReplayRequests.class)))
    public Response replayAll(
            @QueryParam("reason") @Parameter(description = "Only frames rejected for this reason.") @Nullable
                    String reason) {
        List<FieldError> errors = new ArrayList<>();
        Optional<String> filter = reason(reason, errors);
        ProblemException.throwIfAny(errors);
        int requested = RejectedFrameEntity.requestReplays(filter, MAX_REPLAYS, now(), name());
        notifyLeader();
        if (requested > 0) {
            audit.record(AuditAction.REJECTED_FRAME_REPLAYED, AuditSubject.NONE, Map.of("frames", requested));
        }
        LOG.infof("Replays requested: count=%d by=%s", requested, name());
        return Response.accepted(new RejectedView.ReplayRequests(requested)).build();
    }

    private void notifyLeader() {
        database.createNativeQuery("select pg_notify('" + ReplayDispatcher.CHANNEL + "', '')")
                .getSingleResult();
    }

    private String name() {
        return caller.getPrincipal().getName();
    }

    /** Truncated to the precision of PostgreSQL, which compares it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Optional<String> reason(@Nullable String reason, List<FieldError> errors) {
        if (reason == null || reason.isEmpty()) {
            return Optional.empty();
        }
        List<String> known =
                Arrays.stream(RejectReason.values()).map(RejectReason::code).toList();
        if (!known.contains(reason)) {
            errors.add(FieldError.of("reason", LocalizedMessage.oneOf(known)));
        }
        return Optional.of(reason);
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("No rejected frame has this id.", "没有这条被拒绝的消息。");
    }
}
