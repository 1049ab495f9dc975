package io.nightdesk.inbox;

import io.nightdesk.deadletter.RejectedFrame;
import io.nightdesk.deadletter.ReplayResult;
import io.nightdesk.decision.Decision;
import io.nightdesk.decision.DecisionEngine;
import io.nightdesk.decision.InboundMessage;
import io.nightdesk.decision.Outcome;
import io.nightdesk.faq.rules.RuleFailures;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.RejectReason;
import io.nightdesk.inbox.BatchResult.Statistics;
import io.nightdesk.inbox.Exchange.FrameKey;
import io.nightdesk.order.OrderQuery;
import io.nightdesk.order.OrderSelection;
import io.nightdesk.outbox.PendingReply;
import io.nightdesk.session.SessionRepository.Versioned;
import io.nightdesk.session.SessionState;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Decides a decoded batch, a session's frames in order. Changes nothing: what it returns is valid once it is committed. Orders
 * are looked up once, for all replies of the batch.
 */
@Singleton
final class BatchDecider {

    private static final Logger LOG = Logger.getLogger(BatchDecider.class);

    private final DecisionEngine engine;
    private final BacklogSelector backlog;
    private final OrderLookup orders;
    private final ReplyEncoder replies;
    private final RuleFailures ruleFailures;
    private final Clock clock;

    /** A decided frame whose reply may still wait for its order. */
    record Draft(DecodedFrame frame, Decision decision) {}

    @Inject
    BatchDecider(
            DecisionEngine engine,
            BacklogSelector backlog,
            OrderLookup orders,
            ReplyEncoder replies,
            RuleFailures ruleFailures,
            Clock clock) {
        this.engine = engine;
        this.backlog = backlog;
        this.orders = orders;
        this.replies = replies;
        this.ruleFailures = ruleFailures;
        this.clock = clock;
    }

    /**
     * Decides the frames that were not decided before, according to {@code known}.
     *
     * @param nextId gives ascending ids of exchanges
     * @throws RuntimeException if orders cannot be looked up
     */
    BatchResult decide(DecodedBatch batch, KnownState known, InForce inForce, LongSupplier nextId) {
        return new Pass(known, inForce, nextId).over(batch);
    }

    /** The result for a frame that cannot be processed. */
    static BatchResult reject(InboundFrame inbound) {
        List<RejectedFrame> rejected = new ArrayList<>();
        List<ReplayResult> replays = new ArrayList<>();
        reject(inbound, RejectReason.NOT_STORABLE, rejected, replays);
        return new BatchResult(
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                rejected,
                replays,
                new Statistics(Map.of(label(RejectReason.NOT_STORABLE), 1), Map.of(), Map.of()));
    }

    private static void reject(
            InboundFrame inbound, RejectReason reason, List<RejectedFrame> rejected, List<ReplayResult> replays) {
        inbound.replay()
                .ifPresentOrElse(
                        request -> replays.add(ReplayResult.rejected(request, reason)),
                        () -> rejected.add(
                                RejectedFrame.of(inbound.receivedAt(), reason, inbound.size(), inbound.bytes())));
    }

    private static String label(RejectReason reason) {
        return "rejected_" + reason.code();
    }

    /** One pass over one batch. */
    private final class Pass {

        private final KnownState known;
        private final InForce inForce;
        private final LongSupplier nextId;
        private final Map<String, Versioned> sessions;
        private final Map<String, Versioned> changed = new HashMap<>();
        private final List<Draft> drafts = new ArrayList<>();
        private final List<Exchange> exchanges = new ArrayList<>();
        private final List<PendingReply> pending = new ArrayList<>();
        private final Map<String, Instant> takeovers = new HashMap<>();
        private final List<RejectedFrame> rejected = new ArrayList<>();
        private final List<ReplayResult> replays = new ArrayList<>();
        private final Map<String, Integer> outcomes = new HashMap<>();
        private final Map<String, Integer> kinds = new HashMap<>();
        private final Map<String, Integer> orderAnswers = new HashMap<>();

        Pass(KnownState known, InForce inForce, LongSupplier nextId) {
            this.known = known;
            this.inForce = inForce;
            this.nextId = nextId;
            this.sessions = new HashMap<>(known.sessions());
        }

        BatchResult over(DecodedBatch batch) {
            batch.rejected().forEach(one -> {
                reject(one.inbound(), one.reason(), rejected, replays);
                count(label(one.reason()), 1);
            });
            count("rate_limited", batch.rateLimited());
            Set<DecodedFrame> superseded =
                    backlog.superseded(batch.frames(), known.hashes().keySet(), inForce.rules());
            Map<FrameKey, byte[]> hashes = new HashMap<>(known.hashes());
            for (DecodedFrame frame : batch.frames()) {
                byte[] earlier = hashes.putIfAbsent(frame.key(), frame.hash());
                if (earlier != null) {
                    ignore(
                            frame,
                            Arrays.equals(earlier, frame.hash())
                                    ? ReplayResult.DUPLICATE
                                    : ReplayResult.MESSAGE_ID_REUSED);
                } else if (frame.isFromDesk()
                        && known.ownReplies().contains(frame.frame().messageId())) {
                    ignore(frame, ReplayResult.OWN_REPLY);
                } else {
                    decide(frame, superseded.contains(frame));
                }
            }
            finishDrafts();
            return new BatchResult(
                    exchanges,
                    pending,
                    known.sessions(),
                    changed,
                    takeovers,
                    rejected,
                    replays,
                    new Statistics(outcomes, kinds, orderAnswers));
        }

