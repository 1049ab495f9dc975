package io.nightdesk.conversation;

import java.time.Duration;
import java.time.Instant;

/**
 * The state of one session, a customer with this desk. Immutable.
 *
 * @param takenOverUntil until when an agent has the session; {@link Instant#EPOCH} when none ever had
 * @param fallbackAt when the customer was last told that the desk has no answer; {@link Instant#EPOCH} for never
 */
public record Conversation(Instant takenOverUntil, Instant fallbackAt) {

    /** A session in which nothing has happened yet. */
    public static final Conversation NEW = new Conversation(Instant.EPOCH, Instant.EPOCH);

    public boolean isTakenOver(Instant now) {
        return now.isBefore(takenOverUntil);
    }

    /** An agent wrote at {@code now}; never shortens what an earlier frame granted. */
    public Conversation takenOver(Instant now, Duration silence) {
        Instant until = now.plus(silence);
        return until.isAfter(takenOverUntil) ? new Conversation(until, fallbackAt) : this;
    }

    /** Whether the fallback may be said (again). */
    public boolean fallbackDue(Instant now, Duration cooldown) {
        return !now.isBefore(fallbackAt.plus(cooldown));
    }

    public Conversation fallbackGiven(Instant now) {
        return new Conversation(takenOverUntil, now);
    }
}
