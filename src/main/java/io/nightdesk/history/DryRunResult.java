package io.nightdesk.history;

import io.nightdesk.LocalizedMessage;
import io.nightdesk.decision.Decision;
import io.nightdesk.decision.Outcome;
import io.nightdesk.decision.ReplyTemplate;
import io.nightdesk.faq.match.MatchTrace;
import io.nightdesk.faq.rules.RuleForm;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.order.OrderForm;
import io.nightdesk.order.OrderQuery;
import io.nightdesk.order.OrderSelection;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the desk would do about a message, as the API shows it. */
@RegisterForReflection
@Schema(name = "DryRunResult", description = "What the desk would do about a message.")
record DryRunResult(
        @Schema(description = "The outcome that the exchange would have.")
        Outcome outcome,

        @Schema(description = "The reply; null if the desk would not reply.", nullable = true) @Nullable
        Reply reply,

        @Schema(description = "The keys of the rules that the customer could pick next by a number.")
        List<String> menu,

        @Schema(description = "Whether the session would be handed off to agents.")
        boolean handedOff,

        @Schema(description = "Why; null if no rules were matched.", nullable = true) @Nullable
        MatchTrace trace) {

    @RegisterForReflection
    @Schema(name = "DryRunReply", description = "A reply as it would be sent: a text, or the address of an image.")
    record Reply(
            @Schema(nullable = true) @Nullable String text,
            @Schema(nullable = true) @Nullable String image) {}

    /** A message to decide on. */
    @RegisterForReflection
    @Schema(name = "DryRunRequest", description = "A message to decide on.")
    record Request(
            @NotBlank(message = LocalizedMessage.NOT_BLANK)
            @Size(max = FrameCodec.MAX_TEXT, message = "must have no more than 4000 characters | 最多 4000 个字")
            String text,

            @Pattern(
                    regexp = "[0-9A-Za-z-]{1,64}",
                    message = "must be a uid: 1 to 64 letters, digits or hyphens | 必须是顾客编号：1 到 64 个字母、数字或连字符")
            @Schema(
                    description = "The customer's uid. The desk uses this customer's orders and session. By default,"
                            + " a customer without either.",
                    nullable = true)
            @Nullable
            String sender,

            @Schema(description = "When the message arrives. By default, now.", nullable = true) @Nullable
            Instant at,

            @Size(max = FrameCodec.MAX_BUSINESS_ID, message = "must have no more than 64 characters | 最多 64 个字")
            @Schema(description = "The order number that the chat client attached.", nullable = true)
            @Nullable
            String order,

            @Valid
            @Schema(
                    description = "An order to decide with, which need not be stored and may be of any customer: the"
                            + " desk decides as if it were the only order of the customer who asks.",
                    nullable = true)
            @Nullable
            OrderForm assumedOrder,

            @Schema(
                    description = "true to decide as in the mode always, although agents are available at that time or"
                            + " the mode is off. By default, the mode and the schedule in force decide.",
                    nullable = true)
            @Nullable
            Boolean always,

            @Schema(description = "The frame's business type. By default 20, for shop chats.", nullable = true)
            @Nullable
            Integer businessType,

            @Schema(
                    description =
                            "The draft of a rule. It replaces the rule with the same key, or is added to the rules.",
                    nullable = true)
            @Nullable
            RuleForm rule) {

        @Override
        public String toString() {
            // Without the customer's text.
            return "Request[]";
        }
    }

    static DryRunResult of(Decision decision, Map<OrderQuery, OrderSelection> orders, Instant now) {
        return new DryRunResult(
                decision.outcome(),
                decision.reply().map(template -> reply(template, orders)).orElse(null),
                decision.sessionAfter().menu().rules(),
                decision.sessionAfter().isHandedOff(now),
                decision.trace(orders).orElse(null));
    }

    private static Reply reply(ReplyTemplate template, Map<OrderQuery, OrderSelection> orders) {
        return template instanceof ReplyTemplate.Image image
                ? new Reply(null, image.url())
                : new Reply(((ReplyTemplate.Text) template).render(orders), null);
    }
}