        private void ignore(DecodedFrame frame, String outcome) {
            frame.inbound().replay().ifPresent(request -> replays.add(ReplayResult.ignored(request, outcome)));
            count(outcome.toLowerCase(Locale.ROOT), 1);
        }

        private void decide(DecodedFrame frame, boolean isSuperseded) {
            Versioned session = sessions.getOrDefault(frame.customerUid(), Versioned.NEW);
            SessionState before = session.state();
            Decision decision = frame.isFromDesk() ? agentWrote(frame, before) : answer(frame, before, isSuperseded);
            decision.match().ifPresent(match -> ruleFailures.record(match, inForce.rules()));
            if (!decision.sessionAfter().equals(before)) {
                Versioned after = new Versioned(session.version(), decision.sessionAfter());
                sessions.put(frame.customerUid(), after);
                changed.put(frame.customerUid(), after);
            }
            drafts.add(new Draft(frame, decision));
            kinds.merge(decision.kind(), 1, Integer::sum);
            count(decision.outcome().name().toLowerCase(Locale.ROOT), 1);
        }

        private Decision agentWrote(DecodedFrame frame, SessionState before) {
            if (!frame.isMessage()) {
                return new Decision(Outcome.NOT_A_MESSAGE, Optional.empty(), Optional.empty(), before);
            }
            Instant now = clock.instant();
            Instant writtenAt =
                    frame.inbound().replay().isPresent() ? frame.inbound().receivedAt() : now;
            SessionState after = engine.agentWrote(before, writtenAt, now);
            takeovers.put(frame.customerUid(), after.takenOverUntil());
            return new Decision(Outcome.AGENT_MESSAGE, Optional.empty(), Optional.empty(), after);
        }

        private Decision answer(DecodedFrame frame, SessionState before, boolean isSuperseded) {
            if (!frame.frame().sessionId().isEmpty() && !frame.frame().sessionIdMatchesUids()) {
                count("session_id_mismatch", 1);
            }
            try {
                return engine.decide(
                        message(frame, isSuperseded), before, inForce.rules(), inForce.hours(), clock.instant());
            } catch (RuntimeException | StackOverflowError e) {
                // An error in deciding one message must neither stop the desk nor be retried forever. The message of
                // the exception is not logged, because it may quote the customer.
                try (FrameLogContext context =
                        FrameLogContext.of(List.of(frame.frame().messageId()), Set.of(frame.customerUid()))) {
                    LOG.errorf(
                            "Decision failed, the frame is not answered: messageId=%s error=%s at=%s",
                            frame.frame().messageId(),
                            e.getClass().getName(),
                            Arrays.stream(e.getStackTrace()).limit(5).toList());
                }
                return new Decision(Outcome.FAILED, Optional.empty(), Optional.empty(), before);
            }
        }

        /** Looks up the orders that replies need, all at once, and turns the drafts into exchanges. */
        private void finishDrafts() {
            List<OrderQuery> queries = drafts.stream()
                    .flatMap(draft -> draft.decision().reply().stream())
                    .flatMap(template -> template.orderQuery().stream())
                    .toList();
            Map<OrderQuery, OrderSelection> found = queries.isEmpty() ? Map.of() : orders.find(queries);
            queries.forEach(query -> orderAnswers.merge(
                    found.getOrDefault(query, OrderSelection.NONE).orders().isEmpty() ? "unknown" : "found",
                    1,
                    Integer::sum));
            drafts.forEach(draft -> finish(draft, found));
        }

        private void finish(Draft draft, Map<OrderQuery, OrderSelection> found) {
            long id = nextId.getAsLong();
            InboundFrame inbound = draft.frame().inbound();
            Exchange exchange = replies.exchange(id, draft, found);
            exchanges.add(exchange);
            exchange.reply()
                    .ifPresent(reply -> pending.add(new PendingReply(
                            id,
                            exchange.customerUid(),
                            reply.bytes(),
                            inbound.receivedAt(),
                            inbound.waitedSince().isEmpty())));
            inbound.replay()
                    .ifPresent(request -> replays.add(
                            ReplayResult.decided(request, exchange.outcome().name(), id)));
        }

        private void count(String outcome, int frames) {
            if (frames > 0) {
                outcomes.merge(outcome, frames, Integer::sum);
            }
        }
    }

    /** The frame as the decision engine sees it. */
    static InboundMessage message(DecodedFrame frame, boolean isSuperseded) {
        return new InboundMessage(
                frame.frame().senderUid(),
                frame.frame().businessType(),
                content(frame.frame().content()),
                sentAt(frame),
                frame.inbound().waitedSince(),
                isSuperseded);
    }

    private static InboundMessage.Content content(Content content) {
        if (content instanceof Content.Text text) {
            return new InboundMessage.Content.Text(text.text(), text.businessId());
        }
        // An unreadable text of a customer gets no answer either.
        return content instanceof Content.Image
                ? new InboundMessage.Content.Image()
                : new InboundMessage.Content.Other();
    }

    /** By the sender's clock; a replayed frame was sent no later than it was received. */
    private static Instant sentAt(DecodedFrame frame) {
        Instant sentAt = Instant.ofEpochMilli(frame.frame().sendTime());
        Instant receivedAt = frame.inbound().receivedAt();
        return frame.inbound().replay().isPresent() && sentAt.isAfter(receivedAt) ? receivedAt : sentAt;
    }
}
