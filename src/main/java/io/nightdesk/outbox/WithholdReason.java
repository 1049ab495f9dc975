package io.nightdesk.outbox;

/** Why a decided reply is not sent after all. */
public enum WithholdReason {
    /** A human agent wrote in the session meanwhile. */
    AGENT_TOOK_OVER,
    /** The hours began in which agents are there. */
    OPENING_HOURS,
    /** The desk was switched off meanwhile. */
    MODE_OFF,
    /** It waited for the broker longer than an answer is worth. */
    DEADLINE_EXCEEDED
}
