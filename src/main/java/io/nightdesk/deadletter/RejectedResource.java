package io.nightdesk.deadletter;

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
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Refused frames, and having them decided again after a fix. For admins: frames have customers' texts in them. */
@Singleton
@Path("/api/v1/rejected")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.ADMIN)
public class RejectedResource {

    private static final Logger LOG = Logger.getLogger(RejectedResource.class);
    private static final Map<String, String> SORTABLE = Map.of("id", "id");
    private static final int MOST_AT_ONCE = 1_000;

    private final EntityManager database;
    private final SecurityIdentity caller;
    private final Clock clock;

    @Inject
    RejectedResource(EntityManager database, SecurityIdentity caller, Clock clock) {
        this.database = database;
        this.caller = caller;
        this.clock = clock;
    }

    /** Those that are kept. */
    @GET
    @Transactional
    @Operation(summary = "List refused frames", description = "The newest first; sortable by id.")
    public Page<RejectedView> list(
            @QueryParam("reason") @Parameter(description = "Only those refused for this reason.") @Nullable
                    String reason,
            @BeanParam PageRequest paging) {
        List<FieldError> faults = new ArrayList<>();
        PageRequest.Choice choice = paging.checked(SORTABLE, "-id", "id", faults);
        Optional<String> known = reason(reason, faults);
        ProblemException.throwIfAny(faults);
        PanacheQuery<RejectedFrameEntity> found = RejectedFrameEntity.with(known, choice.orderBy());
        return choice.of(
                found.page(choice.page(), choice.size()).stream()
                        .map(RejectedView::listed)
                        .toList(),
                found.count());
    }

    /** One with its bytes. */
    @GET
    @Path("{frame}")
    @Transactional
    @Operation(summary = "Read a refused frame, with its bytes")
    public RejectedView read(@PathParam("frame") long id) {
        return RejectedView.whole(
                RejectedFrameEntity.<RejectedFrameEntity>findByIdOptional(id).orElseThrow(RejectedResource::unknown));
    }

    /** Forgets one. */
    @DELETE
    @Path("{frame}")
    @Transactional
    @Operation(summary = "Delete a refused frame")
    @APIResponse(responseCode = "204", description = "It is gone.")
    public void delete(@PathParam("frame") long id) {
        RejectedFrameEntity.locked(id).orElseThrow(RejectedResource::unknown).delete();
        LOG.infof("refused frame deleted: id=%d by=%s", id, name());
    }

    /** Has one decided again. */
    @POST
    @Path("{frame}/replay")
    @Transactional
    @Operation(
            summary = "Have a refused frame decided again",
            description =
                    "As if it came again now, but it stays as old as it is: what is too old for an answer by then is"
                            + " recorded only. Once for each wish; a frame that was answered is not answered again. Read the frame"
                            + " to see what came of it.")
    @APIResponse(
            responseCode = "202",
            description = "It will be decided soon, by the replica on duty.",
            content = @Content(schema = @Schema(implementation = RejectedView.class)))
    @APIResponse(responseCode = "409", description = "It was kept in part only.")
    public Response replay(@PathParam("frame") long id) {
        RejectedFrameEntity row = RejectedFrameEntity.locked(id).orElseThrow(RejectedResource::unknown);
        if (!row.isWhole()) {
            throw ProblemException.conflict("Only a part of this frame was kept, of which nothing can be decided.");
        }
        if (!row.isWaiting()) {
            row.want(now(), name());
            wake();
            LOG.infof("refused frame is decided again: id=%d by=%s", id, name());
        }
        return Response.accepted(RejectedView.listed(row)).build();
    }

    /** Has many decided again. */
    @POST
    @Path("replay")
    @Transactional
    @Operation(
            summary = "Have refused frames decided again, the oldest first",
            description = "Those that are kept whole and were not decided again before, at most 1000 at a time.")
    @APIResponse(
            responseCode = "202",
            description = "They will be decided soon, by the replica on duty.",
            content = @Content(schema = @Schema(implementation = RejectedView.Wanted.class)))
    public Response replayAll(
            @QueryParam("reason") @Parameter(description = "Only those refused for this reason.") @Nullable
                    String reason) {
        List<FieldError> faults = new ArrayList<>();
        Optional<String> known = reason(reason, faults);
        ProblemException.throwIfAny(faults);
        int wanted = RejectedFrameEntity.wantUntried(known, MOST_AT_ONCE, now(), name());
        wake();
        LOG.infof("refused frames are decided again: count=%d by=%s", wanted, name());
        return Response.accepted(new RejectedView.Wanted(wanted)).build();
    }

    private void wake() {
        database.createNativeQuery("select pg_notify('" + ReplayDispatcher.CHANNEL + "', '')")
                .getSingleResult();
    }

    private String name() {
        return caller.getPrincipal().getName();
    }

    /** As exact as the database is, which compares it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Optional<String> reason(@Nullable String reason, List<FieldError> faults) {
        if (reason == null || reason.isEmpty()) {
            return Optional.empty();
        }
        List<String> known =
                Arrays.stream(RejectReason.values()).map(RejectReason::code).toList();
        if (!known.contains(reason)) {
            faults.add(
                    FieldError.of("reason", "must be one of " + known.stream().collect(Collectors.joining(", "))));
        }
        return Optional.of(reason);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("There is no refused frame of this id.");
    }
}
