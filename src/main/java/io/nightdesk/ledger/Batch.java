package io.nightdesk.ledger;

import io.nightdesk.conversation.Conversation;
import io.nightdesk.conversation.ConversationRow;
import io.nightdesk.desk.Decision;
import io.nightdesk.desk.Desk;
import io.nightdesk.desk.Inquiry;
import io.nightdesk.desk.Outcome;
import io.nightdesk.desk.Wording;
import io.nightdesk.faq.Match;
import io.nightdesk.faq.RuleSet;
import io.nightdesk.frame.Content;
import io.nightdesk.frame.Decoded;
import io.nightdesk.frame.Frame;
import io.nightdesk.frame.FrameCodec;
import io.nightdesk.frame.RejectReason;
import io.nightdesk.frame.Reply;
import io.nightdesk.ledger.ExchangeRow.FrameKey;
import io.nightdesk.order.Order;
import io.nightdesk.order.OrderArchive;
import io.nightdesk.order.OrderQuestion;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Decides some frames inside one transaction; lives as long as that. What it yields is valid once that commits. */
final class Batch {

    private static final Logger LOG = Logger.getLogger(Batch.class);

    private final Parts parts;
    private final RuleSet rules;
    private final LongSupplier nextId;
    private final RejectedShelf shelf;

    private final List<Draft> drafts = new ArrayList<>();
    private final Map<String, Conversation> conversations = new HashMap<>();
    private final Map<String, ConversationRow> rows = new HashMap<>();
    private final List<PendingReply> replies = new ArrayList<>();
    private final Map<String, Instant> takeovers = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** The parts of the service that a batch works with. */
    record Parts(FrameCodec codec, Desk desk, OrderArchive orders, Clock clock, String deskUid) {}

    /** A decided frame whose reply may still wait for its order. */
    private record Draft(Taken taken, Decision decision) {}

    /** A frame that decoded. */
    private record Taken(Receipt receipt, Frame frame, byte[] hash) {
        FrameKey key() {
            return new FrameKey(frame.senderUid(), frame.messageId());
        }
    }

