package io.nightdesk.privacy;

import io.nightdesk.history.ExchangeView;
import io.nightdesk.order.OrderStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Documents the export of a customer. The export itself contains whole rows, so an added column is exported at once; add
 * it here too.
 */
@Schema(name = "CustomerData", description = "Everything that is stored about a customer.")
record CustomerDataView(
        @Schema(description = "The customer's uid.") String customer,

        @Schema(description = "The stored session; absent if there is none.") @Nullable
        Session session,

        @Schema(description = "Manual changes of the session, the newest first.")
        List<SessionChange> sessionChanges,

        List<Order> orders,

        @Schema(description = "Rejected frames that contain the customer's uid, the newest first.")
        List<RejectedFrame> rejectedFrames,

        @Schema(description = "Entries of the audit log about the customer, the newest first.")
        List<AuditEntry> auditEntries,

        @Schema(description = "The exchanges, the newest first.")
        List<ExchangeView> exchanges) {

    /** A row of {@code session}. */
    @Schema(name = "StoredSession", description = "A stored session.")
    record Session(
            String customerUid,

            @Schema(description = "The version, which changes with every change of the session.")
            long version,

            @Schema(description = "The version before that one.")
            long previousVersion,

            @Schema(description = "The end of an agent's takeover or of a pause.")
            Instant takenOverUntil,

            @Schema(description = "The end of a hand-off by a rule.")
            Instant handedOffUntil,

            @Schema(
                    description =
                            "When the customer began to wait for an agent; 1970-01-01 if the customer does not wait.")
            Instant waitingSince,

            @Schema(description = "When the off-hours notice was last sent; 1970-01-01 for never.")
            Instant noticeAt,

            @Schema(description = "When the fallback was last sent; 1970-01-01 for never.")
            Instant fallbackAt,

            @Schema(
                    description =
                            "The last menu: its language, its end in seconds since 1970, and the keys of the rules that"
                                    + " the customer can pick by a number.")
            String menu,

            @Schema(description = "How many answers each rule with several answers gave, for the last rules.")
            String turns,

            @Schema(
                    description =
                            "The times of the replies within the last hour, and digests of the questions they replied to."
                                    + " The times are in base 36, digests in base64url;"
                                    + " =en marks replies in English.")
            String replies) {}

    /** A row of {@code session_change}. */
    @Schema(name = "StoredSessionChange", description = "A manual change of a session.")
    record SessionChange(
            long id,
            String customerUid,
            Instant at,

            @Schema(description = "The name of the account that made the change.")
            String by,

            @Schema(enumeration = {"PAUSED", "RESUMED"}) String action,

            @Schema(description = "The end of the pause; null for a resumption.", nullable = true) @Nullable
            Instant until,

            String reason) {}

    /** A row of {@code customer_order}. */
    @Schema(name = "StoredOrder", description = "An order.")
    record Order(
            String number,
            String customerUid,
            OrderStatus status,
            @Schema(nullable = true) @Nullable String carrier,
            @Schema(nullable = true) @Nullable String tracking,
            Instant placedAt,
            long version) {}

    /** A row of {@code rejected_frame}. */
    @Schema(name = "StoredRejectedFrame", description = "A rejected frame.")
    record RejectedFrame(
            long id,
            Instant receivedAt,

            @Schema(description = "Why the frame was rejected.")
            String reason,

            @Schema(description = "The size of the frame in bytes.")
            int size,

            @Schema(description = "The first bytes of the frame in Base64.")
            String head) {}

    /** A row of {@code audit_entry}. */
    @Schema(name = "StoredAuditEntry", description = "An entry of the audit log.")
    record AuditEntry(
            long id,
            Instant at,

            @Schema(description = "The name of the account that made the change.")
            String by,

            @Schema(description = "What kind of thing was changed.")
            String kind,

            @Schema(description = "What was done.") String action,

            @Schema(description = "The uid of the customer, or the number of the order.")
            String subject,

            String customerUid,
            Map<String, String> details) {}
}
