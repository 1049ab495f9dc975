package io.nightdesk.hours;

import io.nightdesk.rest.ConditionalRequest;
import io.nightdesk.rest.FieldError;
import io.nightdesk.rest.Page;
import io.nightdesk.rest.PageRequest;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.rest.Role;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
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

/** When agents are there, and when the desk speaks. */
@Singleton
@Path("/api/v1/hours")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.VIEWER)
public class HoursResource {

    static final String SAMPLE = """
            {"zone": "Asia/Shanghai",
             "week": {"monday": ["09:00-12:00", "13:00-18:00"], "tuesday": ["09:00-12:00", "13:00-18:00"],
                      "wednesday": ["09:00-12:00", "13:00-18:00"], "thursday": ["09:00-12:00", "13:00-18:00"],
                      "friday": ["09:00-12:00", "13:00-18:00"], "saturday": ["18:00-02:00"],
                      "sunday": ["10:00-16:00"]},
             "dates": [{"date": "2027-02-04", "open": ["09:00-12:00"]},
                       {"date": "2027-02-05", "last": "2027-02-12", "open": [], "note": "春节"},
                       {"date": "2027-02-14", "like": "monday", "note": "调休"}]}""";

    private static final int USUAL_DAYS = 31;
    private static final int MOST_DAYS = 92;
    private static final int LONGEST_REASON = 200;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2199-12-31T00:00:00Z");
    private static final Map<String, String> IN_ORDER = Map.of("version", "version");

    private final HoursSnapshot book;
    private final HoursService editor;
    private final HoursConfig config;
    private final SecurityIdentity caller;
    private final Clock clock;

    @Inject
    HoursResource(HoursSnapshot book, HoursService editor, HoursConfig config, SecurityIdentity caller, Clock clock) {
        this.book = book;
        this.editor = editor;
        this.config = config;
        this.caller = caller;
        this.clock = clock;
    }

    /** The one in force. */
    @GET
    @Transactional
    @Operation(
            summary = "Read the schedule",
            description =
                    "Before there is one, an empty one, with ETag \"0\": the desk then takes it that agents are never"
                            + " there.")
    @APIResponse(
            responseCode = "200",
            description = "The schedule; see ETag.",
            content = @Content(schema = @Schema(implementation = ScheduleForm.class), example = SAMPLE))
    @APIResponse(responseCode = "304", description = "If-None-Match has the newest ETag.")
    public Response read(@BeanParam ConditionalRequest precondition) {
        Optional<ScheduleEntity> row = ScheduleEntity.newest();
        return precondition.read(
                row.map(stored -> stored.version).orElse(0L),
                row.map(ScheduleEntity::toForm)
                        .orElseGet(() -> new ScheduleForm("UTC", ScheduleForm.WeekForm.CLOSED, List.of())));
    }

    /** Another one in its place. */
    @PUT
    @Transactional
    @RolesAllowed(Role.Name.EDITOR)
    @Operation(
            summary = "Replace the schedule",
            description =
                    "It is in force within a second, on every replica. Overlaps, gaps of a minute, unknown zones and"
                            + " dates that do not exist are refused, all of them at once.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = ScheduleForm.class),
                            examples = @ExampleObject(name = "shop", value = SAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "As it is now; see ETag.",
            content = @Content(schema = @Schema(implementation = ScheduleForm.class), example = SAMPLE))
    public Response replace(@BeanParam ConditionalRequest precondition, ScheduleForm form) {
        ScheduleEntity row = editor.replace(form, precondition, name());
        return ConditionalRequest.changed(row.version, row.toForm());
    }

    /** Those that were. */
    @GET
    @Path("changes")
    @Transactional
    @Operation(summary = "List the schedules that were put in force, the newest first")
    public Page<HoursView.Change> changes(@BeanParam PageRequest paging) {
        PageRequest.Choice choice = paging.checked(IN_ORDER, "-version", "version");
        return choice.of(
                ScheduleEntity.newestFirst().page(choice.page(), choice.size()).stream()
                        .map(HoursView.Change::of)
                        .toList(),
                ScheduleEntity.count());
    }

    /** Open or closed, and why. */
    @GET
    @Path("explain")
    @Operation(
            summary = "Tell whether it is open at a moment, and which line of the schedule says so",
            description = "By the schedule in force on this replica, which follows a change within a second.")
    public HoursView.Explained explain(
            @QueryParam("at")
                    @Parameter(description = "The moment, like 2026-11-23T20:00:00Z; now if left out.")
                    @Nullable
                    Instant at) {
        Instant moment = Optional.ofNullable(at).orElseGet(clock::instant);
        if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
            throw ProblemException.invalid(FieldError.of("at", "must be from 2000 to 2199"));
        }
        return HoursView.Explained.of(book.hours(), moment);
    }

