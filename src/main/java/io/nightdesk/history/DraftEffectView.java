package io.nightdesk.history;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.rest.PageRequest;
import io.quarkus.panache.common.Sort;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The effect of a draft on past questions, as the API shows it. */
@RegisterForReflection
@Schema(name = "DraftEffect", description = "Past questions that would get another result, one page of them.")
record DraftEffectView(
        List<ChangedQuestion> items,
        int page,
        int size,

        @Schema(description = "The number of questions that would get another result, on all pages.")
        long total,

        @Schema(description = "The number of different questions that were compared.")
        int examined,

        @Schema(description = "Whether all were compared; false if that would have taken too long.")
        boolean complete,

        @Schema(
                description = "How often questions were asked that the same rule answers before and after, but with"
                        + " another answer. They are not listed.")
        long reworded) {

    /** A question with another result. */
    @RegisterForReflection
    @Schema(name = "ChangedQuestion", description = "A past question that would get another result.")
    record ChangedQuestion(
            @Schema(description = "The latest spelling.") String question,
            @Schema(description = "How often it was asked.") long count,
            Instant lastAskedAt,

            @Schema(description = "The result with the rules in force.")
            MatchResult before,

            @Schema(description = "The result with the draft.")
            MatchResult after) {

        static ChangedQuestion of(PastQuestions.Change change) {
            return new ChangedQuestion(
                    change.question().question(),
                    change.question().count(),
                    change.question().lastAskedAt(),
                    change.before(),
                    change.after());
        }
    }

    /** A draft. */
    @RegisterForReflection
    @Schema(name = "DraftEffectRequest", description = "The draft of a rule.")
    record Request(
            @NotNull(message = LocalizedMessage.REQUIRED)
            @Schema(
                    description = "It replaces the rule with the same key, or is added to the rules. If it is disabled,"
                            + " the effect is that of disabling the rule.")
            RuleForm rule) {

        static final String EXAMPLE = """
                {"rule": {"key": "opening-hours", "title": "几点上班", "triggers": {"keywords": [{"all": ["上班"]}]},
                 "answers": {"variants": [{"zh": "{hours.next_open}"}]}}}""";
    }

    static DraftEffectView of(PastQuestions.Comparison comparison, PageRequest.Choice choice) {
        List<PastQuestions.Change> changes = new ArrayList<>(comparison.changes());
        if (choice.sort().getColumns().get(0).getDirection() == Sort.Direction.Ascending) {
            Collections.reverse(changes);
        }
        return new DraftEffectView(
                changes.stream()
                        .skip(choice.offset())
                        .limit(choice.size())
                        .map(ChangedQuestion::of)
                        .toList(),
                choice.page(),
                choice.size(),
                comparison.changes().size(),
                comparison.examined(),
                comparison.complete(),
                comparison.reworded());
    }
}
