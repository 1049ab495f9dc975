package io.nightdesk.session;

import io.nightdesk.IdentityConfig;
import io.nightdesk.LocalizedMessage;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Lists sessions that need an agent, and pauses and resumes the desk in a session. */
@Singleton
@Path("/api/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.EDITOR)
public class SessionsResource {

    private static final int MAX_REASON_LENGTH = 200;
    private static final Map<String, String> SORTABLE =
            Map.of("customer", "customerUid", "waitingSince", "waitingSince", "takenOverUntil", "takenOverUntil");
    private static final Pattern UID_PREFIX = Pattern.compile("[0-9A-Za-z-]{0,64}");

    private final SessionService sessions;
    private final SessionQueries queries;
    private final IdentityConfig identity;
    private final TakeoverConfig takeover;
    private final SecurityIdentity caller;
    private final Clock clock;

    /** Silences the desk in a session. */
    @RegisterForReflection
    @Schema(name = "SessionPause", description = "Silences the desk in a session.")
    record PauseForm(
            @Schema(
                    description =
                            "The end of the pause, at most 30 days from now. By default, as long as after an agent's message.",
                    nullable = true)
            @Nullable
            Instant until,

            @Schema(description = "The reason, at most 200 characters.", nullable = true) @Nullable
            String reason) {}

    /** Lets the desk answer again. */
    @RegisterForReflection
    @Schema(name = "SessionResume", description = "Lets the desk answer again.")
    record ResumeForm(
            @Schema(description = "The reason, at most 200 characters.", nullable = true) @Nullable
            String reason) {}

    @Inject
    SessionsResource(
            SessionService sessions,
            SessionQueries queries,
            IdentityConfig identity,
            TakeoverConfig takeover,
            SecurityIdentity caller,
            Clock clock) {
        this.sessions = sessions;
        this.queries = queries;
        this.identity = identity;
        this.takeover = takeover;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Transactional
    @Operation(
            summary = "List sessions that wait for an agent, or in which the desk is silent",
            description = "Includes the customers' last messages. Sortable by customer, waitingSince and"
                    + " takenOverUntil. Default: the customer who waits longest first; of sessions that are paused"
                    + " or taken over, the one that is silent longest first.")
    public Page<SessionView> list(
            @QueryParam("state")
                    @Parameter(
                            description = "waiting: the customer waits for an agent, whether the desk answers or not."
                                    + " paused: an admin or editor paused the desk. taken_over: an agent took the"
                                    + " session. handed_off: the desk is silent until an agent writes.",
                            schema =
                                    @Schema(
                                            enumeration = {"waiting", "paused", "taken_over", "handed_off"},
                                            defaultValue = "waiting"))
                    @Nullable
                    String state,
            @QueryParam("customer")
                    @Parameter(
                            description = "Only customers whose uid begins with this.",
                            schema = @Schema(maxLength = 64))
                    @Nullable
                    String customer,
            @BeanParam PageRequest paging)
            throws SQLException {
        List<FieldError> errors = new ArrayList<>();
        SessionList list = list(state, errors);
        PageRequest.Choice choice = paging.checked(SORTABLE, list.defaultSort, "customerUid", errors);
        String prefix = Optional.ofNullable(customer).map(String::strip).orElse("");
        if (!UID_PREFIX.matcher(prefix).matches()) {
            errors.add(FieldError.of(
                    "customer",
                    "must be the beginning of a uid: at most 64 letters, digits and hyphens",
                    "必须是顾客编号的开头：最多 64 个字母、数字和连字符"));
        }
        ProblemException.throwIfAny(errors);
        Instant now = clock.instant();
        PanacheQuery<SessionEntity> found =
                SessionEntity.find(list.query(), choice.sort(), Map.of("time", list.time(now), "customer", prefix));
        return choice.of(views(found.page(choice.page(), choice.size()).list(), now), found.count());
    }

    private static SessionList list(@Nullable String state, List<FieldError> errors) {
        if (state == null || state.isEmpty()) {
            return SessionList.WAITING;
        }
        return SessionList.named(state).orElseGet(() -> {
            errors.add(FieldError.of("state", LocalizedMessage.oneOf(SessionList.names())));
            return SessionList.WAITING;
        });
    }

    @GET
    @Path("{session}")
    @Transactional
    @Operation(summary = "Read a session")
    @APIResponse(
            responseCode = "200",
            description = "The session, with its version in ETag.",
            content = @Content(schema = @Schema(implementation = SessionView.class)))
    @APIResponse(responseCode = "304", description = "The version in If-None-Match is current.")
    public Response read(
            @PathParam("session")
                    @Parameter(
                            description =
                                    "The customer's uid, or the session's id, which is the two uids joined with _.")
                    String session,
            @BeanParam ConditionalRequest precondition)
            throws SQLException {
        SessionEntity entity = SessionEntity.byCustomer(customer(session)).orElseThrow(SessionService::notFound);
        return precondition.read(entity.version, view(entity));
    }

    @POST
    @Path("{session}/pause")
    @Transactional
    @Operation(
            summary = "Silence the desk in a session",
            description =
                    "Takes effect at once: pending replies are withheld. The account and the reason are recorded.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = PauseForm.class),
                            examples = @ExampleObject(name = "call", value = "{\"reason\": \"I call the customer.\"}")))
    @APIResponse(
            responseCode = "200",
            description = "The changed session, with its version in ETag.",
            content = @Content(schema = @Schema(implementation = SessionView.class)))
    public Response pause(
            @PathParam("session")
                    @Parameter(
                            description =
                                    "The customer's uid, or the session's id, which is the two uids joined with _.")
                    String session,
            @BeanParam ConditionalRequest precondition,
            PauseForm form)
            throws SQLException {
        String customer = customer(session);
        Instant now = clock.instant();
        Instant until = Optional.ofNullable(form.until()).orElseGet(() -> now.plus(takeover.silence()));
        List<FieldError> errors = new ArrayList<>();
        if (!until.isAfter(now) || until.isAfter(now.plus(SessionState.LONGEST_PAUSE))) {
            errors.add(FieldError.of(
                    "until",
                    "must be later than now, by %s days at most",
                    "必须晚于现在，最多 %s 天",
                    SessionState.LONGEST_PAUSE.toDays()));
        }
        String reason = reason(form.reason(), errors);
        ProblemException.throwIfAny(errors);
        return changed(sessions.pause(customer, until, reason, precondition, account()));
    }

    @POST
    @Path("{session}/resume")
    @Transactional
    @Operation(
            summary = "Let the desk answer in a session again",
            description =
                    "Ends a pause, an agent's takeover and a hand-off. The customer no longer waits for an agent.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = ResumeForm.class),
                            examples = @ExampleObject(name = "done", value = "{\"reason\": \"Settled by phone.\"}")))
    @APIResponse(
            responseCode = "200",
            description = "The changed session, with its version in ETag.",
            content = @Content(schema = @Schema(implementation = SessionView.class)))
    public Response resume(
            @PathParam("session")
                    @Parameter(
                            description =
                                    "The customer's uid, or the session's id, which is the two uids joined with _.")
                    String session,
            @BeanParam ConditionalRequest precondition,
            ResumeForm form)
            throws SQLException {
        String customer = customer(session);
        List<FieldError> errors = new ArrayList<>();
        String reason = reason(form.reason(), errors);
        ProblemException.throwIfAny(errors);
        return changed(sessions.resume(customer, reason, precondition, account()));
    }

    private Response changed(SessionEntity entity) throws SQLException {
        return ConditionalRequest.changed(entity.version, view(entity));
    }

    private SessionView view(SessionEntity entity) throws SQLException {
        return views(List.of(entity), clock.instant()).get(0);
    }

    private List<SessionView> views(List<SessionEntity> entities, Instant now) throws SQLException {
        List<String> customers =
                entities.stream().map(entity -> entity.customerUid).toList();
        Map<String, List<SessionView.Message>> messages = queries.lastMessages(customers);
        Map<String, SessionChangeEntity> changes = SessionChangeEntity.newest(customers);
        return entities.stream()
                .map(entity -> SessionView.of(
                        entity,
                        Optional.ofNullable(changes.get(entity.customerUid)),
                        messages.getOrDefault(entity.customerUid, List.of()),
                        now))
                .toList();
    }

    /** The customer of a session. In a session's id, the desk's uid is on either side, because clients order uids differently. */
    private String customer(String session) {
        String desk = identity.customerId();
        String customer = session.startsWith(desk + "_")
                ? session.substring(desk.length() + 1)
                : session.endsWith("_" + desk) ? session.substring(0, session.length() - desk.length() - 1) : session;
        if (!FrameCodec.isUid(customer) || customer.equals(desk)) {
            throw ProblemException.invalid(FieldError.of(
                    "session",
                    "must be a customer's uid, or the customer's and the desk's uid joined with _",
                    "必须是顾客编号，或用 _ 连接的顾客编号与客服编号"));
        }
        return customer;
    }

    private static String reason(@Nullable String sent, List<FieldError> errors) {
        String reason = Optional.ofNullable(sent).orElse("").strip();
        FieldError.ofLine("reason", reason, MAX_REASON_LENGTH).ifPresent(errors::add);
        return reason;
    }

    private String account() {
        return caller.getPrincipal().getName();
    }
}
