package io.nightdesk.history;

import io.nightdesk.LocalizedMessage;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A question that no rule answers, as the API shows it. */
@RegisterForReflection
@Schema(name = "UnmatchedQuestion", description = "A question that no rule answers, in all its spellings.")
record UnmatchedView(
        @Schema(description = "The folded text, which is what rules match.")
        String folded,

        @Schema(description = "The latest spelling.") String question,
        @Schema(description = "How often it was asked.") long count,
        Instant lastAskedAt,

        @Schema(description = "The result with the rules in force, for example: no rule fits.")
        String currentResult,

        @Schema(description = "The keys of the rules that are suggested now, the most similar first.")
        List<String> suggestions) {

    static UnmatchedView of(UnmatchedQueries.QuestionGroup group, MatchResult result) {
        return new UnmatchedView(
                group.folded(),
                group.question(),
                group.count(),
                group.lastAskedAt(),
                result.describe(),
                result.rules());
    }

    @RegisterForReflection
    @Schema(name = "AttachRequest", description = "A question to add to a rule as an example.")
    record AttachRequest(
            @NotBlank(message = LocalizedMessage.NOT_BLANK)
            @Size(max = 200, message = "must have no more than 200 characters | 最多 200 个字")
            String question,

            @NotBlank(message = LocalizedMessage.NOT_BLANK) @Schema(description = "The key of the rule.")
            String rule,

            @Schema(description = "true to save the rule; by default, only a preview.", nullable = true) @Nullable
            Boolean apply) {

        static final String EXAMPLE = """
                {"question": "我的钱什么时候回来", "rule": "refund-time", "apply": false}""";

        @Override
        public String toString() {
            // Without the customer's text.
            return "AttachRequest[" + rule + "]";
        }
    }

    @RegisterForReflection
    @Schema(name = "AttachResult", description = "The effect of one more example.")
    record AttachResult(
            @Schema(description = "Whether the rule was saved; false for a preview.")
            boolean applied,

            @Schema(description = "The number of different questions of the last 30 days that were examined.")
            int examined,

            @Schema(description = "The questions with another result, the most frequent first.")
            List<Change> changes) {

        /** A question with another result. */
        @RegisterForReflection
        @Schema(name = "AnswerChange", description = "A question with another result.")
        record Change(String question, long count, String before, String after) {

            static Change of(PastQuestions.Change change) {
                return new Change(
                        change.question().question(),
                        change.question().count(),
                        change.before().describe(),
                        change.after().describe());
            }
        }
    }
}
