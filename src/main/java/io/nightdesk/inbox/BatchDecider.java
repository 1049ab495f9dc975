package io.nightdesk.inbox;

import io.nightdesk.deadletter.DeadLetterRepository;
import io.nightdesk.deadletter.ReplayRequest;
import io.nightdesk.deadletter.ReplayResult;
import io.nightdesk.deadletter.ReplayResult.Replayed;
import io.nightdesk.decision.Decision;
import io.nightdesk.decision.DecisionEngine;
import io.nightdesk.decision.InboundMessage;
import io.nightdesk.decision.Outcome;
import io.nightdesk.decision.ReplyTemplate;
import io.nightdesk.faq.match.CompiledRules;
import io.nightdesk.faq.match.Match;
import io.nightdesk.faq.match.MatchTrace;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.DecodeResult;
import io.nightdesk.frame.Frame;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.frame.RejectReason;
import io.nightdesk.frame.ReplyFrame;
import io.nightdesk.hours.OpeningHours;
import io.nightdesk.inbox.Exchange.FrameKey;
import io.nightdesk.inbox.Exchange.StoredReply;
import io.nightdesk.order.Order;
import io.nightdesk.order.OrderQuery;
import io.nightdesk.order.OrderRepository;
import io.nightdesk.outbox.PendingReply;
import io.nightdesk.session.SessionRepository.Versioned;
import io.nightdesk.session.SessionState;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Decides some frames for one transaction; lives as long as that. What it yields is valid once that commits. */
final class BatchDecider {

    private static final Logger LOG = Logger.getLogger(BatchDecider.class);

    private final Parts parts;
    private final CompiledRules rules;
    private final OpeningHours hours;
    private final LongSupplier nextId;
    private final DeadLetterRepository shelf;
    private final SenderRateLimiter flood;

    private final List<Taken> taken = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<String, Versioned> conversations = new HashMap<>();
    private final Map<String, Versioned> changed = new HashMap<>();
    private final Map<SenderRateLimiter.Sender, Integer> senders = new HashMap<>();
    private int flooded;
    /** Frames whose session has another one in this batch that is answered instead. */
    private final Set<Taken> passedOver = Collections.newSetFromMap(new IdentityHashMap<>());

    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<PendingReply> replies = new ArrayList<>();
    private final Map<String, Instant> takeovers = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Integer> kinds = new HashMap<>();
    private final Map<String, Integer> orderAnswers = new HashMap<>();
    private final List<ReplayResult> replayResults = new ArrayList<>();

    /** The parts of the service that a batch works with. */
    record Parts(FrameCodec codec, DecisionEngine desk, OrderRepository orders, Clock clock, String deskUid) {}

    private record Refused(InboundFrame receipt, RejectReason reason) {}

    /** A decided frame whose reply may still wait for its order. */
    private record Draft(Taken taken, Decision decision) {}

    /** A frame that decoded. */
    private record Taken(InboundFrame receipt, Frame frame, byte[] hash) {
        FrameKey key() {
            return new FrameKey(frame.senderUid(), frame.messageId());
        }
    }

    /** A batch of frames, decoded. */
    BatchDecider(
            Parts parts,
            CompiledRules rules,
            OpeningHours hours,
            LongSupplier nextId,
            DeadLetterRepository shelf,
            SenderRateLimiter flood,
            List<InboundFrame> receipts) {
        this.parts = parts;
        this.rules = rules;
        this.hours = hours;
        this.nextId = nextId;
        this.shelf = shelf;
        this.flood = flood;
        receipts.forEach(this::decode);
    }

    /** The ids of all frames that can be decided. */
    List<UUID> messageIds() {
        return taken.stream().map(t -> t.frame().messageId()).toList();
    }

    /** The ids of those under the desk's own uid. */
    List<UUID> idsFromDesk() {
        return taken.stream()
                .filter(this::isFromDesk)
                .map(t -> t.frame().messageId())
                .toList();
    }

    /** Whose sessions the frames belong to. */
    Set<String> customers() {
        return taken.stream().map(this::customer).collect(Collectors.toSet());
    }

