package io.nightdesk.decision;

/** The outcome of one frame for the desk. It is stored with the exchange, and its name is a label in metrics. */
public enum Outcome {
    /** A rule answered. */
    ANSWERED,
    /** No rule matched with enough confidence; the most similar ones were suggested. */
    SUGGESTED,
    /** No rule matched; the reply says when agents are back. Once per closed period and session. */
    NOTICE,
    /** No rule matched; the reply says so. */
    FALLBACK,
    /** An image; the reply says that the desk reads only text. */
    IMAGE_FALLBACK,
    /** No rule matched, or an image, but a fallback was sent a short while ago: silence. */
    COOLDOWN,
    /** Not a message: silence. */
    NOT_A_MESSAGE,
    /** Waited in a backlog for too long: silence. */
    STALE,
    /** The mode is {@code off}: silence. */
    MODE_OFF,
    /** Agents are available: silence. */
    OPENING_HOURS,
    /** An agent took the session over, or an admin paused it: silence. */
    TAKEN_OVER,
    /** A rule handed the session off to agents, and none has written yet: silence. */
    HANDED_OFF,
    /** Another message of the same session and backlog is answered in its place: silence. */
    SUPERSEDED,
    /** The same text was answered a short while ago: silence. */
    REPEATED,
    /** The session got as many replies within an hour as it may: silence. */
    BUDGET_EXHAUSTED,
    /** An agent's message, not a customer's; it takes the session over. */
    AGENT_MESSAGE,
    /** Deciding threw an exception, which was logged: silence. */
    FAILED
}
