package io.nightdesk.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.nightdesk.outbox.WithholdReason;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An exchange as the API shows it. */
@Schema(name = "Exchange", description = "A message to the desk and its outcome.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExchangeView(
        @Schema(description = "Increases in the order in which messages were decided.")
        long id,

        Instant receivedAt,

        @Schema(description = "The customer's uid; absent after the customer was erased.") @Nullable
        String customer,

        @Schema(
                description =
                        "What the customer wrote; absent if the message is not a text, comes from an agent, or was erased.")
        @Nullable
        String question,

        @Schema(description = "The outcome of the message.", ref = "#/components/schemas/Outcome")
        String outcome,

        @Schema(description = "The key of the rule that answered.") @Nullable
        String rule,

        @Schema(description = "The reply of the desk; absent if there is none.") @Nullable
        ReplyView reply,

        @Schema(
                description = "Why the desk decided so; absent if no rules were matched, or the customer was erased.",
                ref = "#/components/schemas/MatchTrace")
        @Nullable
        JsonNode trace) {

    /** The delivery of a reply. */
    public enum State {
        /** Not yet confirmed by the broker. */
        PENDING,
        /** Confirmed by the broker. */
        SENT,
        /** Not sent, for a reason. */
        WITHHELD
    }

    @Schema(name = "ExchangeReply", description = "A reply of the desk.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ReplyView(
            State state,

            @Schema(
                    description =
                            "Why the reply was withheld; absent if it was not. BROKER_REJECTED: the broker did not accept"
                                    + " the reply but accepted others; check its access rules for the topic and its packet size"
                                    + " limit.",
                    implementation = WithholdReason.class)
            @Nullable
            String reason,

            @Schema(description = "The text; absent for an image.") @Nullable
            String text,

            @Schema(description = "The address of the image; absent for a text.") @Nullable
            String imageUrl) {}
}
