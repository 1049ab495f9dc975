package io.nightdesk.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * The state of one session, a customer with this desk. Immutable. A time that never was is {@link Instant#EPOCH}.
 *
 * @param takenOverUntil until when an agent has taken over the session, or an admin has paused it
 * @param handedOffUntil until when the desk is silent because the customer waits for an agent
 * @param waitingSince since when the customer has been waiting for an agent
 * @param noticeAt when the off-hours notice was last sent
 * @param fallbackAt when the fallback was last sent
 * @param menu the menu that was offered last
 * @param turns how often rules with several answers have answered
 * @param replies the recent replies
 */
public record SessionState(
        Instant takenOverUntil,
        Instant handedOffUntil,
        Instant waitingSince,
        Instant noticeAt,
        Instant fallbackAt,
        Menu menu,
        AnswerRotation turns,
        ReplyHistory replies) {

    /** A session in which nothing has happened yet. */
    public static final SessionState NEW = new SessionState(
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH,
            Menu.NONE,
            AnswerRotation.NONE,
            ReplyHistory.NONE);

    /** The longest pause that an admin can request. */
    public static final Duration LONGEST_PAUSE = Duration.ofDays(30);

    /**
     * How far ahead the clock may have been that set a time. Two replicas may differ from the database in opposite directions,
     * each by {@code NIGHTDESK_MAX_CLOCK_DIFFERENCE}, which should not exceed half of this.
     */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

    /**
     * This state without times that cannot be. A clock that was wrong once, of a replica or of a database, or a change by hand
     * may have left times of a distant future; the session would be silenced until then.
     *
     * @param handOff how long a hand-off lasts
     */
    public SessionState plausibleAt(Instant now, Duration handOff) {
        Instant latest = now.plus(CLOCK_TOLERANCE);
        return new SessionState(
                unlessAfter(latestTakeoverEnd(now), takenOverUntil),
                unlessAfter(latest.plus(handOff), handedOffUntil),
                waitingSince,
                unlessAfter(latest, noticeAt),
                unlessAfter(latest, fallbackAt),
                menu.isAfter(latest.plus(Menu.LIFE)) ? Menu.NONE : menu,
                turns,
                replies.until(latest));
    }

    /** The latest time at which a takeover or a pause that began by {@code now} can end. */
    static Instant latestTakeoverEnd(Instant now) {
        return now.plus(LONGEST_PAUSE).plus(CLOCK_TOLERANCE);
    }

    private static Instant unlessAfter(Instant latest, Instant time) {
        return time.isAfter(latest) || time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
    }

    public boolean isTakenOver(Instant now) {
        return now.isBefore(takenOverUntil);
    }

    public boolean isHandedOff(Instant now) {
        return now.isBefore(handedOffUntil);
    }

    public boolean isWaiting() {
        return !waitingSince.equals(Instant.EPOCH);
    }

    /**
     * The state after an agent's message, which ends the wait for an agent. Never shortens an earlier takeover.
     *
     * @param writtenAt when the agent wrote; earlier than {@code now} if the frame is processed late, and then a customer
     *     who began to wait in between keeps waiting
     */
    public SessionState takenOver(Instant writtenAt, Instant now, Duration silence) {
        Instant until = writtenAt.plus(silence);
        boolean waitBeganLater = waitingSince.isAfter(writtenAt) && !waitingSince.isAfter(now);
        return new SessionState(
                until.isAfter(takenOverUntil) ? until : takenOverUntil,
                waitBeganLater ? handedOffUntil : Instant.EPOCH,
                waitBeganLater ? waitingSince : Instant.EPOCH,
                noticeAt,
                fallbackAt,
                menu,
                turns,
                replies);
    }

    /** The state after a hand-off: the customer waits for an agent, and the desk is silent for a limited time. */
    public SessionState handedOff(Instant now, Duration silence) {
        return new SessionState(
                takenOverUntil,
                now.plus(silence),
                isWaiting() ? waitingSince : now,
                noticeAt,
                fallbackAt,
                menu,
                turns,
                replies);
    }

    /** Whether the customer has not got the off-hours notice since {@code closedSince}. */
    public boolean noticeDue(Instant closedSince) {
        return noticeAt.isBefore(closedSince);
    }

    /** The state after the off-hours notice. It counts as a fallback too, so that no fallback follows at once. */
    public SessionState noticeGiven(Instant now) {
        return new SessionState(takenOverUntil, handedOffUntil, waitingSince, now, now, menu, turns, replies);
    }

    /** Whether the fallback may be sent. */
    public boolean fallbackDue(Instant now, Duration cooldown) {
        return !now.isBefore(fallbackAt.plus(cooldown));
    }

    public SessionState fallbackGiven(Instant now) {
        return new SessionState(takenOverUntil, handedOffUntil, waitingSince, noticeAt, now, menu, turns, replies);
    }

    /** The state after a menu was offered, or withdrawn with {@link Menu#NONE}. */
    public SessionState offered(Menu offer) {
        return new SessionState(
                takenOverUntil, handedOffUntil, waitingSince, noticeAt, fallbackAt, offer, turns, replies);
    }

    /** The state after a rule with several answers gave one. */
    public SessionState tookTurn(String rule) {
        return new SessionState(
                takenOverUntil, handedOffUntil, waitingSince, noticeAt, fallbackAt, menu, turns.next(rule), replies);
    }

    /** The state after a question got a reply. */
    public SessionState replied(QuestionDigest question, Locale language, Instant now) {
        return new SessionState(
                takenOverUntil,
                handedOffUntil,
                waitingSince,
                noticeAt,
                fallbackAt,
                menu,
                turns,
                replies.and(question, language, now));
    }
}
