package io.nightdesk.mqtt;

import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;

/**
 * Finds replies that the broker does not accept. A broker has no other way to say so in MQTT 3.1.1 than to end the connection,
 * which it also does for many other reasons. So a reply is withheld only if
 *
 * <ol>
 *   <li>it was alone in flight on {@value #ENDS} connections that the broker ended; on all but the first of these nothing was
 *       published before it, because a broker that ends each connection after a while spares the reply that comes first,
 *   <li>after each of these but the last the connection worked without it: another reply was confirmed, or the connection was
 *       quiet for a while and then answered a PINGREQ,
 *   <li>another reply was confirmed since the first of these connections was opened, so the broker does not refuse every reply.
 * </ol>
 *
 * A connection that ends while nothing is in flight acquits all: the broker is restarting, or somebody else uses the client id.
 *
 * <p>A broker may also ignore a reply. That counts like such an end if it confirmed a reply that was published later.
 *
 * <p>Remembers what happened on all connections of a term. Confined to one thread.
 */
final class PoisonReplies {

    static final int ENDS = 3;
    /** When the oldest reply in flight was so at this many ends in a row, replies are published one at a time. */
    private static final int ENDS_BEFORE_ISOLATION = 2;

    private static final class Suspect {
        private int ends;
        private boolean anotherConfirmed;
        /** Whether the connection worked without it since it was published last. */
        private boolean worksWithout;
        /** Whether the broker ended a connection while it was alone in flight. */
        private boolean endedAlone;
    }

    private final Map<Long, Suspect> suspects = new HashMap<>();
    /** The oldest reply in flight when the last connection ended with several, and at how many ends in a row it was that. */
    private long oldest;

    private int endsOfOldest;
    /** Replies up to this exchange are published one at a time. */
    private long isolatedUpTo;

    /**
     * The broker ended a connection.
     *
     * @param inFlight the replies that were published and not confirmed, by exchange
     * @param anyConfirmed whether a reply was confirmed on that connection; then the one in flight was not the first
     * @return the reply to withhold
     */
    Optional<Long> ended(List<Long> inFlight, boolean anyConfirmed) {
        if (inFlight.isEmpty()) {
            suspects.clear();
            return Optional.empty();
        }
        if (inFlight.size() == 1) {
            return endedAlone(inFlight.get(0), anyConfirmed);
        }
        LongSummaryStatistics ids = inFlight.stream().mapToLong(Long::longValue).summaryStatistics();
        endsOfOldest = ids.getMin() == oldest ? endsOfOldest + 1 : 1;
        oldest = ids.getMin();
        if (endsOfOldest >= ENDS_BEFORE_ISOLATION) {
            isolatedUpTo = ids.getMax();
        }
        return Optional.empty();
    }

    private Optional<Long> endedAlone(long reply, boolean anyConfirmed) {
        Suspect suspect = suspects.computeIfAbsent(reply, any -> new Suspect());
        suspect.endedAlone = true;
        suspect.worksWithout = false;
        suspect.anotherConfirmed |= anyConfirmed;
        boolean counts = suspect.ends == 0 || !anyConfirmed;
        return counts ? count(reply, suspect) : Optional.empty();
    }

    /**
     * The broker did not confirm a reply in time, although the connection was up.
     *
     * @param laterConfirmed whether a reply was confirmed that was published later on that connection: the broker did not
     *     overlook this one only because it is slow
     * @return the reply, if it is to be withheld
     */
    Optional<Long> ignored(long reply, boolean laterConfirmed) {
        Suspect suspect = suspects.computeIfAbsent(reply, any -> new Suspect());
        suspect.worksWithout = laterConfirmed;
        suspect.anotherConfirmed |= laterConfirmed;
        return laterConfirmed ? count(reply, suspect) : Optional.empty();
    }

    private Optional<Long> count(long reply, Suspect suspect) {
        suspect.ends++;
        if (suspect.ends < ENDS || !suspect.anotherConfirmed) {
            return Optional.empty();
        }
        suspects.remove(reply);
        return Optional.of(reply);
    }

    /** The broker confirmed a reply, which speaks for it and against the suspects. */
    void confirmed(long reply) {
        done(reply);
        suspects.values().forEach(suspect -> {
            suspect.anotherConfirmed = true;
            suspect.worksWithout = true;
        });
    }

    /** The connection was quiet for a while, and the broker then answered a PINGREQ. */
    void connectionWorks() {
        suspects.values().forEach(suspect -> suspect.worksWithout = true);
    }

    /** The reply was confirmed or withheld. */
    void done(long reply) {
        suspects.remove(reply);
    }

    /** Whether the broker did not accept the reply when it was published last. */
    boolean isSuspect(long reply) {
        return suspects.containsKey(reply);
    }

    boolean hasSuspects() {
        return !suspects.isEmpty();
    }

    /** Whether a suspect may be published again. */
    boolean mayRetry(long reply) {
        Suspect suspect = suspects.get(reply);
        return suspect == null || suspect.worksWithout;
    }

    /** How often the broker did not accept a reply. */
    int ends(long reply) {
        Suspect suspect = suspects.get(reply);
        return suspect == null ? 0 : suspect.ends;
    }

    /** Whether a reply must be published while no other is in flight. */
    boolean mustBeAlone(long reply) {
        Suspect suspect = suspects.get(reply);
        return suspect == null ? reply <= isolatedUpTo : suspect.endedAlone;
    }

    /** A new term begins: exchanges may have other ids. */
    void clear() {
        suspects.clear();
        oldest = 0;
        endsOfOldest = 0;
        isolatedUpTo = 0;
    }
}
