package io.nightdesk.hours;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A schedule as JSON, in the API and in the table. Not validated here; see {@link ScheduleValidator}. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Schedule", description = "When human agents are available.")
public record ScheduleForm(
        @Schema(description = "The time zone of the whole schedule, like Asia/Shanghai.", examples = "Asia/Shanghai")
        @Nullable
        String zone,

        @Nullable WeekForm week,

        @Schema(description = "Dates that differ from the week. Omit it if there are none.", nullable = true) @Nullable
        List<@Nullable DatesForm> dates) {

    static final ScheduleForm EMPTY = new ScheduleForm("UTC", WeekForm.CLOSED, List.of());

    /** Describes the text form of an interval. */
    private static final String INTERVALS =
            "Intervals like 09:00-18:00. 22:00-02:00 ends on the next day, 18:00-24:00 at the end of the day. At the"
                    + " second time it is closed.";

    /** The week that repeats. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ScheduleWeek", description = INTERVALS + " An omitted day is closed.")
    public record WeekForm(
            @Nullable List<String> monday,
            @Nullable List<String> tuesday,
            @Nullable List<String> wednesday,
            @Nullable List<String> thursday,
            @Nullable List<String> friday,
            @Nullable List<String> saturday,
            @Nullable List<String> sunday) {

        static final WeekForm CLOSED = new WeekForm(null, null, null, null, null, null, null);

        List<String> intervals(DayOfWeek day) {
            return Optional.ofNullable(
                            switch (day) {
                                case MONDAY -> monday;
                                case TUESDAY -> tuesday;
                                case WEDNESDAY -> wednesday;
                                case THURSDAY -> thursday;
                                case FRIDAY -> friday;
                                case SATURDAY -> saturday;
                                case SUNDAY -> sunday;
                            })
                    .orElse(List.of());
        }
    }

    /**
     * A date, or several consecutive ones, that differ from the week.
     *
     * @param open the intervals; empty for closed dates
     * @param like instead of {@code open}: the weekday whose intervals these dates have
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "ScheduleDates",
            description = "A date, or several consecutive ones, that differ from the week. They replace the whole day:"
                    + " an interval of the day before that crosses midnight ends at 0:00. Has either open or like.")
    public record DatesForm(
            @Schema(description = "The date, or the first one.", examples = "2026-10-01") @Nullable
            String date,

            @Schema(description = "The last date, if there are several.", examples = "2026-10-07", nullable = true)
            @Nullable
            String last,

            @Schema(description = INTERVALS + " An empty list closes the dates.", nullable = true) @Nullable
            List<String> open,

            @Schema(
                    description = "The weekday whose intervals these dates have, for a make-up workday.",
                    examples = "friday",
                    nullable = true)
            @Nullable
            String like,

            @Schema(description = "The occasion, at most 100 characters.", examples = "国庆节", nullable = true) @Nullable
            String note) {}

    List<String> intervals(DayOfWeek day) {
        return week == null ? List.of() : week.intervals(day);
    }

    List<@Nullable DatesForm> datesOrEmpty() {
        return dates == null ? List.of() : dates;
    }
}
