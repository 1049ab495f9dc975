package io.nightdesk.inbox;

import io.nightdesk.database.SqlErrors;
import io.nightdesk.deadletter.DeadLetterRepository;
import io.nightdesk.deadletter.ReplayRepository;
import io.nightdesk.faq.rules.RuleSnapshot;
import io.nightdesk.hours.HoursSnapshot;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.outbox.DeliveryReport;
import io.nightdesk.outbox.Outbox;
import io.nightdesk.session.AgentTakeovers;
import io.nightdesk.session.SessionCache;
import io.nightdesk.session.SessionRepository.Versioned;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Does the ledger's work in transactions, under the lease, and again until it works. Confined to the ledger's thread.
 *
 * <p>Only a frame that fails on its own while the database is well is refused; everything else is an outage and waited for.
 */
final class BatchExecutor {

    private static final Logger LOG = Logger.getLogger(BatchExecutor.class);

    /** Attempts at a frame that fails on its own, before it is refused: a chance failure must not condemn it. */
    private static final int LONELY_ATTEMPTS = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final BatchDecider.Parts parts;
    private final RuleSnapshot book;
    private final HoursSnapshot hours;
    private final ExchangeRepository journal;
    private final AgentTakeovers takeovers;
    private final DeadLetterRepository shelf;
    private final ReplayRepository replays;
    private final Outbox outbox;
    private final InboxMetrics metrics;
    private final Runnable progress;

    /** Settled in fact but not yet in the table. */
    private final List<DeliveryReport> unwritten = new ArrayList<>();

    private final SessionCache sessions = new SessionCache();
    private final SenderRateLimiter flood;

    private Optional<LeaderTerm> lastShift = Optional.empty();
    private long lastId;
    /** A commit of unknown outcome may have recorded agents' takeovers that memory does not have. */
    private boolean takeoversInDoubt;

    /** @param progress called whenever something was completed */
    BatchExecutor(
            BatchDecider.Parts parts,
            RuleSnapshot book,
            HoursSnapshot hours,
            ExchangeRepository journal,
            AgentTakeovers takeovers,
            DeadLetterRepository shelf,
            ReplayRepository replays,
            Outbox outbox,
            InboxMetrics metrics,
            SenderRateLimiter flood,
            Runnable progress) {
        this.parts = parts;
        this.book = book;
        this.hours = hours;
        this.journal = journal;
        this.takeovers = takeovers;
        this.shelf = shelf;
        this.replays = replays;
        this.outbox = outbox;
        this.metrics = metrics;
        this.flood = flood;
        this.progress = progress;
    }

    /** How many notes are not in the table yet. */
    int unwritten() {
        return unwritten.size();
    }

    /** Takes a settlement to record along with the next frames, or when none come. */
    void note(DeliveryReport settlement) {
        unwritten.add(settlement);
    }

    /** Decides and stores the frames; what was noted meanwhile goes along. */
    void record(List<InboundFrame> all) throws InterruptedException {
        // What an ended shift left behind comes again in the next one, in its place; deciding it here would be out of
        // turn.
        List<InboundFrame> receipts =
                all.stream().filter(receipt -> receipt.shift().isValid()).toList();
        if (!receipts.isEmpty()) {
            persistently(receipts.get(0).shift(), () -> decideOrIsolate(receipts));
        }
    }

    /** Records what was noted in a transaction of its own; what fails waits for the next occasion. */
    void writeNotes() {
        if (unwritten.isEmpty()) {
            return;
        }
        try {
            QuarkusTransaction.requiringNew().call(() -> {
                journal.write(unwritten, List.of(), Map.of());
                return true;
            });
            unwritten.clear();
            progress.run();
        } catch (RuntimeException e) {
            LOG.warnf("confirmations not recorded, they wait: %s", SqlErrors.describe(e));
        }
    }