    /** Whether all there is to do is to answer customers: nothing was refused, and nobody wrote under the desk's uid. */
    boolean isPlain() {
        return refused.isEmpty() && taken.stream().noneMatch(this::isFromDesk);
    }

    /** Those of the frames that were refused before. */
    List<ReplayRequest> replays() {
        return Stream.concat(
                        refused.stream().map(Refused::receipt), taken.stream().map(Taken::receipt))
                .flatMap(receipt -> receipt.replay().stream())
                .toList();
    }

    /** Leaves all frames that were refused before out but those. */
    void keepOfReplays(Set<ReplayRequest> some) {
        refused.removeIf(one -> isLeftOut(one.receipt(), some));
        taken.removeIf(one -> isLeftOut(one.receipt(), some));
    }

    private static boolean isLeftOut(InboundFrame receipt, Set<ReplayRequest> some) {
        return receipt.replay().filter(replay -> !some.contains(replay)).isPresent();
    }

    /** What came of the frames that were refused before. */
    List<ReplayResult> replayResults() {
        return replayResults;
    }

    /** What to store, in the order decided. */
    List<Exchange> exchanges() {
        return exchanges;
    }

    /** The sessions whose state is another now, by customer, with the versions that they follow. */
    Map<String, Versioned> changedConversations() {
        return changed;
    }

    /** The same with the versions that they have once they are stored. */
    Map<String, Versioned> storedConversations() {
        Map<String, Versioned> stored = new HashMap<>();
        changed.forEach((customer, session) ->
                stored.put(customer, new Versioned(ExchangeRepository.version(exchanges), session.conversation())));
        return stored;
    }

    /** How many frames were taken of whom. */
    Map<SenderRateLimiter.Sender, Integer> senders() {
        return senders;
    }

    /** The replies to hand out, in order. */
    List<PendingReply> replies() {
        return replies;
    }

    /** The sessions that agents took in this batch, and until when. */
    Map<String, Instant> takeovers() {
        return takeovers;
    }

    /** How many frames met which end, by the name that metrics use. */
    Map<String, Integer> counts() {
        return counts;
    }

    /** How many decisions were of which {@link Decision#kind kind}. */
    Map<String, Integer> kinds() {
        return kinds;
    }

    /** How many answers about an order had one to speak of, {@code found}, and how many had not, {@code unknown}. */
    Map<String, Integer> orderAnswers() {
        return orderAnswers;
    }

    /** Decides what {@code page} does not know. Needs a transaction, for orders and refused frames. */
    void decide(ExchangeRepository.Page page) throws SQLException {
        refused.forEach(r -> reject(r.receipt(), r.reason()));
        conversations.putAll(page.conversations());
        if (flooded > 0) {
            counts.put("rate_limited", flooded);
        }
        Map<FrameKey, byte[]> known = new HashMap<>(page.hashes());
        passOver(page);
        for (Taken one : taken) {
            byte[] earlier = known.putIfAbsent(one.key(), one.hash());
            if (earlier != null) {
                ignore(one, Arrays.equals(earlier, one.hash()) ? Replayed.DUPLICATE : Replayed.MESSAGE_ID_REUSED);
            } else if (isFromDesk(one) && page.ownReplies().contains(one.frame().messageId())) {
                ignore(one, Replayed.OWN_REPLY);
            } else {
                decide(one);
            }
        }
        word();
    }

    /** Refuses all frames, because the database would not take them. Needs a transaction. */
    void condemn() {
        refused.forEach(r -> reject(r.receipt(), RejectReason.NOT_STORABLE));
        taken.forEach(t -> reject(t.receipt(), RejectReason.NOT_STORABLE));
    }

