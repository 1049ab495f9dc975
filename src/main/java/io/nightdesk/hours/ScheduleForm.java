package io.nightdesk.hours;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A schedule as JSON, in the API and in the table. Nothing is checked here, see {@link ScheduleValidator}. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Schedule", description = "When human agents are there.")
public record ScheduleForm(
        @Schema(description = "The time zone of all of it, like Asia/Shanghai.", examples = "Asia/Shanghai") @Nullable
        String zone,

        @Nullable WeekForm week,

        @Schema(description = "Days that differ from the week; left out for none.") @Nullable
        List<DatesForm> dates) {

    /** Says of an opening how it is written. */
    static final String OPENING =
            "Openings like 09:00-18:00; 22:00-02:00 runs into the next day, 18:00-24:00 to the end"
                    + " of the day. At the second time it is closed.";

    /** The week that repeats. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ScheduleWeek", description = OPENING + " A day that is left out is closed.")
    public record WeekForm(
            @Nullable List<String> monday,
            @Nullable List<String> tuesday,
            @Nullable List<String> wednesday,
            @Nullable List<String> thursday,
            @Nullable List<String> friday,
            @Nullable List<String> saturday,
            @Nullable List<String> sunday) {

        static final WeekForm CLOSED = new WeekForm(null, null, null, null, null, null, null);

        List<String> on(DayOfWeek day) {
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
     * A day, or several in a row, with hours of their own.
     *
     * @param open none for closed
     * @param like instead of {@code open}: the weekday whose hours these days have
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "ScheduleDates",
            description = "A day, or several in a row, with hours of their own from 0:00 to 24:00: what the day before"
                    + " would have run over into it is cut off. Has either open or like.")
    public record DatesForm(
            @Schema(description = "The day, or the first one.", examples = "2026-10-01") @Nullable
            String date,

            @Schema(description = "The last day, if there are several.", examples = "2026-10-07", nullable = true)
            @Nullable
            String last,

            @Schema(description = OPENING + " None for closed days.", nullable = true) @Nullable
            List<String> open,

            @Schema(
                    description = "The weekday whose hours these days have, for a workday made up for.",
                    examples = "friday",
                    nullable = true)
            @Nullable
            String like,

            @Schema(description = "What it is for, in 100 characters at most.", examples = "国庆节", nullable = true)
            @Nullable
            String note) {}

    Map<DayOfWeek, List<String>> days() {
        WeekForm written = week == null ? WeekForm.CLOSED : week;
        return Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(Function.identity(), written::on));
    }

    List<DatesForm> ownDates() {
        return dates == null ? List.of() : dates;
    }
}