    /** Hands the outbox pages of pending replies while it wants them. */
    void fillOutbox() throws InterruptedException {
        for (Optional<LeaderTerm> now = outbox.wantsPage(); now.isPresent(); now = outbox.wantsPage()) {
            LeaderTerm shift = now.get();
            persistently(shift, () -> page(shift));
            progress.run();
        }
    }

    /** How much a batch is believed. */
    private enum Care {
        /** Its frames are taken for new ones; if one is not, storing it fails. */
        TRUSTING,
        /** Each frame is looked up. */
        CHECKING,
        /** Its frames are refused. */
        CONDEMNING
    }

    private void decideOrIsolate(List<InboundFrame> receipts) {
        try {
            decide(receipts);
        } catch (RuntimeException e) {
            if (SqlErrors.isOutage(e)) {
                throw e;
            }
            // When a shift ends because the process does, anything may fail; that says nothing of a frame.
            if (!receipts.get(0).shift().isValid()) {
                throw e;
            }
            isolate(receipts, e);
        }
    }

    private void decide(List<InboundFrame> receipts) {
        try {
            // After a reconnect the broker brings again what was not acknowledged; else a known frame is rare.
            decide(
                    receipts,
                    receipts.stream().anyMatch(receipt -> receipt.waitedSince().isPresent())
                            ? Care.CHECKING
                            : Care.TRUSTING);
        } catch (RuntimeException e) {
            boolean idsTaken = SqlErrors.isTaken(e, ExchangeRepository.IDS);
            if (idsTaken) {
                // The database fell back to an older state and another replica counted on from there.
                LOG.warn("ids of exchanges are given already, reading the last one again");
                lastShift = Optional.empty();
            }
            if (!idsTaken && !SqlErrors.isTaken(e, ExchangeRepository.ONCE)) {
                throw e;
            }
            decide(receipts, Care.CHECKING);
        }
    }

    /** Finds the frames that cannot be decided or stored by halving, so that they take no other frame with them. */
    private void isolate(List<InboundFrame> receipts, RuntimeException failure) {
        int half = receipts.size() / 2;
        if (half > 0) {
            decideOrIsolate(receipts.subList(0, half));
            decideOrIsolate(receipts.subList(half, receipts.size()));
            return;
        }
        for (int attempt = 1; attempt < LONELY_ATTEMPTS; attempt++) {
            try {
                decide(receipts);
                return;
            } catch (RuntimeException e) {
                if (SqlErrors.isOutage(e) || !receipts.get(0).shift().isValid()) {
                    throw e;
                }
            }
        }
        BatchDecider refused = batch(receipts);
        try (FrameLogContext about = FrameLogContext.about(refused.messageIds(), refused.customers())) {
            LOG.errorf("a frame is refused after %d attempts: %s", LONELY_ATTEMPTS, SqlErrors.describe(failure));
        }
        decide(receipts, Care.CONDEMNING);
    }

    private void decide(List<InboundFrame> receipts, Care care) {
        LeaderTerm shift = receipts.get(0).shift();
        BatchDecider batch = batch(receipts);
        if (care != Care.TRUSTING || !isUsual(batch, shift)) {
            decideByTable(batch, receipts, shift, care);
        } else if (!decideByMemory(batch, receipts, shift)) {
            decideByTable(batch(receipts), receipts, shift, care);
        }
    }

    private void decideByTable(BatchDecider batch, List<InboundFrame> receipts, LeaderTerm shift, Care care) {
        long began = System.nanoTime();
        boolean decided = QuarkusTransaction.requiringNew().call(() -> {
            if (!batch.replays().isEmpty()) {
                batch.keepOfReplays(replays.lockWanted(batch.replays()));
            }
            ExchangeRepository.Page page = journal.look(
                    shift,
                    care == Care.CHECKING ? batch.messageIds() : List.of(),
                    batch.idsFromDesk(),
                    batch.customers());
            sessions.saw(batch.customers(), page.conversations());
            boolean onDuty = begin(shift, page);
            if (onDuty && care == Care.CONDEMNING) {
                batch.condemn();
            } else if (onDuty) {
                batch.decide(page);
            }
            journal.write(unwritten, batch.exchanges(), batch.changedConversations());
            if (!batch.replayResults().isEmpty()) {
                replays.record(batch.replayResults(), parts.clock().instant());
            }
            return onDuty;
        });
        unwritten.clear();
        progress.run();
        if (decided) {
            takeoversInDoubt = false;
            metrics.committed(began);
            finish(batch, receipts);
        }
    }

