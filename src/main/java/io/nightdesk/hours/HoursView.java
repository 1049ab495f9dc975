package io.nightdesk.hours;

import io.nightdesk.hours.Schedule.Span;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The JSON of the opening hours and the mode. */
final class HoursView {

    private HoursView() {}

    @RegisterForReflection
    @Schema(
            name = "HoursExplained",
            description = "Whether the schedule is open at a moment, and why. Times are in the schedule's zone.")
    record Explained(
            OffsetDateTime at,
            boolean open,

            @Schema(
                    description =
                            "The line of the schedule that applies: monday 09:00-18:00, the name of a closed weekday,"
                                    + " a special date, or \"no schedule\".")
            String line,

            @Schema(description = "The same line in parts, for a program.")
            Reason reason,

            @Schema(description = "When this began; null if that is more than two years ago.", nullable = true)
            @Nullable
            OffsetDateTime since,

            @Schema(description = "When this ends; null if that is more than two years ahead.", nullable = true)
            @Nullable
            OffsetDateTime until,

            @Schema(
                    description = "When the schedule opens next after being closed; null if not within two years.",
                    nullable = true)
            @Nullable
            OffsetDateTime nextOpening,

            @Schema(description = "The current mode: off-hours, always or off.")
            String mode,

            @Schema(description = "Whether the desk would answer at that moment in this mode.")
            boolean answers) {

        static Explained of(OpeningHours hours, Instant at) {
            ZoneId zone = hours.schedule().map(Schedule::zone).orElse(ZoneId.of("UTC"));
            OpenStatus status = hours.explain(at);
            return new Explained(
                    inZone(at, zone),
                    status.open(),
                    status.line().toString(),
                    Reason.of(status.line()),
                    inZone(status.since(), zone),
                    inZone(status.until(), zone),
                    inZone(status.nextOpening(), zone),
                    hours.mode().apiName(),
                    hours.deskAnswers(at));
        }
    }

    @RegisterForReflection
    @Schema(name = "HoursReason", description = "The line of the schedule that applies at a moment.")
    record Reason(
            @Schema(
                    description = "weekday for a line of the week, date for a date of its own, or none if there is no"
                            + " schedule.",
                    enumeration = {"weekday", "date", "none"})
            String kind,

            @Schema(
                    description = "The weekday. After midnight it is that of the day before, if its interval applies.",
                    examples = "monday",
                    nullable = true)
            @Nullable
            String weekday,

            @Schema(nullable = true) @Nullable LocalDate date,

            @Schema(
                    description =
                            "The interval of the weekday that applies, or all intervals of the date. Empty if it is"
                                    + " closed.",
                    examples = "[\"09:00-18:00\"]")
            List<String> intervals,

            @Schema(description = "The occasion of the date.", examples = "春节", nullable = true) @Nullable
            String note) {

        static Reason of(ScheduleLine line) {
            if (line instanceof ScheduleLine.Weekday weekday) {
                return new Reason(
                        "weekday", Schedule.name(weekday.day()), null, texts(weekday.interval().stream()), null);
            }
            if (line instanceof ScheduleLine.Date date) {
                return new Reason(
                        "date",
                        null,
                        date.date(),
                        texts(date.intervals().stream()),
                        date.note().isEmpty() ? null : date.note());
            }
            return new Reason("none", null, null, List.of(), null);
        }

        private static List<String> texts(Stream<DailyInterval> intervals) {
            return intervals.map(DailyInterval::toString).toList();
        }
    }

    @RegisterForReflection
    @Schema(
            name = "OpenInterval",
            description = "A period in which the schedule is open throughout. The end is exclusive.")
    record Interval(
            OffsetDateTime from,
            OffsetDateTime until,

            @Schema(description = "The line of the schedule that applies.")
            String line) {

        static Interval of(Span span, ZoneId zone) {
            return new Interval(
                    inZone(span.from(), zone),
                    inZone(span.until(), zone),
                    span.line().toString());
        }
    }

    @RegisterForReflection
    @Schema(name = "HoursCalendar", description = "When the schedule is open in a range of days, sorted by time.")
    record Calendar(
            @Schema(description = "The schedule's zone.") String zone, List<Interval> open) {

        Calendar {
            open = List.copyOf(open);
        }
    }

    @RegisterForReflection
    @Schema(name = "ScheduleChange", description = "A version of the schedule.")
    record ScheduleChange(
            long version,
            Instant at,

            @Schema(description = "The name of the account that stored it.")
            String by,

            ScheduleForm schedule) {

        static ScheduleChange of(ScheduleEntity stored) {
            return new ScheduleChange(stored.version, stored.at, stored.by, stored.toForm());
        }
    }

    @RegisterForReflection
    @Schema(name = "ModeForm", description = "When the desk answers.")
    record ModeForm(
            @Schema(
                    description = "off-hours: while agents are unavailable according to the schedule; always; or off:"
                            + " frames are recorded, but not answered.",
                    enumeration = {"off-hours", "always", "off"},
                    examples = "always",
                    required = true)
            @Nullable
            String mode,

            @Schema(
                    description = "The reason, at most 200 characters.",
                    examples = "Nobody came in today.",
                    nullable = true)
            @Nullable
            String reason) {}

    @RegisterForReflection
    @Schema(
            name = "ModeChange",
            description = "A version of the mode, or the configured mode if no administrator set one.")
    record ModeChange(
            @Schema(description = "0 for the configured mode.")
            long version,

            @Schema(description = "off-hours, always or off.")
            String mode,

            @Schema(nullable = true) @Nullable Instant at,

            @Schema(description = "The name of the account that set it.", nullable = true) @Nullable
            String by,

            String reason) {

        static ModeChange of(ModeEntity stored) {
            return new ModeChange(stored.version, stored.mode.apiName(), stored.at, stored.by, stored.reason);
        }

        static ModeChange configured(Mode mode) {
            return new ModeChange(0, mode.apiName(), null, null, "");
        }
    }

    private static @Nullable OffsetDateTime inZone(Optional<Instant> at, ZoneId zone) {
        return at.map(instant -> inZone(instant, zone)).orElse(null);
    }

    private static OffsetDateTime inZone(Instant at, ZoneId zone) {
        return at.atZone(zone).toOffsetDateTime();
    }
}
