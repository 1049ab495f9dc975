package io.nightdesk.privacy;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a request to forget a customer. */
@Schema(name = "Erased", description = "How much was erased, and what could not be yet.")
public record ErasedView(
        @Schema(description = "Exchanges that lost question, trace, answer and customer.")
        long exchanges,

        long orders,

        @Schema(description = "Whether there was a session, which is forgotten now.")
        boolean session,

        @Schema(description = "Refused messages that had the customer's uid in them.")
        long rejectedFrames,

        @Schema(
                description = "Exchanges that are left because their answer is still on its way, or because they came"
                        + " just now. Repeat the request when it is above 0.")
        long left) {}
