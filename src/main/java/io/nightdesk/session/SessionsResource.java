package io.nightdesk.session;

import io.nightdesk.IdentityConfig;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.rest.ConditionalRequest;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.Page;
import io.nightdesk.rest.PageRequest;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.runtime.annotations.RegisterForReflection;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** How customers' sessions stand, who waits for an agent, and where the desk is to keep quiet. */
@Singleton
@Path("/api/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.EDITOR)
public class SessionsResource {

    private static final int LONGEST_REASON = 200;
    private static final Duration LONGEST_PAUSE = Duration.ofDays(30);
    private static final Map<String, String> SORTABLE =
            Map.of("customer", "customerUid", "waitingSince", "waitingSince", "takenOverUntil", "takenOverUntil");

    private static final String WAITING = "waiting";

    /** Which sessions are looked for, after what time. */
    private static final Map<String, String> STATES = Map.of(
            WAITING,
            "waitingSince > ?1",
            "taken_over",
            "takenOverUntil > ?1",
            "handed_off",
            "handedOffUntil > ?1 and takenOverUntil <= ?1");

    private final SessionService editor;
    private final SessionQueries archive;
    private final IdentityConfig identity;
    private final TakeoverConfig takeover;
    private final SecurityIdentity caller;
    private final Clock clock;

    /** What is to become of a session. */
    @RegisterForReflection
    @Schema(name = "SessionPause", description = "Keeps the desk out of a session.")
    record PauseForm(
            @Schema(
                    description =
                            "Until when, 30 days from now at most; as long as after an agent's message if left out.",
                    nullable = true)
            @Nullable
            Instant until,

            @Schema(description = "Why, in 200 characters at most.", nullable = true) @Nullable
            String reason) {}

    /** Lets the desk answer again. */
    @RegisterForReflection
    @Schema(name = "SessionResume", description = "Lets the desk answer again.")
    record ResumeForm(
            @Schema(description = "Why, in 200 characters at most.", nullable = true) @Nullable
            String reason) {}

    @Inject
    SessionsResource(
            SessionService editor,
            SessionQueries archive,
            IdentityConfig identity,
            TakeoverConfig takeover,
            SecurityIdentity caller,
            Clock clock) {
        this.editor = editor;
        this.archive = archive;
        this.identity = identity;
        this.takeover = takeover;
        this.caller = caller;
        this.clock = clock;
    }

    /** Those that somebody should look at. */
    @GET
    @Transactional
    @Operation(
            summary = "List sessions that wait for an agent, or that the desk keeps out of",
            description =
                    "With what the customers asked. Those that wait come with who waits longest first. Sortable by"
                            + " customer, waitingSince and takenOverUntil.")
    public Page<SessionView> list(
            @QueryParam("state")
                    @Parameter(
                            description =
                                    "waiting: for an agent, whether the desk answers meanwhile or not; taken_over: an"
                                            + " agent has it, or it is paused; handed_off: the desk keeps quiet until an agent"
                                            + " comes. waiting if left out.",
                            schema =
                                    @Schema(
                                            enumeration = {"waiting", "taken_over", "handed_off"},
                                            defaultValue = "waiting"))
                    @Nullable
                    String state,
            @BeanParam PageRequest paging)
            throws SQLException {
        List<FieldError> faults = new ArrayList<>();
        PageRequest.Choice choice = paging.checked(SORTABLE, "waitingSince", "customerUid", faults);
        String wanted =
                Optional.ofNullable(state).filter(name -> !name.isEmpty()).orElse(WAITING);
        if (!STATES.containsKey(wanted)) {
            faults.add(FieldError.of("state", "must be waiting, taken_over or handed_off"));
        }
        ProblemException.throwIfAny(faults);
        Instant now = clock.instant();
        PanacheQuery<SessionEntity> found = SessionEntity.find(
                STATES.get(wanted) + " order by " + choice.orderBy(), wanted.equals(WAITING) ? Instant.EPOCH : now);
        return choice.of(views(found.page(choice.page(), choice.size()).list(), now), found.count());
    }

    /** One of them. */
    @GET
    @Path("{session}")
    @Transactional
    @Operation(summary = "Read a session")
    @APIResponse(
            responseCode = "200",
            description = "The session; see ETag.",
            content = @Content(schema = @Schema(implementation = SessionView.class)))
    @APIResponse(responseCode = "304", description = "If-None-Match has the newest ETag.")
    public Response read(
            @PathParam("session")
                    @Parameter(description = "The customer's uid, or the session's id: both uids joined with _.")
                    String session,
            @BeanParam ConditionalRequest precondition)
            throws SQLException {
        SessionEntity row = SessionEntity.byCustomer(customer(session)).orElseThrow(SessionService::unknown);
        return precondition.read(row.version, view(row));
    }

    /** Silence. */
    @POST
    @Path("{session}/pause")
    @Transactional
    @Operation(
            summary = "Keep the desk out of a session",
            description =
                    "At once: replies that are decided but not sent yet are withheld. Who did it and why is kept.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = PauseForm.class),
                            examples = @ExampleObject(name = "call", value = "{\"reason\": \"I call the customer.\"}")))
    @APIResponse(
            responseCode = "200",
            description = "As it is now; see ETag.",
            content = @Content(schema = @Schema(implementation = SessionView.class)))
    public Response pause(
            @PathParam("session")
                    @Parameter(description = "The customer's uid, or the session's id: both uids joined with _.")
                    String session,
            @BeanParam ConditionalRequest precondition,
            PauseForm form)
            throws SQLException {
        String customer = customer(session);
        Instant now = clock.instant();
        Instant until = Optional.ofNullable(form.until()).orElseGet(() -> now.plus(takeover.silence()));
        List<FieldError> faults = new ArrayList<>();
        if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST_PAUSE))) {
            faults.add(
                    FieldError.of("until", "must be later than now, by " + LONGEST_PAUSE.toDays() + " days at most"));
        }
        String reason = reason(form.reason(), faults);
        ProblemException.throwIfAny(faults);
        return changed(editor.pause(customer, until, reason, precondition, name()));
    }

    /** No more silence. */
    @POST
    @Path("{session}/resume")
    @Transactional
    @Operation(
            summary = "Let the desk answer in a session again",
            description = "Ends a pause, an agent's takeover and a hand-off; the customer no longer counts as waiting.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = ResumeForm.class),
                            examples = @ExampleObject(name = "done", value = "{\"reason\": \"Settled by phone.\"}")))
    @APIResponse(
            responseCode = "200",
            description = "As it is now; see ETag.",
            content = @Content(schema = @Schema(implementation = SessionView.class)))
    public Response resume(
            @PathParam("session")
                    @Parameter(description = "The customer's uid, or the session's id: both uids joined with _.")
                    String session,
            @BeanParam ConditionalRequest precondition,
            ResumeForm form)
            throws SQLException {
        String customer = customer(session);
        List<FieldError> faults = new ArrayList<>();
        String reason = reason(form.reason(), faults);
        ProblemException.throwIfAny(faults);
        return changed(editor.resume(customer, reason, precondition, name()));
    }

    private Response changed(SessionEntity row) throws SQLException {
        return ConditionalRequest.changed(row.version, view(row));
    }

    private SessionView view(SessionEntity row) throws SQLException {
        return views(List.of(row), clock.instant()).get(0);
    }

    private List<SessionView> views(List<SessionEntity> rows, Instant now) throws SQLException {
        List<String> customers = rows.stream().map(row -> row.customerUid).toList();
        Map<String, List<SessionView.Message>> messages = archive.lastMessages(customers);
        Map<String, SessionChangeEntity> changes = SessionChangeEntity.newest(customers);
        return rows.stream()
                .map(row -> SessionView.of(
                        row,
                        Optional.ofNullable(changes.get(row.customerUid)),
                        messages.getOrDefault(row.customerUid, List.of()),
                        now))
                .toList();
    }

    /** Whose session it is. An id names the desk too, on either side, as clients differ in how they order the uids. */
    private String customer(String session) {
        String desk = identity.customerId();
        String customer = session.startsWith(desk + "_")
                ? session.substring(desk.length() + 1)
                : session.endsWith("_" + desk) ? session.substring(0, session.length() - desk.length() - 1) : session;
        if (!FrameCodec.isUid(customer) || customer.equals(desk)) {
            throw ProblemException.invalid(
                    FieldError.of("session", "must be a customer's uid, or that and the desk's joined with _"));
        }
        return customer;
    }

    private static String reason(@Nullable String written, List<FieldError> faults) {
        String reason = Optional.ofNullable(written).orElse("").strip();
        FieldError.ofLine("reason", reason, LONGEST_REASON).ifPresent(faults::add);
        return reason;
    }

    private String name() {
        return caller.getPrincipal().getName();
    }
}