    /** When it is open. */
    @GET
    @Path("calendar")
    @Operation(
            summary = "List the times at which it is open on some days",
            description = "Of the next 31 days, or of those given, at most 92: to look over next month.")
    public HoursView.Calendar calendar(
            @QueryParam("from")
                    @Parameter(
                            description = "The first day in the schedule's zone, like 2026-11-23; today if left out.")
                    @Nullable
                    LocalDate from,
            @QueryParam("to")
                    @Parameter(description = "The last day, which is included; 30 days after the first if left out.")
                    @Nullable
                    LocalDate to) {
        Optional<Schedule> schedule = book.hours().schedule();
        ZoneId zone = schedule.map(Schedule::zone).orElse(ZoneId.of("UTC"));
        LocalDate first = Optional.ofNullable(from).orElseGet(() -> LocalDate.ofInstant(clock.instant(), zone));
        LocalDate last = Optional.ofNullable(to).orElseGet(() -> first.plusDays(USUAL_DAYS - 1));
        List<FieldError> faults = new ArrayList<>();
        if (first.getYear() < 2000 || first.getYear() > 2198) {
            faults.add(FieldError.of("from", "must be from 2000 to 2198"));
        }
        if (last.isBefore(first) || ChronoUnit.DAYS.between(first, last) >= MOST_DAYS) {
            faults.add(FieldError.of(
                    "to", "must be the day of from or one after it, so that they are at most " + MOST_DAYS));
        }
        ProblemException.throwIfAny(faults);
        return new HoursView.Calendar(
                zone.getId(),
                schedule
                        .map(hours -> hours.spans(
                                first.atStartOfDay(zone).toInstant(),
                                last.plusDays(1).atStartOfDay(zone).toInstant()))
                        .orElse(List.of())
                        .stream()
                        .map(span -> HoursView.Interval.of(span, zone))
                        .toList());
    }

    /** The one in force. */
    @GET
    @Path("mode")
    @Transactional
    @Operation(
            summary = "Read the mode",
            description = "What an admin set last, or with ETag \"0\" what the deployment says.")
    @APIResponse(
            responseCode = "200",
            description = "The mode; see ETag.",
            content = @Content(schema = @Schema(implementation = HoursView.ModeView.class)))
    @APIResponse(responseCode = "304", description = "If-None-Match has the newest ETag.")
    public Response mode(@BeanParam ConditionalRequest precondition) {
        HoursView.ModeView view = ModeEntity.newest()
                .map(HoursView.ModeView::of)
                .orElseGet(() -> HoursView.ModeView.configured(config.mode()));
        return precondition.read(view.version(), view);
    }

    /** Another one in its place. */
    @PUT
    @Path("mode")
    @Transactional
    @RolesAllowed(Role.Name.EDITOR)
    @Operation(
            summary = "Set the mode",
            description = "It is in force within a second, on every replica and after restarts, whatever the deployment"
                    + " says. Who set it and why is kept.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = HoursView.ModeForm.class),
                            examples =
                                    @ExampleObject(
                                            name = "always",
                                            value = "{\"mode\": \"always\", \"reason\": \"Nobody came in today.\"}")))
    @APIResponse(
            responseCode = "200",
            description = "As it is now; see ETag.",
            content = @Content(schema = @Schema(implementation = HoursView.ModeView.class)))
    public Response setMode(@BeanParam ConditionalRequest precondition, HoursView.ModeForm form) {
        List<FieldError> faults = new ArrayList<>();
        Optional<Mode> mode = Arrays.stream(Mode.values())
                .filter(known -> HoursView.name(known).equals(form.mode()))
                .findFirst();
        if (mode.isEmpty()) {
            faults.add(FieldError.of("mode", "must be off-hours, always or off"));
        }
        String reason = Optional.ofNullable(form.reason()).orElse("").strip();
        FieldError.ofLine("reason", reason, LONGEST_REASON).ifPresent(faults::add);
        ProblemException.throwIfAny(faults);
        ModeEntity row = editor.replace(mode.orElseThrow(), reason, precondition, name());
        return ConditionalRequest.changed(row.version, HoursView.ModeView.of(row));
    }

    /** Those that were. */
    @GET
    @Path("mode/changes")
    @Transactional
    @Operation(summary = "List the modes that were set, the newest first")
    public Page<HoursView.ModeView> modeChanges(@BeanParam PageRequest paging) {
        PageRequest.Choice choice = paging.checked(IN_ORDER, "-version", "version");
        return choice.of(
                ModeEntity.newestFirst().page(choice.page(), choice.size()).stream()
                        .map(HoursView.ModeView::of)
                        .toList(),
                ModeEntity.count());
    }

    private String name() {
        return caller.getPrincipal().getName();
    }
}