    private void decode(InboundFrame receipt) {
        DecodeResult decoded = receipt.isCut()
                ? new DecodeResult.Rejected(RejectReason.TOO_LARGE)
                : parts.codec().decode(receipt.bytes());
        if (decoded instanceof DecodeResult.Accepted accepted) {
            Taken one = new Taken(receipt, accepted.frame(), sha256(receipt.bytes()));
            SenderRateLimiter.Sender sender = new SenderRateLimiter.Sender(customer(one), isFromDesk(one));
            if (receipt.replay().isPresent()) {
                taken.add(one);
            } else if (flood.isOver(sender, senders.getOrDefault(sender, 0))) {
                flooded++;
            } else {
                senders.merge(sender, 1, Integer::sum);
                taken.add(one);
            }
        } else if (decoded instanceof DecodeResult.Rejected rejected) {
            refused.add(new Refused(receipt, rejected.reason()));
        }
    }

    private void ignore(Taken taken, Replayed what) {
        taken.receipt().replay().ifPresent(replay -> replayResults.add(ReplayResult.ignored(replay, what)));
        count(what.name().toLowerCase(Locale.ROOT));
    }

    private void reject(InboundFrame receipt, RejectReason reason) {
        receipt.replay()
                .ifPresentOrElse(
                        replay -> replayResults.add(ReplayResult.refused(replay, reason)),
                        () -> shelf.put(receipt, reason));
        count("rejected_" + reason.code());
    }

    private void decide(Taken taken) {
        Instant now = parts.clock().instant();
        String customer = customer(taken);
        Versioned session = conversations.getOrDefault(customer, Versioned.NEW);
        SessionState before = session.conversation();
        Decision decision;
        if (isFromDesk(taken)) {
            SessionState after = taken.receipt().replay().isPresent()
                    ? parts.desk().agentHadWritten(before, taken.receipt().receivedAt())
                    : parts.desk().agentWrote(before, now);
            decision = new Decision(Outcome.AGENT_MESSAGE, Optional.empty(), Optional.empty(), after);
            takeovers.put(customer, after.takenOverUntil());
        } else {
            decision = decideInquiry(taken, before, now);
            if (!taken.frame().sessionId().isEmpty() && !taken.frame().sessionIdFits()) {
                count("session_id_mismatch");
            }
        }
        if (!decision.after().equals(before)) {
            Versioned after = new Versioned(session.version(), decision.after());
            conversations.put(customer, after);
            changed.put(customer, after);
        }
        drafts.add(new Draft(taken, decision));
        kinds.merge(decision.kind(), 1, Integer::sum);
        count(decision.outcome().name().toLowerCase(Locale.ROOT));
    }

    /** An error in deciding one message must neither stop the desk nor be tried for ever. */
    private Decision decideInquiry(Taken taken, SessionState before, Instant now) {
        try {
            return parts.desk().decide(inquiry(taken), before, rules, hours, now);
        } catch (RuntimeException | StackOverflowError e) {
            // Not the exception's message: it may quote the customer.
            try (FrameLogContext about =
                    FrameLogContext.about(List.of(taken.frame().messageId()), Set.of(customer(taken)))) {
                LOG.errorf(
                        "deciding failed, the frame stays unanswered: message_id=%s error=%s at=%s",
                        taken.frame().messageId(),
                        e.getClass().getName(),
                        Arrays.stream(e.getStackTrace()).limit(5).toList());
            }
            return new Decision(Outcome.FAILED, Optional.empty(), Optional.empty(), before);
        }
    }

    /** Of what waited of one session, one message is answered; what is known already or comes twice is none of it. */
    private void passOver(ExchangeRepository.Page page) {
        Set<FrameKey> seen = new HashSet<>(page.hashes().keySet());
        Map<String, List<Taken>> waiting = new LinkedHashMap<>();
        taken.stream()
                .filter(one -> one.receipt().waitedSince().isPresent()
                        && !isFromDesk(one)
                        && !(one.frame().content() instanceof Content.Other)
                        && seen.add(one.key()))
                .forEach(one -> waiting.computeIfAbsent(customer(one), uid -> new ArrayList<>())
                        .add(one));
        waiting.values().stream().filter(some -> some.size() > 1).forEach(some -> {
            int chosen = parts.desk()
                    .worthiest(
                            some.stream().map(this::inquiry).toList(),
                            rules,
                            parts.clock().instant());
            some.remove(chosen);
            passedOver.addAll(some);
        });
    }

