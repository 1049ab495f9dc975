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

/** What the desk did, in numbers. */
@Schema(name = "Stats", description = "What the desk did in some days.")
public record StatsView(
        @Schema(description = "The first day.") LocalDate from,
        @Schema(description = "The last day.") LocalDate until,

        @Schema(description = "The time zone that the days are of.")
        String zone,

        @Schema(description = "Every day, those without a message too.")
        List<DayView> days,

        @Schema(description = "The rules that answered most often, at most 100.")
        List<RuleView> rules) {

    /** What is open to a rule: these outcomes and an answer. Everything else is silence for a good reason. */
    private static final Set<String> UNSURE = Set.of("SUGGESTED");

    private static final String ANSWERED = "ANSWERED";
    private static final Set<String> UNANSWERED = Set.of("NOTICE", "FALLBACK", "IMAGE_FALLBACK", "COOLDOWN", "FAILED");

    public StatsView {
        days = List.copyOf(days);
        rules = List.copyOf(rules);
    }

    /** How often a rule answered. */
    @Schema(name = "RuleStats")
    public record RuleView(@Schema(description = "Its key.") String rule, long count) {}

    /** One day. */
    @Schema(name = "DayStats")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DayView(
            LocalDate day,

            @Schema(description = "How many messages had which outcome.")
            Map<String, Long> outcomes,

            @Schema(
                    description = "The part answered by a rule of the messages that rules were asked about: answered,"
                            + " suggested, fallback, image_fallback, cooldown, failed; from 0 to 1, none without any.")
            @Nullable
            Double answeredShare,

            @Schema(description = "The part of the same that was neither answered nor given suggestions.") @Nullable
            Double unansweredShare) {

        public DayView {
            outcomes = Collections.unmodifiableMap(new TreeMap<>(outcomes));
        }

        static DayView of(LocalDate day, Map<String, Long> outcomes) {
            long answered = outcomes.getOrDefault(ANSWERED, 0L);
            long unanswered = sum(outcomes, UNANSWERED);
            long asked = answered + unanswered + sum(outcomes, UNSURE);
            return new DayView(
                    day,
                    outcomes,
                    asked == 0 ? null : share(answered, asked),
                    asked == 0 ? null : share(unanswered, asked));
        }

        private static long sum(Map<String, Long> outcomes, Set<String> names) {
            return names.stream()
                    .mapToLong(name -> outcomes.getOrDefault(name, 0L))
                    .sum();
        }

        /** With four digits; more would pretend a precision that is not there. */
        private static double share(long part, long whole) {
            return Math.round(10_000.0 * part / whole) / 10_000.0;
        }
    }
}
