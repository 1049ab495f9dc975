package io.nightdesk.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.nightdesk.outbox.WithholdReason;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An exchange as the API shows it. */
@Schema(name = "Exchange", description = "A message to the desk and what was done about it.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExchangeView(
        @Schema(description = "Ascends with the order of decisions.")
        long id,

        Instant receivedAt,

        @Schema(description = "The uid of the customer; none once the customer was erased.") @Nullable
        String customer,

        @Schema(description = "What the customer wrote; none for what is no text, for agents, and once it was erased.")
        @Nullable
        String question,

        @Schema(description = "What became of it.", ref = "#/components/schemas/Outcome")
        String outcome,

        @Schema(description = "The key of the rule that answered.") @Nullable
        String rule,

        @Schema(description = "What the desk answered; none for silence.") @Nullable
        ReplyView reply,

        @Schema(
                description = "Why; none if the rules were not asked, and once the customer was erased.",
                ref = "#/components/schemas/Trace")
        @Nullable
        JsonNode trace) {

    /** What became of a reply. */
    public enum State {
        /** On its way. */
        PENDING,
        /** The broker confirmed it. */
        SENT,
        /** It was decided not to send it after all. */
        WITHHELD
    }

    /** The answer. */
    @Schema(name = "ExchangeReply", description = "An answer of the desk.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ReplyView(
            State state,

            @Schema(description = "Why it was withheld.", implementation = WithholdReason.class) @Nullable
            String reason,

            @Schema(description = "The answer's words.") @Nullable
            String text,

            @Schema(description = "The address of the image that is the answer.") @Nullable
            String imageUrl) {}
}
