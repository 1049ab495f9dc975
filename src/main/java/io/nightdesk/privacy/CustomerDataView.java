package io.nightdesk.privacy;

import io.nightdesk.history.ExchangeView;
import io.nightdesk.order.OrderStatus;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is kept on a customer, as the document shows it. The answer itself is made of whole rows, so that a column that is
 * added is handed out at once; then it belongs here too.
 */
@Schema(name = "KeptOnACustomer", description = "All that is kept on a customer.")
record CustomerDataView(
        @Schema(description = "The customer's uid.") String customer,

        @Schema(description = "How the session stands; none if there is none.") @Nullable
        Session session,

        @Schema(description = "What somebody did to the session by hand, the newest first.")
        List<KeptChange> sessionChanges,

        List<KeptOrder> orders,

        @Schema(description = "Messages that could not be read and have the customer's uid in them.")
        List<RejectedFrame> rejectedFrames,

        @Schema(description = "The newest first.") List<ExchangeView> exchanges) {

    /** A row of {@code session}. */
    @Schema(name = "KeptSession", description = "How a session stands.")
    record Session(
            String customerUid,

            @Schema(description = "Another one with every change.")
            long version,

            @Schema(description = "The version before that one.")
            long previousVersion,

            @Schema(description = "Until then it is an agent's, or paused.")
            Instant takenOverUntil,

            @Schema(description = "Until then it is left to agents by a rule.")
            Instant handedOffUntil,

            @Schema(description = "Since then the customer waits for an agent; 1970 for not.")
            Instant waitingSince,

            @Schema(description = "When it was said last that nobody is there.")
            Instant noticeAt,

            @Schema(description = "When it was said last that there is no answer.")
            Instant fallbackAt,

            @Schema(
                    description =
                            "Language, end in seconds from 1970 and keys of the rules that a number would pick next.")
            String menu,

            @Schema(description = "Which of several answers each rule gave last.")
            String turns,

            @Schema(
                    description =
                            "When there were replies within an hour, and marks of what they answered, in base 36.")
            String replies) {}

    /** A row of {@code session_change}. */
    @Schema(name = "KeptSessionChange", description = "What somebody did to a session by hand.")
    record KeptChange(
            long id,
            String customerUid,
            Instant at,
            @Schema(description = "An account's name.") String by,
            @Schema(enumeration = {"PAUSED", "RESUMED"}) String action,
            @Schema(nullable = true) @Nullable Instant until,
            String reason) {}

    /** A row of {@code customer_order}. */
    @Schema(name = "KeptOrder", description = "An order.")
    record KeptOrder(
            String number,
            String customerUid,
            OrderStatus status,
            @Schema(nullable = true) @Nullable String carrier,
            @Schema(nullable = true) @Nullable String tracking,
            Instant placedAt,
            long version) {}

    /** A row of {@code rejected_frame}. */
    @Schema(name = "KeptFrame", description = "A message that could not be read.")
    record RejectedFrame(
            long id,
            Instant receivedAt,
            @Schema(description = "Why not.") String reason,
            @Schema(description = "How many bytes it had.") int size,

            @Schema(description = "Its first bytes in Base64.")
            String head) {}
}
