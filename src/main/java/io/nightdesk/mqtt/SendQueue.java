package io.nightdesk.mqtt;

import io.nightdesk.outbox.PendingReply;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The replies that wait for one connection, oldest first. Suspects ({@link PoisonReplies}) are held back, together with the later
 * replies to the same customer, which must not overtake them: others go first, and a suspect is published again only while
 * nothing else is in flight. Confined to one thread.
 */
final class SendQueue {

    private final PoisonReplies poison;
    private final int maxInflight;
    private final Deque<PendingReply> waiting = new ArrayDeque<>();
    /** The first of each is a suspect. */
    private final Map<String, Deque<PendingReply>> heldBack = new LinkedHashMap<>();

    private int inFlight;
    private boolean alone;

    SendQueue(PoisonReplies poison, int maxInflight) {
        this.poison = poison;
        this.maxInflight = maxInflight;
    }

    void add(List<PendingReply> replies) {
        waiting.addAll(replies);
    }

    /**
     * Takes the reply to publish now; empty if none waits, or others must be confirmed before.
     *
     * @param retrySuspects whether a suspect may be published on this connection now
     */
    Optional<PendingReply> next(boolean retrySuspects) {
        holdBackSuspects();
        if (alone || inFlight >= maxInflight) {
            return Optional.empty();
        }
        Optional<PendingReply> suspect = retrySuspects ? suspectToRetry() : Optional.empty();
        Optional<PendingReply> next = suspect.or(() -> Optional.ofNullable(waiting.peek()));
        boolean mustBeAlone =
                next.map(reply -> poison.mustBeAlone(reply.exchangeId())).orElse(false);
        if (next.isEmpty() || (mustBeAlone && inFlight > 0)) {
            return Optional.empty();
        }
        alone = mustBeAlone;
        inFlight++;
        if (suspect.isEmpty()) {
            waiting.remove();
        } else {
            release(suspect.get());
        }
        return next;
    }

    void clear() {
        waiting.clear();
        heldBack.clear();
    }

    /** A reply that was taken is confirmed or withheld. */
    void done() {
        inFlight--;
        alone = false;
    }

    /** Whether a suspect may be published again, on this or on a new connection. */
    boolean hasSuspectToRetry() {
        holdBackSuspects();
        return suspectToRetry().isPresent();
    }

    /** Whether replies wait that are not held back. */
    boolean hasWaiting() {
        holdBackSuspects();
        return !waiting.isEmpty();
    }

    /** Whether nothing is in flight or can be published, apart from suspects. */
    boolean isQuiet() {
        return inFlight == 0 && waiting.isEmpty() && !heldBack.isEmpty();
    }

    /** How often the suspect that is tried next ended a connection. */
    int endsOfNextSuspect() {
        return heldBack.values().stream()
                .mapToInt(replies -> poison.ends(replies.element().exchangeId()))
                .min()
                .orElse(0);
    }

    private void holdBackSuspects() {
        while (!waiting.isEmpty()) {
            PendingReply reply = waiting.element();
            Deque<PendingReply> held = heldBack.get(reply.customerUid());
            if (held == null && !poison.isSuspect(reply.exchangeId())) {
                return;
            }
            heldBack.computeIfAbsent(reply.customerUid(), any -> new ArrayDeque<>())
                    .add(waiting.remove());
        }
    }

    /** The one that was tried least, so that none keeps the others from being tried. */
    private Optional<PendingReply> suspectToRetry() {
        return heldBack.values().stream()
                .map(Deque::element)
                .filter(reply -> poison.mayRetry(reply.exchangeId()))
                .min(Comparator.comparingInt(reply -> poison.ends(reply.exchangeId())));
    }

    /** Nothing else is published while the suspect is in flight, so the later replies to its customer wait as any others. */
    private void release(PendingReply suspect) {
        Deque<PendingReply> later = heldBack.remove(suspect.customerUid());
        if (later != null) {
            later.remove();
            while (!later.isEmpty()) {
                waiting.addFirst(later.removeLast());
            }
        }
    }
}
