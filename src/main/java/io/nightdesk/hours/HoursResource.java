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

/** The schedule: when agents are available. */
@Singleton
@Path("/api/v1/hours")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Name.VIEWER)
public class HoursResource {

    static final String EXAMPLE = """
            {"zone": "Asia/Shanghai",
             "week": {"monday": ["09:00-12:00", "13:00-18:00"], "tuesday": ["09:00-12:00", "13:00-18:00"],
                      "wednesday": ["09:00-12:00", "13:00-18:00"], "thursday": ["09:00-12:00", "13:00-18:00"],
                      "friday": ["09:00-12:00", "13:00-18:00"], "saturday": ["18:00-02:00"],
                      "sunday": ["10:00-16:00"]},
             "dates": [{"date": "2027-02-04", "open": ["09:00-12:00"]},
                       {"date": "2027-02-05", "last": "2027-02-12", "open": [], "note": "春节"},
                       {"date": "2027-02-14", "like": "monday", "note": "调休"}]}""";

    private static final int DEFAULT_CALENDAR_DAYS = 31;
    private static final int MAX_CALENDAR_DAYS = 92;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2199-12-31T00:00:00Z");
    private static final Map<String, String> SORTABLE = Map.of("version", "version");

    private final HoursSnapshot snapshot;
    private final HoursService service;
    private final SecurityIdentity caller;
    private final Clock clock;

    @Inject
    HoursResource(HoursSnapshot snapshot, HoursService service, SecurityIdentity caller, Clock clock) {
        this.snapshot = snapshot;
        this.service = service;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Transactional
    @Operation(
            summary = "Read the schedule",
            description = "Before a schedule is stored, an empty one with ETag \"0\": agents are never available.")
    @APIResponse(
            responseCode = "200",
            description = "The schedule; see ETag.",
            content = @Content(schema = @Schema(implementation = ScheduleForm.class), example = EXAMPLE))
    @APIResponse(responseCode = "304", description = "If-None-Match has the current ETag.")
    public Response read(@BeanParam ConditionalRequest precondition) {
        Optional<ScheduleEntity> stored = ScheduleEntity.newest();
        return precondition.read(
                stored.map(schedule -> schedule.version).orElse(0L),
                stored.map(ScheduleEntity::toForm).orElse(ScheduleForm.EMPTY));
    }

    @PUT
    @RolesAllowed(Role.Name.EDITOR)
    @Operation(
            summary = "Replace the schedule",
            description =
                    "All replicas apply it within a second. Overlapping intervals, gaps of one minute, unknown zones"
                            + " and dates that do not exist are rejected, and all errors are reported at once.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = ScheduleForm.class),
                            examples = @ExampleObject(name = "shop", value = EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The new schedule; see ETag.",
            content = @Content(schema = @Schema(implementation = ScheduleForm.class), example = EXAMPLE))
    public Response replace(@BeanParam ConditionalRequest precondition, ScheduleForm form) {
        HoursView.ScheduleChange change = service.replaceSchedule(
                form, precondition, caller.getPrincipal().getName());
        return ConditionalRequest.changed(change.version(), change.schedule());
    }

    @GET
    @Path("changes")
    @Transactional
    @Operation(summary = "List the versions of the schedule, newest first")
    public Page<HoursView.ScheduleChange> changes(@BeanParam PageRequest paging) {
        PageRequest.Choice choice = paging.checked(SORTABLE, "-version", "version");
        return choice.of(
                ScheduleEntity.all(choice.orderBy()).page(choice.page(), choice.size()).stream()
                        .map(HoursView.ScheduleChange::of)
                        .toList(),
                ScheduleEntity.count());
    }

    @GET
    @Path("explain")
    @Operation(
            summary = "Explain whether the schedule is open at a moment, and which line of it applies",
            description = "Uses the schedule in this replica's memory, which follows a change within a second.")
    public HoursView.Explained explain(
            @QueryParam("at") @Parameter(description = "The moment, like 2026-11-23T20:00:00Z. Default: now.") @Nullable
                    Instant at) {
        Instant moment = Optional.ofNullable(at).orElseGet(clock::instant);
        if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
            throw ProblemException.invalid(FieldError.of("at", "must be from 2000 to 2199", "必须在 2000 年到 2199 年之间"));
        }
        return HoursView.Explained.of(snapshot.hours(), moment);
    }

    @GET
    @Path("calendar")
    @Operation(
            summary = "List when the schedule is open in a range of days",
            description = "Covers 31 days from today by default, and at most 92 days.")
    public HoursView.Calendar calendar(
            @QueryParam("from")
                    @Parameter(description = "The first day in the schedule's zone, like 2026-11-23. Default: today.")
                    @Nullable
                    LocalDate from,
            @QueryParam("to")
                    @Parameter(description = "The last day, inclusive. Default: 30 days after the first.")
                    @Nullable
                    LocalDate to) {
        Optional<Schedule> schedule = snapshot.hours().schedule();
        ZoneId zone = schedule.map(Schedule::zone).orElse(ZoneId.of("UTC"));
        LocalDate first = Optional.ofNullable(from).orElseGet(() -> LocalDate.ofInstant(clock.instant(), zone));
        LocalDate last = Optional.ofNullable(to).orElseGet(() -> first.plusDays(DEFAULT_CALENDAR_DAYS - 1));
        checkRange(first, last);
        return new HoursView.Calendar(
                zone.getId(),
                schedule
                        .map(present -> present.spans(
                                first.atStartOfDay(zone).toInstant(),
                                last.plusDays(1).atStartOfDay(zone).toInstant()))
                        .orElse(List.of())
                        .stream()
                        .map(span -> HoursView.Interval.of(span, zone))
                        .toList());
    }

    private static void checkRange(LocalDate first, LocalDate last) {
        List<FieldError> errors = new ArrayList<>();
        if (first.getYear() < 2000 || first.getYear() > 2198) {
            errors.add(FieldError.of("from", "must be from 2000 to 2198", "必须在 2000 年到 2198 年之间"));
        }
        if (last.isBefore(first) || ChronoUnit.DAYS.between(first, last) >= MAX_CALENDAR_DAYS) {
            errors.add(FieldError.of(
                    "to",
                    "must not be before from, and the range must have at most %s days",
                    "不能早于 from，总共最多 %s 天",
                    MAX_CALENDAR_DAYS));
        }
        ProblemException.throwIfAny(errors);
    }
}
