package io.nightdesk.inbox;

import io.nightdesk.database.SqlErrors;
import io.nightdesk.deadletter.RejectionLimiter;
import io.nightdesk.inbox.BatchStore.CommitResult;
import io.nightdesk.inbox.BatchStore.Lookup;
import io.nightdesk.leader.LeaderTerm;
import io.nightdesk.outbox.DeliveryReport;
import io.nightdesk.outbox.Outbox;
import io.nightdesk.session.AgentTakeovers;
import io.nightdesk.session.SessionCache;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Processes batches: decode, look up, decide, commit, acknowledge, hand out the replies. Retries until this succeeds or
 * the term is over. Every commit goes through {@link #commit}, which is fenced. Confined to the processor's thread.
 */
@Singleton
final class BatchExecutor {

    private static final Logger LOG = Logger.getLogger(BatchExecutor.class);

    private final BatchDecoder decoder;
    private final BatchDecider decider;
    private final ControlFrames controls;
    private final BatchStore store;
    private final InForce.Source inForce;
    private final AgentTakeovers takeovers;
    private final SenderRateLimiter rateLimiter;
    private final RejectionLimiter rejectionLimiter;
    private final Outbox outbox;
    private final InboxMetrics metrics;
    private final SessionCache sessions = new SessionCache();
    private final DatabaseRetry retry;

    private Optional<LeaderTerm> currentTerm = Optional.empty();
    private long lastId;
    /** A commit of unknown outcome may have stored agents' takeovers that are not in memory. */
    private boolean takeoversInDoubt;

    @Inject
    BatchExecutor(
            BatchDecoder decoder,
            BatchDecider decider,
            ControlFrames controls,
            BatchStore store,
            InForce.Source inForce,
            AgentTakeovers takeovers,
            SenderRateLimiter rateLimiter,
            RejectionLimiter rejectionLimiter,
            Outbox outbox,
            InboxMetrics metrics,
            DatabaseRetry retry) {
        this.decoder = decoder;
        this.decider = decider;
        this.controls = controls;
        this.store = store;
        this.inForce = inForce;
        this.takeovers = takeovers;
        this.rateLimiter = rateLimiter;
        this.rejectionLimiter = rejectionLimiter;
        this.outbox = outbox;
        this.metrics = metrics;
        this.retry = retry;
    }

    /**
     * Processes the frames. Frames of a term that is over are dropped: the broker delivers them again in the next term,
     * in the same order.
     */
    void process(List<Message<InboundFrame>> all) throws InterruptedException {
        List<Message<InboundFrame>> frames = all.stream()
                .filter(frame -> frame.getPayload().term().isValid())
                .toList();
        if (!frames.isEmpty()) {
            LeaderTerm term = frames.get(0).getPayload().term();
            PoisonFrameIsolator<Message<InboundFrame>> isolator =
                    new PoisonFrameIsolator<>(new InTerm(term), e -> FrameFault.isPossible(e) && term.isValid());
            retry.run(term, () -> isolator.process(frames), this::commitInDoubt);
        }
    }

    /** Records the delivery reports in a commit of their own; a failure leaves them for the next one. */
    void recordReports() {
        outbox.termToRecord().ifPresent(term -> {
            try {
                commit(term, BatchResult.EMPTY);
            } catch (RuntimeException e) {
                LOG.warnf(
                        "Recording delivery reports failed, retrying with the next batch: error=%s",
                        SqlErrors.describe(e));
            }
        });
    }

    /** Lets the outbox read pending replies while it has room. */
    void fillOutbox() throws InterruptedException {
        for (Optional<LeaderTerm> term = outbox.termToFill(); term.isPresent(); term = outbox.termToFill()) {
            LeaderTerm current = term.get();
            retry.run(current, () -> fill(current), this::commitInDoubt);
        }
    }

    /**
     * Reads pending replies. Only the leader may publish them, with all takeovers in memory, so an empty commit checks
     * the term first.
     */
    private void fill(LeaderTerm term) {
        begin(term);
        if (commit(term, BatchResult.EMPTY) == CommitResult.COMMITTED) {
            outbox.fill();
        }
    }

    private void commitInDoubt() {
        metrics.failed();
        outbox.reload();
        takeoversInDoubt = true;
    }

    /** Processes frames in one term. */
    private final class InTerm implements PoisonFrameIsolator.Work<Message<InboundFrame>> {

        private final LeaderTerm term;
        /** Frames that were finished before an outage interrupted the others. */
        private final Set<Message<InboundFrame>> finished = Collections.newSetFromMap(new IdentityHashMap<>());

        InTerm(LeaderTerm term) {
            this.term = term;
        }

        @Override
        public void process(List<Message<InboundFrame>> all) {
            List<Message<InboundFrame>> frames =
                    all.stream().filter(frame -> !finished.contains(frame)).toList();
            if (!frames.isEmpty()) {
                decideAndCommit(frames);
            }
        }

        private void decideAndCommit(List<Message<InboundFrame>> frames) {
            begin(term);
            DecodedBatch batch = decode(frames);
            boolean lookUpFrames = batch.mayHoldDuplicates();
            boolean lookUpSessions = lookUpFrames || !batch.replays().isEmpty();
            while (term.isValid()) {
                long startedAt = System.nanoTime();
                try {
                    BatchResult result = decide(batch, lookUpFrames, lookUpSessions);
                    CommitResult ended = commit(term, result);
                    if (ended == CommitResult.COMMITTED) {
                        metrics.committed(startedAt);
                        finish(frames, batch, result);
                        finished.addAll(frames);
                    }
                    if (ended != CommitResult.STATE_CHANGED) {
                        return;
                    }
                    lookUpSessions = true;
                } catch (RuntimeException e) {
                    boolean idsInUse = SqlErrors.isUniqueViolation(e, ExchangeRepository.PRIMARY_KEY);
                    boolean frameKnown = !lookUpFrames && SqlErrors.isUniqueViolation(e, ExchangeRepository.FRAME_KEY);
                    if (!idsInUse && !frameKnown) {
                        throw e;
                    }
                    if (idsInUse) {
                        readLastId();
                    }
                    lookUpFrames = true;
                    lookUpSessions = true;
                }
            }
        }

        @Override
        public void control() {
            try {
                begin(term);
                BatchResult result = decider.decide(
                        decoder.decode(controls.next(term)),
                        KnownState.assumed(Map.of()),
                        ControlFrames.inForce(),
                        () -> ++lastId);
                if (store.dryRun(term, result) == CommitResult.TERM_ENDED) {
                    term.end();
                }
            } catch (RuntimeException e) {
                throw new IllegalStateException("no frame can be stored", e);
            }
        }

        /** Stores the frame whole, whatever the limits for other rejected frames are: it is to be replayed. */
        @Override
        public void reject(Message<InboundFrame> frame, RuntimeException failure) {
            long startedAt = System.nanoTime();
            BatchResult result = BatchDecider.reject(frame.getPayload());
            CommitResult ended = commit(term, result);
            if (ended == CommitResult.STATE_CHANGED
                    && frame.getPayload().replay().isPresent()) {
                // The request is no longer open, so there is nothing to record. The frame itself is stored already.
                frame.ack();
                finished.add(frame);
            } else if (ended == CommitResult.COMMITTED) {
                metrics.committed(startedAt);
                logRejected(frame, failure);
                finish(List.of(frame), DecodedBatch.EMPTY, result);
                finished.add(frame);
            }
        }

        private void logRejected(Message<InboundFrame> frame, RuntimeException failure) {
            DecodedBatch batch = decodeForLog(frame);
            try (FrameLogContext context = FrameLogContext.of(batch.messageIds(), batch.customers())) {
                LOG.errorf(
                        "Frame rejected after %d attempts to store it, stored for a replay: error=%s at=%s",
                        PoisonFrameIsolator.ATTEMPTS,
                        SqlErrors.describe(failure),
                        Arrays.stream(failure.getStackTrace()).limit(5).toList());
            }
        }

        /** Decoding may be what failed. */
        private DecodedBatch decodeForLog(Message<InboundFrame> frame) {
            try {
                return decode(List.of(frame));
            } catch (RuntimeException e) {
                return DecodedBatch.EMPTY;
            }
        }
    }

    /**
     * Reads what earlier terms stored, once per term, and the takeovers that a commit of unknown outcome may have
     * stored.
     */
    private void begin(LeaderTerm term) {
        if (currentTerm.filter(term::equals).isEmpty()) {
            lastId = store.lastExchangeId();
            // Another replica may have changed sessions since.
            sessions.clear();
            currentTerm = Optional.of(term);
        }
        if (takeoversInDoubt) {
            takeovers.refresh();
            takeoversInDoubt = false;
        }
    }

    private void readLastId() {
        // The database failed over to an older state, and another replica continued from there.
        LOG.warn("Exchange ids are already in use, reading the last id again");
        lastId = store.lastExchangeId();
        // Versions of sessions are ids of exchanges.
        sessions.clear();
    }

    private DecodedBatch decode(List<Message<InboundFrame>> frames) {
        return decoder.decode(frames.stream().map(Message::getPayload).toList());
    }

    private BatchResult decide(DecodedBatch batch, boolean lookUpFrames, boolean lookUpSessions) {
        KnownState known;
        DecodedBatch open = batch;
        if (lookUpSessions) {
            known = store.lookUp(new Lookup(
                    lookUpFrames ? batch.messageIds() : List.of(),
                    batch.messageIdsFromDesk(),
                    batch.customers(),
                    batch.replays()));
            open = batch.withReplays(known.openReplays());
            sessions.put(known.sessions());
        } else {
            known = KnownState.assumed(sessions.get(batch.customers()));
        }
        BatchResult result = decider.decide(open, known, inForce.current(), () -> ++lastId);
        return limited(result);
    }

    /** The result without the rejected frames that exceed the limit per minute. */
    private BatchResult limited(BatchResult result) {
        return result.withRejected(rejectionLimiter.select(result.rejected()));
    }

    /** Every commit goes through this method: fenced by the term, together with the delivery reports of that term. */
    private CommitResult commit(LeaderTerm term, BatchResult result) {
        List<DeliveryReport> reports = outbox.unrecorded(term);
        CommitResult ended = store.commit(term, result, reports);
        if (ended == CommitResult.COMMITTED) {
            outbox.recorded(reports);
            metrics.progress();
        } else if (ended == CommitResult.TERM_ENDED) {
            term.end();
            outbox.dropWithheld(term);
        }
        return ended;
    }

    /**
     * Completes a committed batch: acknowledges its frames and hands out its replies, which must not happen earlier.
     */
    private void finish(List<Message<InboundFrame>> frames, DecodedBatch batch, BatchResult result) {
        sessions.put(result.storedSessions());
        rateLimiter.stored(batch.senders());
        result.takeovers().forEach(takeovers::put);
        // Before the replies, so that whoever has a reply finds its frame counted.
        metrics.decided(frames.size(), result.statistics());
        frames.forEach(Message::ack);
        outbox.committed(result.replies());
        rejectionLimiter.stored(result.rejected());
    }
}
