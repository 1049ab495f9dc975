package io.nightdesk.decision;

/** What became of one frame for the desk; stored with the exchange, counted by name. */
public enum Outcome {
    /** A rule answered. */
    ANSWERED,
    /** No rule is sure enough; the likest ones were offered. */
    SUGGESTED,
    /** No rule fits; said when somebody is there, once in the time that nobody is. */
    NOTICE,
    /** No rule fits; said so. */
    FALLBACK,
    /** An image; said that only text can be read. */
    IMAGE_FALLBACK,
    /** No rule fits or an image, and that was said a short while ago: silence. */
    COOLDOWN,
    /** Not a message: silence. */
    NOT_A_MESSAGE,
    /** Waited too long in a backlog: silence. */
    STALE,
    /** The desk is off: silence. */
    MODE_OFF,
    /** Agents are there: silence. */
    OPENING_HOURS,
    /** An agent has the session: silence. */
    TAKEN_OVER,
    /** A rule left the session to human agents, and none has come yet: silence. */
    HANDED_OFF,
    /** Waited in a backlog with others of its session, of which one is answered: silence. */
    SUPERSEDED,
    /** Said and answered a moment ago: silence. */
    REPEATED,
    /** The session got as many replies in an hour as it may: silence. */
    BUDGET_EXHAUSTED,
    /** Not a customer's: a human agent wrote, the session is theirs. */
    AGENT_MESSAGE,
    /** An error of this program in deciding; logged, silence, the desk goes on. */
    FAILED
}
