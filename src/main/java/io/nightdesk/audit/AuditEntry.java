package io.nightdesk.audit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An entry of the audit log, as the API shows it. */
@RegisterForReflection
@Schema(name = "AuditEntry", description = "A change that an account made.")
record AuditEntry(
        long id,
        Instant at,

        @Schema(description = "The name of the account, or system for a change by the service itself.")
        String by,

        @Schema(description = "What kind of thing was changed.")
        AuditKind kind,

        @Schema(
                description = "What was done: for rules created, changed, enabled, disabled, deleted, restored,"
                        + " bulk_changed, imported or import_undone; for the schedule replaced; for the mode set; for"
                        + " sessions paused or resumed; for orders created, replaced, deleted or uploaded; for accounts"
                        + " created, changed, deleted or password_changed; for rejected frames replayed or deleted; for"
                        + " customers exported or erased; for unanswered questions ignored or listed_again.")
        String action,

        @Schema(
                description = "The key of the rule, the number of the order, the uid of the customer, the name of the"
                        + " account, or the id of the rejected frame. Null if the change concerns several, and"
                        + " after the customer was erased.",
                nullable = true)
        @Nullable
        String subject,

        @Schema(description = "What else is known, such as the changed fields or the number of rules.")
        Map<String, String> details) {

    AuditEntry {
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    }

    /** A part of the list. */
    @RegisterForReflection
    @Schema(name = "AuditEntries", description = "A part of the audit log, the newest entries first.")
    record Part(
            List<AuditEntry> items,

            @Schema(
                    description = "The parameter before for the next part; null if there are no older entries.",
                    nullable = true)
            @Nullable
            Long next) {

        Part {
            items = List.copyOf(items);
        }
    }
}
