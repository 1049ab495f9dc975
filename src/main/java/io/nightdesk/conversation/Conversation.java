package io.nightdesk.conversation;

import java.time.Duration;
import java.time.Instant;

/**
 * The state of one session, a customer with this desk. Immutable.
 *
 * @param takenOverUntil until when an agent has the session; {@link Instant#EPOCH} when none ever had
 * @param handedOffUntil until when the session waits for an agent; {@link Instant#EPOCH} when it never did
 * @param fallbackAt when the customer was last told that the desk has no answer; {@link Instant#EPOCH} for never
 * @param menu what the last reply offered
 * @param turns which of their answers rules gave
 */
public record Conversation(Instant takenOverUntil, Instant handedOffUntil, Instant fallbackAt, Menu menu, Turns turns) {

    /** A session in which nothing has happened yet. */
    public static final Conversation NEW =
            new Conversation(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Menu.NONE, Turns.NONE);

    public boolean isTakenOver(Instant now) {
        return now.isBefore(takenOverUntil);
    }

    public boolean isHandedOff(Instant now) {
        return now.isBefore(handedOffUntil);
    }

    /** An agent wrote at {@code now}: nobody waits for one any more. Never shortens what an earlier frame granted. */
    public Conversation takenOver(Instant now, Duration silence) {
        Instant until = now.plus(silence);
        return new Conversation(
                until.isAfter(takenOverUntil) ? until : takenOverUntil, Instant.EPOCH, fallbackAt, menu, turns);
    }

    /** From {@code now} on the session waits for an agent, but not for ever. */
    public Conversation handedOff(Instant now, Duration silence) {
        return new Conversation(takenOverUntil, now.plus(silence), fallbackAt, menu, turns);
    }

    /** Whether the fallback may be said (again). */
    public boolean fallbackDue(Instant now, Duration cooldown) {
        return !now.isBefore(fallbackAt.plus(cooldown));
    }

    public Conversation fallbackGiven(Instant now) {
        return new Conversation(takenOverUntil, handedOffUntil, now, menu, turns);
    }

    /** What there is to pick from now, or no longer. */
    public Conversation offered(Menu offer) {
        return new Conversation(takenOverUntil, handedOffUntil, fallbackAt, offer, turns);
    }

    /** A rule with several answers gave one. */
    public Conversation tookTurn(String rule) {
        return new Conversation(takenOverUntil, handedOffUntil, fallbackAt, menu, turns.next(rule));
    }
}
