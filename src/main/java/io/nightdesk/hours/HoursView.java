package io.nightdesk.hours;

import io.nightdesk.hours.Schedule.Span;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the API shows of hours. */
final class HoursView {

    private HoursView() {}

    /** How it stands at a moment. */
    @RegisterForReflection
    @Schema(
            name = "HoursExplained",
            description = "Whether it is open at a moment, and why; times in the schedule's zone.")
    record Explained(
            OffsetDateTime at,
            boolean open,

            @Schema(
                    description =
                            "What of the schedule says so: monday 09:00-18:00, the name of a weekday that is closed,"
                                    + " a date of its own, or that there is no schedule.")
            String line,

            @Schema(description = "Null if it was so for more than two years.", nullable = true) @Nullable
            OffsetDateTime since,

            @Schema(description = "Null if it stays so for more than two years.", nullable = true) @Nullable
            OffsetDateTime until,

            @Schema(
                    description = "When it opens next after being closed; null if not within two years.",
                    nullable = true)
            @Nullable
            OffsetDateTime nextOpening,

            @Schema(description = "The mode now: off-hours, always or off.")
            String mode,

            @Schema(description = "Whether the desk would answer at that moment in this mode.")
            boolean answers) {

        static Explained of(OpeningHours hours, Instant at) {
            ZoneId zone = hours.schedule().map(Schedule::zone).orElse(ZoneId.of("UTC"));
            OpenStatus standing = hours.explain(at);
            return new Explained(
                    time(at, zone),
                    standing.open(),
                    standing.line(),
                    time(standing.since(), zone),
                    time(standing.until(), zone),
                    time(standing.nextOpening(), zone),
                    name(hours.mode()),
                    hours.mode() != Mode.OFF && !hours.leaveItToAgents(at));
        }
    }

    /** A time in which it is open. */
    @RegisterForReflection
    @Schema(name = "OpenInterval", description = "A time in which it is open throughout; at its end it is closed.")
    record Interval(
            OffsetDateTime from,
            OffsetDateTime until,

            @Schema(description = "What of the schedule says so.")
            String line) {

        static Interval of(Span span, ZoneId zone) {
            return new Interval(time(span.from(), zone), time(span.until(), zone), span.line());
        }
    }

    /** All of them in some days. */
    @RegisterForReflection
    @Schema(name = "HoursCalendar", description = "When it is open on some days, in the order of time.")
    record Calendar(
            @Schema(description = "The schedule's zone.") String zone, List<Interval> open) {

        Calendar {
            open = List.copyOf(open);
        }
    }

    /** A schedule and who made it. */
    @RegisterForReflection
    @Schema(name = "ScheduleChange", description = "A schedule that was put in force.")
    record Change(
            long version,
            Instant at,
            @Schema(description = "An account's name.") String by,
            ScheduleForm schedule) {

        static Change of(ScheduleEntity row) {
            return new Change(row.version, row.at, row.by, row.toForm());
        }
    }

    /** A mode to set. */
    @RegisterForReflection
    @Schema(name = "ModeForm", description = "When the desk is to speak.")
    record ModeForm(
            @Schema(
                    description =
                            "off-hours: while no agent is there by the schedule; always; or off: records what comes and"
                                    + " keeps silent.",
                    enumeration = {"off-hours", "always", "off"},
                    examples = "always",
                    required = true)
            @Nullable
            String mode,

            @Schema(
                    description = "Why, in 200 characters at most.",
                    examples = "Nobody came in today.",
                    nullable = true)
            @Nullable
            String reason) {}

    /** A mode and who set it. */
    @RegisterForReflection
    @Schema(name = "ModeChange", description = "A mode that was set; as the deployment says if no admin set any.")
    record ModeView(
            @Schema(description = "0 if no admin set any.") long version,

            @Schema(description = "off-hours, always or off.")
            String mode,

            @Schema(nullable = true) @Nullable Instant at,

            @Schema(description = "An account's name.", nullable = true) @Nullable
            String by,

            String reason) {

        static ModeView of(ModeEntity row) {
            return new ModeView(row.version, name(row.mode), row.at, row.by, row.reason);
        }

        static ModeView configured(Mode mode) {
            return new ModeView(0, name(mode), null, null, "");
        }
    }

    /** As in the configuration. */
    static String name(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable OffsetDateTime time(Optional<Instant> at, ZoneId zone) {
        return at.map(instant -> time(instant, zone)).orElse(null);
    }

    private static OffsetDateTime time(Instant at, ZoneId zone) {
        return at.atZone(zone).toOffsetDateTime();
    }
}