    Batch(Parts parts, RuleSet rules, LongSupplier nextId, RejectedShelf shelf) {
        this.parts = parts;
        this.rules = rules;
        this.nextId = nextId;
        this.shelf = shelf;
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

    void decide(List<Receipt> receipts) {
        List<Taken> fresh = withoutKnown(decode(receipts));
        loadConversations(fresh);
        fresh.forEach(this::decide);
        store();
    }

    /** Refuses one frame that the database would not take. */
    void condemn(Receipt receipt) {
        reject(receipt, RejectReason.NOT_STORABLE);
    }

    private List<Taken> decode(List<Receipt> receipts) {
        List<Taken> taken = new ArrayList<>(receipts.size());
        for (Receipt receipt : receipts) {
            Decoded decoded = receipt.isCut()
                    ? new Decoded.Rejected(RejectReason.TOO_LARGE)
                    : parts.codec().decode(receipt.bytes());
            if (decoded instanceof Decoded.Accepted accepted) {
                taken.add(new Taken(receipt, accepted.frame(), sha256(receipt.bytes())));
            } else if (decoded instanceof Decoded.Rejected rejected) {
                reject(receipt, rejected.reason());
            }
        }
        return taken;
    }

    private void reject(Receipt receipt, RejectReason reason) {
        shelf.put(receipt, reason);
        count("rejected_" + reason.code());
    }

    private List<Taken> withoutKnown(List<Taken> all) {
        if (all.isEmpty()) {
            return all;
        }
        Map<FrameKey, byte[]> known =
                ExchangeRow.known(all.stream().map(t -> t.frame().messageId()).toList());
        Set<UUID> own = ownReplies(all);
        List<Taken> fresh = new ArrayList<>(all.size());
        for (Taken taken : all) {
            byte[] earlier = known.putIfAbsent(taken.key(), taken.hash());
            if (earlier != null) {
                count(Arrays.equals(earlier, taken.hash()) ? "duplicate" : "message_id_reused");
            } else if (isFromDesk(taken) && own.contains(taken.frame().messageId())) {
                count("own_reply");
            } else {
                fresh.add(taken);
            }
        }
        return fresh;
    }

    private Set<UUID> ownReplies(List<Taken> all) {
        List<UUID> fromDesk = all.stream()
                .filter(this::isFromDesk)
                .map(t -> t.frame().messageId())
                .toList();
        return fromDesk.isEmpty() ? Set.of() : ExchangeRow.replies(fromDesk);
    }

    private void loadConversations(List<Taken> fresh) {
        Set<String> customers = fresh.stream().map(this::customer).collect(Collectors.toCollection(HashSet::new));
        if (!customers.isEmpty()) {
            ConversationRow.of(customers).forEach(row -> {
                rows.put(row.customerUid, row);
                conversations.put(row.customerUid, row.toConversation());
            });
        }
    }

    private void decide(Taken taken) {
        Instant now = parts.clock().instant();
        String customer = customer(taken);
        Conversation before = conversation(customer);
        Decision decision;
        if (isFromDesk(taken)) {
            Conversation after = parts.desk().agentWrote(before, now);
            decision = new Decision(Outcome.AGENT_WROTE, Optional.empty(), Optional.empty(), after);
            takeovers.put(customer, after.takenOverUntil());
        } else {
            decision = decideInquiry(taken, before, now);
            if (!taken.frame().sessionId().isEmpty() && !taken.frame().sessionIdFits()) {
                count("session_id_mismatch");
            }
        }
        if (!decision.after().equals(before)) {
            conversations.put(customer, decision.after());
            rows.computeIfAbsent(customer, Batch::newRow);
        }
        drafts.add(new Draft(taken, decision));
        count(decision.outcome().name().toLowerCase(Locale.ROOT));
    }

    /** An error in deciding one message must neither stop the desk nor be tried for ever. */
    private Decision decideInquiry(Taken taken, Conversation before, Instant now) {
        Inquiry inquiry = new Inquiry(
                taken.frame().senderUid(),
                message(taken.frame().content()),
                Instant.ofEpochMilli(taken.frame().sendTime()),
                taken.receipt().backlog());
        try {
            return parts.desk().decide(inquiry, before, rules, now);
        } catch (RuntimeException | StackOverflowError e) {
            // Not the exception's message: it may quote the customer.
            LOG.errorf(
                    "deciding failed, the frame stays unanswered: message_id=%s error=%s at=%s",
                    taken.frame().messageId(),
                    e.getClass().getName(),
                    Arrays.stream(e.getStackTrace()).limit(5).toList());
            return new Decision(Outcome.FAILED, Optional.empty(), Optional.empty(), before);
        }
    }

    private void store() {
        List<OrderQuestion> questions = drafts.stream()
                .flatMap(draft -> draft.decision().wording().stream())
                .flatMap(wording -> wording.needs().stream())
                .toList();
        Map<OrderQuestion, Order> orders =
                questions.isEmpty() ? Map.of() : parts.orders().find(questions);
        for (Draft draft : drafts) {
            ExchangeRow row = row(draft);
            draft.decision().wording().ifPresent(wording -> putReply(row, draft.taken(), wording, orders));
            row.persist();
        }
        rows.forEach((customer, row) -> row.set(conversation(customer)));
        rows.values().stream().filter(row -> !row.isPersistent()).forEach(row -> row.persist());
    }

    private ExchangeRow row(Draft draft) {
        Frame frame = draft.taken().frame();
        Optional<Match> match = draft.decision().match();
        ExchangeRow row = new ExchangeRow();
        row.id = nextId.getAsLong();
        row.senderUid = frame.senderUid();
        row.messageId = frame.messageId();
        row.payloadHash = draft.taken().hash();
        row.receivedAt = draft.taken().receipt().receivedAt();
        row.customerUid = customer(draft.taken());
        row.outcome = draft.decision().outcome();
        if (frame.content() instanceof Content.Text text && row.outcome != Outcome.AGENT_WROTE) {
            row.question = text.text();
        }
        match.ifPresent(m -> {
            row.trace = TraceJson.write(m);
            m.candidates().stream().findFirst().ifPresent(winner -> row.ruleKey = winner.ruleKey());
        });
        return row;
    }

    private void putReply(ExchangeRow row, Taken taken, Wording wording, Map<OrderQuestion, Order> orders) {
        Reply reply = new Reply(UUID.randomUUID(), taken.frame(), parts.clock().instant(), wording.text(orders));
        row.replyId = reply.messageId();
        row.replyBytes = parts.codec().encode(reply);
        row.replyState = ExchangeRow.ReplyState.PENDING;
        replies.add(new PendingReply(row.id, row.customerUid, row.replyBytes, row.receivedAt));
    }

    private static Inquiry.Message message(Content content) {
        if (content instanceof Content.Text text) {
            return new Inquiry.Message.Question(text.text(), text.businessId());
        }
        return content instanceof Content.Image ? new Inquiry.Message.Picture() : new Inquiry.Message.NoMessage();
    }

    private boolean isFromDesk(Taken taken) {
        return taken.frame().senderUid().equals(parts.deskUid());
    }

    private String customer(Taken taken) {
        return isFromDesk(taken) ? taken.frame().receiverUid() : taken.frame().senderUid();
    }

    private Conversation conversation(String customer) {
        return conversations.getOrDefault(customer, Conversation.NEW);
    }

    private static ConversationRow newRow(String customer) {
        ConversationRow row = new ConversationRow();
        row.customerUid = customer;
        return row;
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