    /** Whether there is nothing to learn from the tables first, nor anything to store but answers. */
    private boolean isUsual(BatchDecider batch, LeaderTerm shift) {
        return shift.isValid()
                && lastShift.filter(shift::equals).isPresent()
                && !takeoversInDoubt
                && batch.isPlain()
                && unwritten.stream().noneMatch(note -> note.withheld().isPresent());
    }

    /** In one trip to the database. False, with nothing done, when a session stands elsewhere or the shift is over. */
    private boolean decideByMemory(BatchDecider batch, List<InboundFrame> receipts, LeaderTerm shift) {
        long began = System.nanoTime();
        Map<String, Versioned> believed = sessions.of(batch.customers());
        try {
            batch.decide(new ExchangeRepository.Page(true, Map.of(), Set.of(), believed));
            if (!journal.writeAlone(shift, unwritten, believed, batch.exchanges(), batch.changedConversations())) {
                return false;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("batch not stored", e);
        }
        unwritten.clear();
        progress.run();
        metrics.committed(began);
        finish(batch, receipts);
        return true;
    }

    private BatchDecider batch(List<InboundFrame> receipts) {
        return new BatchDecider(parts, book.rules(), hours.hours(), () -> ++lastId, shelf, flood, receipts);
    }

    /** What a commit allows: only now may the broker forget the frames and the replies go out. */
    private void finish(BatchDecider batch, List<InboundFrame> receipts) {
        sessions.stored(batch.storedConversations());
        flood.took(batch.senders());
        batch.takeovers().forEach(takeovers::put);
        receipts.forEach(receipt -> receipt.acknowledgement().run());
        outbox.committed(batch.replies());
        metrics.decided(receipts.size(), batch);
    }

    /** Records what was noted first: what is confirmed must not be read as pending. */
    private void page(LeaderTerm shift) {
        boolean read = QuarkusTransaction.requiringNew().call(() -> {
            boolean onDuty = begin(shift, journal.look(shift, List.of(), List.of(), Set.of()));
            if (onDuty) {
                journal.write(unwritten, List.of(), Map.of());
                outbox.page(journal);
            }
            return onDuty;
        });
        if (read) {
            unwritten.clear();
        }
        takeoversInDoubt = false;
    }

    /** Whether the shift is on, by the lease's word; makes up for what it left, or a commit of unknown outcome, to learn. */
    private boolean begin(LeaderTerm shift, ExchangeRepository.Page page) throws SQLException {
        if (!shift.isValid() || !page.onDuty()) {
            shift.end();
            return false;
        }
        if (lastShift.filter(shift::equals).isEmpty()) {
            lastId = journal.lastId();
            // Another replica may have changed them since, one of an older version without a mark.
            sessions.forget();
            lastShift = Optional.of(shift);
        }
        if (takeoversInDoubt) {
            takeovers.refresh();
        }
        return true;
    }

    /** Tries until it works, or until the shift is over and another one will do it. */
    private void persistently(LeaderTerm shift, Runnable work) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (shift.isValid()) {
            try {
                work.run();
                return;
            } catch (RuntimeException e) {
                metrics.failed();
                LOG.warnf(
                        "the database does not answer, trying again in %d ms: %s",
                        pause.toMillis(), SqlErrors.describe(e));
                // The commit may have happened all the same: then its replies and takeovers are in the tables only.
                outbox.lookAgain();
                takeoversInDoubt = true;
                Thread.sleep(pause.toMillis());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }
}
