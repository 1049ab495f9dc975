package io.nightdesk.ledger;

/** Why a decided reply is not sent after all. */
public enum WithholdReason {
    /** A human agent wrote in the session meanwhile. */
    AGENT_FASTER,
    /** It waited for the broker longer than an answer is worth. */
    DEADLINE_PASSED
}