    private InboundMessage inquiry(Taken taken) {
        return new InboundMessage(
                taken.frame().senderUid(),
                taken.frame().businessType(),
                message(taken.frame().content()),
                sentAt(taken),
                taken.receipt().waitedSince(),
                passedOver.contains(taken));
    }

    /** By the sender's clock; of a frame that was refused before it is known that it is no younger than its receipt. */
    private static Instant sentAt(Taken taken) {
        Instant said = Instant.ofEpochMilli(taken.frame().sendTime());
        Instant receivedAt = taken.receipt().receivedAt();
        return taken.receipt().replay().isPresent() && said.isAfter(receivedAt) ? receivedAt : said;
    }

    /** Looks up the orders that replies speak of, all at once, and makes the exchanges of the drafts. */
    private void word() throws SQLException {
        List<OrderQuery> questions = drafts.stream()
                .flatMap(draft -> draft.decision().wording().stream())
                .flatMap(wording -> wording.needs().stream())
                .toList();
        Map<OrderQuery, Order> orders =
                questions.isEmpty() ? Map.of() : parts.orders().find(questions);
        questions.forEach(
                question -> orderAnswers.merge(orders.containsKey(question) ? "found" : "unknown", 1, Integer::sum));
        drafts.forEach(draft -> exchanges.add(exchange(draft, orders)));
    }

    private Exchange exchange(Draft draft, Map<OrderQuery, Order> orders) {
        Taken one = draft.taken();
        Decision decision = draft.decision();
        long id = nextId.getAsLong();
        one.receipt()
                .replay()
                .ifPresent(replay -> replayResults.add(ReplayResult.decided(replay, decision.outcome(), id)));
        Optional<StoredReply> reply = decision.wording().map(wording -> reply(one, body(wording, orders)));
        reply.ifPresent(r -> replies.add(new PendingReply(
                id,
                customer(one),
                r.bytes(),
                one.receipt().receivedAt(),
                one.receipt().waitedSince().isEmpty())));
        return new Exchange(
                id,
                one.key(),
                one.hash(),
                one.receipt().receivedAt(),
                customer(one),
                question(one),
                decision.outcome(),
                decision.outcome() == Outcome.ANSWERED
                        ? decision.match().flatMap(BatchDecider::ruleKey)
                        : Optional.empty(),
                decision.match().map(match -> MatchTrace.of(match).toJson().toString()),
                reply);
    }

    private Optional<String> question(Taken taken) {
        return taken.frame().content() instanceof Content.Text text && !isFromDesk(taken)
                ? Optional.of(text.text())
                : Optional.empty();
    }

    private static Optional<String> ruleKey(Match match) {
        return match.verdict() instanceof Match.Verdict.Answer answer
                ? Optional.of(answer.rule().key())
                : Optional.empty();
    }

    private static ReplyFrame.Body body(ReplyTemplate wording, Map<OrderQuery, Order> orders) {
        return wording instanceof ReplyTemplate.Image image
                ? new ReplyFrame.Body.Image(image.url())
                : new ReplyFrame.Body.Text(((ReplyTemplate.Words) wording).text(orders));
    }

    private StoredReply reply(Taken taken, ReplyFrame.Body body) {
        ReplyFrame reply =
                new ReplyFrame(UUID.randomUUID(), taken.frame(), parts.clock().instant(), body);
        return new StoredReply(reply.messageId(), parts.codec().encode(reply));
    }

    private static InboundMessage.Message message(Content content) {
        if (content instanceof Content.Text text) {
            return new InboundMessage.Message.Question(text.text(), text.businessId());
        }
        return content instanceof Content.Image
                ? new InboundMessage.Message.Picture()
                : new InboundMessage.Message.NoMessage();
    }

    private boolean isFromDesk(Taken taken) {
        return taken.frame().senderUid().equals(parts.deskUid());
    }

    private String customer(Taken taken) {
        return isFromDesk(taken) ? taken.frame().receiverUid() : taken.frame().senderUid();
    }

    private void count(String end) {
        counts.merge(end, 1, Integer::sum);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
