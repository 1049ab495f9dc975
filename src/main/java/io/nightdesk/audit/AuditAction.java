package io.nightdesk.audit;

import java.util.Locale;

/** What was done. The name of each begins with its kind. */
public enum AuditAction {
    RULE_CREATED(AuditKind.RULE),
    RULE_CHANGED(AuditKind.RULE),
    RULE_ENABLED(AuditKind.RULE),
    RULE_DISABLED(AuditKind.RULE),
    RULE_DELETED(AuditKind.RULE),
    RULE_RESTORED(AuditKind.RULE),
    /** Many rules at once, by a filter. */
    RULE_BULK_CHANGED(AuditKind.RULE),
    /** Many rules at once, from a file. */
    RULE_IMPORTED(AuditKind.RULE),
    RULE_IMPORT_UNDONE(AuditKind.RULE),
    SCHEDULE_REPLACED(AuditKind.SCHEDULE),
    MODE_SET(AuditKind.MODE),
    SESSION_PAUSED(AuditKind.SESSION),
    SESSION_RESUMED(AuditKind.SESSION),
    ORDER_CREATED(AuditKind.ORDER),
    ORDER_REPLACED(AuditKind.ORDER),
    ORDER_DELETED(AuditKind.ORDER),
    /** Many orders in one request. */
    ORDER_UPLOADED(AuditKind.ORDER),
    ACCOUNT_CREATED(AuditKind.ACCOUNT),
    ACCOUNT_CHANGED(AuditKind.ACCOUNT),
    ACCOUNT_DELETED(AuditKind.ACCOUNT),
    /** By its owner. */
    ACCOUNT_PASSWORD_CHANGED(AuditKind.ACCOUNT),
    REJECTED_FRAME_REPLAYED(AuditKind.REJECTED_FRAME),
    REJECTED_FRAME_DELETED(AuditKind.REJECTED_FRAME),
    CUSTOMER_EXPORTED(AuditKind.CUSTOMER),
    CUSTOMER_ERASED(AuditKind.CUSTOMER),
    QUESTION_IGNORED(AuditKind.QUESTION),
    QUESTION_LISTED_AGAIN(AuditKind.QUESTION);

    private final AuditKind kind;

    AuditAction(AuditKind kind) {
        this.kind = kind;
    }

    AuditKind kind() {
        return kind;
    }

    /** The name in the API and in the table, without the kind. */
    String text() {
        return name().substring(kind.name().length() + 1).toLowerCase(Locale.ROOT);
    }
}
