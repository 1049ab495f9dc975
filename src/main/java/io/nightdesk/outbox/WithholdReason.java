package io.nightdesk.outbox;

/** Why a reply that was decided is not sent. */
public enum WithholdReason {
    /** An agent wrote in the session after the decision. */
    AGENT_TOOK_OVER,
    /** Opening hours began: agents are available. */
    OPENING_HOURS,
    /** The desk was switched off. */
    MODE_OFF,
    /** The reply waited for the broker longer than {@code NIGHTDESK_OUTBOX_REPLY_DEADLINE}. */
    DEADLINE_EXCEEDED,
    /**
     * The broker ended the connection each time the reply was published, and accepted others: its access rules may forbid the
     * topic, or the packet may be larger than it allows.
     */
    BROKER_REJECTED
}
