package io.nightdesk.history;

import io.nightdesk.faq.Rule;
import io.nightdesk.faq.match.Match.Verdict;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A question that no rule answers, as the API shows it; what is sent to change that is within. */
@RegisterForReflection
@Schema(name = "UnmatchedQuestion", description = "A question that no rule answers, however it was written.")
record UnmatchedView(
        @Schema(description = "The question as it is matched.")
        String folded,

        @Schema(description = "As it was written last.") String question,
        @Schema(description = "How often it was asked.") long count,
        Instant lastAt,

        @Schema(description = "What the rules make of it now: suggested …, or no rule fits.")
        String now) {

    static UnmatchedView of(UnmatchedQueries.Group group, Verdict verdict) {
        return new UnmatchedView(group.folded(), group.question(), group.count(), group.lastAt(), describe(verdict));
    }

    /** For an admin to read. */
    static String describe(Verdict verdict) {
        if (verdict instanceof Verdict.Answer answer) {
            return "answered by " + answer.rule().key();
        }
        return verdict instanceof Verdict.Suggestions suggestions
                ? suggestions.rules().stream().map(Rule::key).collect(Collectors.joining(", ", "suggested ", ""))
                : "no rule fits";
    }

    /** What rule it shall belong to. */
    @RegisterForReflection
    @Schema(name = "Attachment", description = "A question that becomes an example of a rule.")
    record Attachment(
            @NotBlank(message = "must not be blank") @Size(max = 200, message = "must have no more than 200 characters")
            String question,

            @NotBlank(message = "must not be blank") @Schema(description = "The rule's key.")
            String rule,

            @Schema(description = "true to save it; a preview if left out.", nullable = true) @Nullable
            Boolean apply) {

        static final String EXAMPLE = """
                {"question": "我的钱什么时候回来", "rule": "refund-time", "apply": false}""";

        @Override
        public String toString() {
            return "Attachment[" + rule + "]";
        }
    }

    /** What comes of it. */
    @RegisterForReflection
    @Schema(name = "Attached", description = "What an example more changes.")
    record Attached(
            @Schema(description = "False for a preview: then nothing was changed.")
            boolean applied,

            @Schema(description = "How many different questions of the last 30 days were looked at.")
            int looked,

            @Schema(description = "Those of which the rules make something else then, the most frequent first.")
            List<Change> changes) {

        /** A question that is answered otherwise. */
        @RegisterForReflection
        @Schema(name = "AnswerChange", description = "A question of which the rules make something else.")
        record Change(String question, long count, String before, String after) {}
    }
}
