package io.nightdesk.history;

import io.nightdesk.decision.Decision;
import io.nightdesk.decision.Outcome;
import io.nightdesk.decision.ReplyTemplate;
import io.nightdesk.faq.match.MatchTrace;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.order.Order;
import io.nightdesk.order.OrderQuery;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the desk would do about a message, as the API shows it; what is asked is within. */
@RegisterForReflection
@Schema(description = "What the desk would do about a message now.")
record DryRunResult(
        @Schema(description = "What would become of the frame, as in exchanges.")
        Outcome outcome,

        @Schema(description = "What the customer would get; null for silence.", nullable = true) @Nullable
        Reply reply,

        @Schema(description = "Keys of the rules that a number would pick next.")
        List<String> menu,

        @Schema(description = "Whether the session would be left to human agents.")
        boolean handsOff,

        @Schema(description = "Why; null if the rules were not asked.", nullable = true) @Nullable
        MatchTrace trace) {

    /** A reply as it would be sent. */
    @RegisterForReflection
    @Schema(name = "TrialReply", description = "A reply as it would be sent: a text or the address of an image.")
    record Reply(
            @Schema(nullable = true) @Nullable String text,
            @Schema(nullable = true) @Nullable String image) {}

    /** What is asked. */
    @RegisterForReflection
    @Schema(name = "TrialQuestion", description = "A message that nobody sent.")
    record Asked(
            @NotBlank(message = "must not be blank")
            @Size(max = FrameCodec.MAX_TEXT, message = "must have no more than 4000 characters")
            String text,

            @Pattern(regexp = "[0-9A-Za-z-]{1,64}", message = "must be a uid: 1 to 64 letters, digits or hyphens")
            @Schema(
                    description = "Who asks: their orders are spoken of, and their session counts. Nobody in particular"
                            + " if left out.",
                    nullable = true)
            @Nullable
            String sender,

            @Schema(description = "When; now if left out.", nullable = true) @Nullable
            Instant at,

            @Size(max = FrameCodec.MAX_BUSINESS_ID, message = "must have no more than 64 characters")
            @Schema(description = "The order number that the client attached.", nullable = true)
            @Nullable
            String order,

            @Schema(description = "The frame's business type; 20, shop chats, if left out.", nullable = true) @Nullable
            Integer businessType,

            @Schema(
                    description = "A draft: takes the place of the rule of its key, or comes in addition.",
                    nullable = true)
            @Nullable
            RuleForm rule) {

        @Override
        public String toString() {
            return "Asked[]";
        }
    }

    static DryRunResult of(Decision decision, Map<OrderQuery, Order> orders, Instant now) {
        return new DryRunResult(
                decision.outcome(),
                decision.reply().map(template -> reply(template, orders)).orElse(null),
                decision.sessionAfter().menu().rules(),
                decision.sessionAfter().isHandedOff(now),
                decision.match().map(MatchTrace::of).orElse(null));
    }

    private static Reply reply(ReplyTemplate template, Map<OrderQuery, Order> orders) {
        return template instanceof ReplyTemplate.Image image
                ? new Reply(null, image.url())
                : new Reply(((ReplyTemplate.Text) template).render(orders), null);
    }
}
