package io.nightdesk.privacy;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The result of erasing a customer, as the API shows it. */
@Schema(name = "Erased", description = "What was erased, and what could not be erased yet.")
record ErasedView(
        @Schema(description = "Exchanges that lost question, trace, reply and customer.")
        long exchanges,

        @Schema(description = "Orders that were deleted.") long orders,

        @Schema(description = "Whether a session was deleted.")
        boolean session,

        @Schema(description = "Deleted rejected frames that contained the customer's uid.")
        long rejectedFrames,

        @Schema(
                description =
                        "Exchanges that were not erased, because their reply is still pending or they arrived during the"
                                + " request. If it is above 0, repeat the request.")
        long remaining) {}
