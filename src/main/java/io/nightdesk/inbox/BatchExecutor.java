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
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Processes batches: decode, look up, decide, commit, acknowledge, hand out the replies. Repeats that until it works or the term
 * is over. Every commit goes through {@link #commit}, which is fenced. Confined to the processor's thread.
 */
@Singleton
final class BatchExecutor {

    private static final Logger LOG = Logger.getLogger(BatchExecutor.class);

    private final BatchDecoder decoder;
    private final BatchDecider decider;
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
        this.store = store;
        this.inForce = inForce;
        this.takeovers = takeovers;
        this.rateLimiter = rateLimiter;
        this.rejectionLimiter = rejectionLimiter;
        this.outbox = outbox;
        this.metrics = metrics;
        this.retry = retry;
    }

    /** Processes the frames. Those of a term that is over are dropped: they come again in the next one, in their place. */
    void process(List<Message<InboundFrame>> all) throws InterruptedException {
        List<Message<InboundFrame>> frames = all.stream()
                .filter(frame -> frame.getPayload().term().isValid())
                .toList();
        if (!frames.isEmpty()) {
            LeaderTerm term = frames.get(0).getPayload().term();
            PoisonFrameIsolator<Message<InboundFrame>> isolator =
                    new PoisonFrameIsolator<>(new InTerm(term), e -> SqlErrors.isOutage(e) || !term.isValid());
            retry.run(term, () -> isolator.process(frames), this::commitInDoubt);
        }
    }

    /** Records the delivery reports in a commit of their own; a failure leaves them for the next one. */
    void recordReports() {
        outbox.unrecordedTerm().ifPresent(term -> {
            try {
                commit(term, BatchResult.EMPTY);
            } catch (RuntimeException e) {
                LOG.warnf("Delivery reports not recorded, retrying with the next batch: %s", SqlErrors.describe(e));
            }
        });
    }

    /** Lets the outbox read pending replies while it has room. */
    void fillOutbox() throws InterruptedException {
        for (Optional<LeaderTerm> term = outbox.termToFill(); term.isPresent(); term = outbox.termToFill()) {
            retry.run(term.get(), outbox::fill, this::commitInDoubt);
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

        InTerm(LeaderTerm term) {
            this.term = term;
        }

        @Override
        public void process(List<Message<InboundFrame>> frames) {
            begin(term);
            DecodedBatch batch = decode(frames);
            boolean lookUpFrames = batch.mayHoldDuplicates();
            boolean lookUpSessions = lookUpFrames
                    || !batch.messageIdsFromDesk().isEmpty()
                    || !batch.replays().isEmpty();
            while (term.isValid()) {
                long startedAt = System.nanoTime();
                try {
                    BatchResult result = decide(batch, lookUpFrames, lookUpSessions);
                    CommitResult ended = commit(term, result);
                    if (ended == CommitResult.COMMITTED) {
                        metrics.committed(startedAt);
                        finish(frames, batch, result);
                    }
                    if (ended != CommitResult.SESSIONS_CHANGED) {
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
        public void reject(Message<InboundFrame> frame, RuntimeException failure) {
            DecodedBatch batch = decode(List.of(frame));
            try (FrameLogContext context = FrameLogContext.of(batch.messageIds(), batch.customers())) {
                LOG.errorf(
                        "Frame rejected after %d attempts to store it: %s",
                        PoisonFrameIsolator.ATTEMPTS, SqlErrors.describe(failure));
            }
            BatchResult result = BatchDecider.reject(batch);
            if (commit(term, result) == CommitResult.COMMITTED) {
                finish(List.of(frame), batch, result);
            }
        }
    }

    /** Learns what earlier terms left, once per term, and what a commit of unknown outcome may have stored. */
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
        // The database fell back to an older state, and another replica went on from there.
        LOG.warn("Exchange ids are in use already, reading the last one again");
        lastId = store.lastExchangeId();
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
        return result.withRejected(rejectionLimiter.select(result.rejected()));
    }

    /** The one way in which anything is stored: fenced by the term, together with the delivery reports of that term. */
    private CommitResult commit(LeaderTerm term, BatchResult result) {
        List<DeliveryReport> reports = outbox.unrecorded(term);
        CommitResult ended = store.commit(term, result, reports);
        if (ended == CommitResult.COMMITTED) {
            outbox.recorded(reports);
            metrics.progress();
        } else if (ended == CommitResult.TERM_ENDED) {
            term.end();
            outbox.dropReports(term);
        }
        return ended;
    }

    /** What a commit permits: only now may the broker forget the frames and the replies be published. */
    private void finish(List<Message<InboundFrame>> frames, DecodedBatch batch, BatchResult result) {
        sessions.put(result.storedSessions());
        rateLimiter.stored(batch.senders());
        result.takeovers().forEach(takeovers::put);
        frames.forEach(Message::ack);
        outbox.committed(result.replies());
        metrics.decided(frames.size(), result.statistics());
        rejectionLimiter.stored(result.rejected());
    }
}
