package io.nightdesk.history;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.frame.FrameCodec;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An ignored question as the API shows it. */
@RegisterForReflection
@Schema(name = "IgnoredQuestion", description = "A question that is left out of the unmatched ones.")
record IgnoredQuestionView(
        long id,

        @Schema(description = "The folded text: questions with the same one are ignored.")
        String folded,

        @Schema(description = "The spelling that was ignored.")
        String question,

        Instant ignoredAt,
        @Schema(description = "The name of an account.") String ignoredBy) {

    static IgnoredQuestionView of(IgnoredQuestionEntity entity) {
        return new IgnoredQuestionView(
                Objects.requireNonNull(entity.id), entity.folded, entity.question, entity.at, entity.by);
    }

    /** A question to ignore. */
    @RegisterForReflection
    @Schema(name = "IgnoreRequest", description = "A question to ignore.")
    record Request(
            @NotBlank(message = LocalizedMessage.NOT_BLANK)
            @Size(max = FrameCodec.MAX_TEXT, message = "must have no more than 4000 characters | 最多 4000 个字")
            String question) {

        static final String EXAMPLE = """
                {"question": "哈哈哈"}""";

        @Override
        public String toString() {
            // Without the customer's text.
            return "IgnoreRequest[]";
        }
    }
}
