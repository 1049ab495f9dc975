package io.nightdesk.outbox;

import io.nightdesk.leader.LeaderTerm;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Hands pending replies to the open publisher: every pending reply once to each publisher, in the order of their exchanges.
 * Replies beyond {@link #LIMIT} or {@link #MAX_BYTES} stay in the table alone and are read when there is room, so an outage of
 * the broker costs no memory. Keeps the delivery reports until they are recorded.
 *
 * <p>Confined to the processor's thread, which also commits replies, so no reply can be missed between reading the
 * table and committing.
 */
@Singleton
public final class Outbox {

    /** How many replies may be with the publisher at once. */
    static final int LIMIT = 2_048;

    /** How many bytes of replies may be with the publisher at once. */
    static final long MAX_BYTES = 16 * 1024 * 1024;

    static final int PAGE = 256;

    private final PendingReplies pending;

    private Optional<ReplyPublisher> publisher = Optional.empty();
    /** The term of the last publisher. */
    private Optional<LeaderTerm> term = Optional.empty();
    /** The exchange whose reply was handed to the publisher last. */
    private long handedUpTo;
    /** Whether the table may hold pending replies after {@link #handedUpTo} that are not in memory. */
    private boolean behind;

    /** The sizes of the replies that are with the publisher and have no report yet, by exchange. */
    private final Map<Long, Integer> awaitingReport = new HashMap<>();

    private long awaitingBytes;
    private List<DeliveryReport> unrecorded = new ArrayList<>();

    @Inject
    public Outbox(PendingReplies pending) {
        this.pending = pending;
    }

    /** A connection for replies was opened. It gets all pending replies, oldest first. */
    public void opened(ReplyPublisher opened) {
        unrecorded.removeIf(report -> isWithheldIn(report, other -> !other.equals(opened.term())));
        publisher = Optional.of(opened);
        term = Optional.of(opened.term());
        handedUpTo = 0;
        behind = true;
        expectNoReports();
    }

    /** The connection is gone; replies without a report go to the next one. */
    public void closed(ReplyPublisher closed) {
        if (isCurrent(closed)) {
            publisher = Optional.empty();
            expectNoReports();
        }
    }

    /** Hands out replies that were just committed, unless older ones must go first. */
    public void committed(List<PendingReply> replies) {
        if (replies.isEmpty()) {
            return;
        }
        if (publisher.isEmpty()
                || behind
                || awaitingReport.size() + replies.size() > LIMIT
                || awaitingBytes + bytes(replies) > MAX_BYTES) {
            behind = true;
        } else {
            hand(replies);
            handedUpTo = replies.get(replies.size() - 1).exchangeId();
        }
    }

    /** Makes {@link #fill} read the table again; call when it is not known what the last commit stored. */
    public void reload() {
        behind = true;
    }

    /** Takes a report, to be recorded with the next commit. */
    public void reported(DeliveryReport report) {
        unrecorded.add(report);
        if (isCurrent(report.publisher())) {
            Integer bytes = awaitingReport.remove(report.exchangeId());
            awaitingBytes -= bytes == null ? 0 : bytes;
        }
    }

    /**
     * The reports to record with the next commit of a term. A confirmation is valid in any term; a decision to withhold
     * a reply only in the term in which it was made.
     */
    public List<DeliveryReport> unrecorded(LeaderTerm committing) {
        return unrecorded.stream()
                .filter(report -> !isWithheldIn(report, other -> !other.equals(committing)))
                .toList();
    }

    /** How many reports are not recorded yet. */
    public int unrecorded() {
        return unrecorded.size();
    }

    /** The term in which reports can be recorded now; empty when there are none, or when the last term is over. */
    public Optional<LeaderTerm> termToRecord() {
        return unrecorded.isEmpty() ? Optional.empty() : term.filter(LeaderTerm::isValid);
    }

    /** These reports were committed. */
    public void recorded(List<DeliveryReport> reports) {
        if (!reports.isEmpty()) {
            Set<DeliveryReport> done = Set.copyOf(reports);
            unrecorded.removeIf(done::contains);
        }
    }

    /** The term is over: replies that it withheld can no longer be recorded, and the next leader decides again. */
    public void dropWithheld(LeaderTerm ended) {
        unrecorded.removeIf(report -> isWithheldIn(report, ended::equals));
    }

    /** The term in which {@link #fill} would read a page now; empty when there is nothing to read or no room. */
    public Optional<LeaderTerm> termToFill() {
        return behind && awaitingReport.size() <= LIMIT - PAGE && awaitingBytes <= MAX_BYTES / 2
                ? publisher.map(ReplyPublisher::term).filter(LeaderTerm::isValid)
                : Optional.empty();
    }

    /**
     * Reads the next page of pending replies and hands it out. Changes nothing when that fails.
     *
     * @throws RuntimeException if the database cannot be used
     */
    public void fill() {
        List<PendingReply> page = pending.after(handedUpTo, PAGE);
        // The table does not know of these reports yet.
        Set<Long> ended = unrecorded.stream().map(DeliveryReport::exchangeId).collect(Collectors.toSet());
        List<PendingReply> handed = new ArrayList<>();
        long room = MAX_BYTES - awaitingBytes;
        for (PendingReply reply : page) {
            boolean isOpen = !ended.contains(reply.exchangeId());
            room -= isOpen ? reply.bytes().length : 0;
            if (room < 0) {
                break;
            }
            if (isOpen) {
                handed.add(reply);
            }
            handedUpTo = reply.exchangeId();
        }
        hand(handed);
        behind = page.size() == PAGE || room < 0;
    }

    /** Whether every reply that was handed out has a delivery report. */
    public boolean isIdle() {
        return awaitingReport.isEmpty();
    }

    /** How many replies are with the publisher and have no report yet. */
    public int awaitingReport() {
        return awaitingReport.size();
    }

    private void hand(List<PendingReply> replies) {
        replies.forEach(reply -> awaitingReport.put(reply.exchangeId(), reply.bytes().length));
        awaitingBytes += bytes(replies);
        if (!replies.isEmpty()) {
            publisher.ifPresent(open -> open.publish(replies));
        }
    }

    private void expectNoReports() {
        awaitingReport.clear();
        awaitingBytes = 0;
    }

    private static long bytes(List<PendingReply> replies) {
        return replies.stream().mapToLong(reply -> reply.bytes().length).sum();
    }

    private static boolean isWithheldIn(DeliveryReport report, Predicate<LeaderTerm> terms) {
        return report.withheld().isPresent() && terms.test(report.publisher().term());
    }

    private boolean isCurrent(ReplyPublisher other) {
        return publisher.filter(other::equals).isPresent();
    }
}
