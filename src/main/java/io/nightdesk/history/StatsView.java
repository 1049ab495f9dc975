package io.nightdesk.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Statistics of a range of days, as the API shows them. */
@Schema(name = "Stats", description = "Outcomes by day, and answers by rule.")
record StatsView(
        @Schema(description = "The first day.") LocalDate from,
        @Schema(description = "The last day.") LocalDate until,

        @Schema(description = "The time zone of the days.") String zone,

        @Schema(description = "Every day, including days without messages.")
        List<DayView> days,

        @Schema(description = "The rules with the most answers, at most 100.")
        List<RuleView> rules) {

    /** The outcomes of messages that were matched against the rules. All others are silence by design. */
    private static final String ANSWERED = "ANSWERED";

    private static final String SUGGESTED = "SUGGESTED";
    private static final Set<String> UNANSWERED = Set.of("NOTICE", "FALLBACK", "IMAGE_FALLBACK", "COOLDOWN", "FAILED");

    StatsView {
        days = List.copyOf(days);
        rules = List.copyOf(rules);
    }

    /** The number of answers of a rule. */
    @Schema(name = "RuleStats")
    record RuleView(
            @Schema(description = "The key of the rule.") String rule, long count) {}

    /** The outcomes of one day. */
    @Schema(name = "DayStats")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DayView(
            LocalDate day,

            @Schema(description = "The number of messages by outcome.")
            Map<String, Long> outcomes,

            @Schema(
                    description =
                            "The share of messages that a rule answered, from 0 to 1. It counts messages that were"
                                    + " answered, suggested, or unanswered (notice, fallback, image_fallback, cooldown, failed);"
                                    + " absent if there are none.")
            @Nullable
            Double answeredShare,

            @Schema(description = "The share of the same messages that got neither an answer nor suggestions.")
            @Nullable
            Double unansweredShare) {

        DayView {
            outcomes = Collections.unmodifiableMap(new TreeMap<>(outcomes));
        }

        static DayView of(LocalDate day, Map<String, Long> outcomes) {
            long answered = outcomes.getOrDefault(ANSWERED, 0L);
            long unanswered = sum(outcomes, UNANSWERED);
            long total = answered + unanswered + outcomes.getOrDefault(SUGGESTED, 0L);
            return new DayView(
                    day,
                    outcomes,
                    total == 0 ? null : share(answered, total),
                    total == 0 ? null : share(unanswered, total));
        }

        private static long sum(Map<String, Long> outcomes, Set<String> names) {
            return names.stream()
                    .mapToLong(name -> outcomes.getOrDefault(name, 0L))
                    .sum();
        }

        /** Rounded to four digits. */
        private static double share(long part, long whole) {
            return Math.round(10_000.0 * part / whole) / 10_000.0;
        }
    }
}
