package io.nightdesk.ledger;

import io.nightdesk.desk.Outcome;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One inbound frame, what was decided about it, and the state of the reply. */
@Entity
@Table(name = "exchange")
public class ExchangeRow extends PanacheEntityBase {

    /** A reply's state. */
    enum ReplyState {
        PENDING,
        SENT,
        WITHHELD
    }

    /** Names a frame: its sender chose the id, so it is unique per sender only. */
    record FrameKey(String senderUid, UUID messageId) {}

    /** Ascends with the order of decisions, over replicas too: replies go out in this order. */
    @Id
    public long id;

    @Column(name = "sender_uid")
    public String senderUid = "";

    @Column(name = "message_id")
    public UUID messageId = new UUID(0, 0);

    @Column(name = "payload_hash")
    public byte[] payloadHash = {};

    @Column(name = "received_at")
    public Instant receivedAt = Instant.EPOCH;

    @Column(name = "customer_uid")
    public String customerUid = "";

    public @Nullable String question;

    @Enumerated(EnumType.STRING)
    public Outcome outcome = Outcome.FAILED;

    @Column(name = "rule_key")
    public @Nullable String ruleKey;

    @JdbcTypeCode(SqlTypes.JSON)
    public @Nullable String trace;

    @Column(name = "reply_id")
    public @Nullable UUID replyId;

    @Column(name = "reply_bytes")
    public byte @Nullable [] replyBytes;

    @Enumerated(EnumType.STRING)
    @Column(name = "reply_state")
    public @Nullable ReplyState replyState;

    @Column(name = "reply_reason")
    public @Nullable String replyReason;

    @Column(name = "reply_settled_at")
    public @Nullable Instant replySettledAt;

    static long lastId() {
        return ((Number) getEntityManager()
                        .createNativeQuery("select coalesce(max(id), 0) from exchange")
                        .getSingleResult())
                .longValue();
    }

    /** The frames among {@code messageIds} that were decided before, with the hash of their payload. */
    static Map<FrameKey, byte[]> known(Collection<UUID> messageIds) {
        Map<FrameKey, byte[]> known = new HashMap<>();
        List<?> rows = getEntityManager()
                .createNativeQuery(
                        "select sender_uid, message_id, payload_hash from exchange where message_id = any(:ids)",
                        Object[].class)
                .setParameter("ids", messageIds.toArray(UUID[]::new))
                .getResultList();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            known.put(new FrameKey((String) columns[0], (UUID) columns[1]), (byte[]) columns[2]);
        }
        return known;
    }

    /** Those of {@code messageIds} that are replies of this desk. */
    static Set<UUID> replies(Collection<UUID> messageIds) {
        Set<UUID> replies = new HashSet<>();
        List<?> ids = getEntityManager()
                .createNativeQuery("select reply_id from exchange where reply_id = any(:ids)", UUID.class)
                .setParameter("ids", messageIds.toArray(UUID[]::new))
                .getResultList();
        ids.forEach(id -> replies.add((UUID) id));
        return replies;
    }

    /** Replies not yet settled, oldest first. */
    static List<PendingReply> pendingAfter(long id, int most) {
        return ExchangeRow.<ExchangeRow>find("replyState = ?1 and id > ?2 order by id", ReplyState.PENDING, id)
                .page(0, most)
                .stream()
                .map(ExchangeRow::toPendingReply)
                .toList();
    }

    /**
     * Records how replies ended; one that is settled already stays as it is. That is no condition on the rows, because it
     * would lead the planner to the index of pending ones, which is full of dead entries between two vacuums.
     */
    static void settle(List<Settlement> settlements) {
        getEntityManager()
                .createNativeQuery("""
                        update exchange e set
                            reply_state = case e.reply_state when 'PENDING' then s.state else e.reply_state end,
                            reply_reason = coalesce(e.reply_reason, nullif(s.reason, '')),
                            reply_settled_at = coalesce(e.reply_settled_at, s.at)
                        from unnest(:ids, :states, :reasons, :times) as s (id, state, reason, at)
                        where e.id = any(:ids) and e.id = s.id""")
                .setParameter(
                        "ids", settlements.stream().map(Settlement::exchangeId).toArray(Long[]::new))
                .setParameter(
                        "states",
                        settlements.stream()
                                .map(s -> (s.withheld().isEmpty() ? ReplyState.SENT : ReplyState.WITHHELD).name())
                                .toArray(String[]::new))
                .setParameter(
                        "reasons",
                        settlements.stream()
                                .map(s -> s.withheld().map(Enum::name).orElse(""))
                                .toArray(String[]::new))
                .setParameter("times", settlements.stream().map(Settlement::at).toArray(Instant[]::new))
                .executeUpdate();
    }

    private PendingReply toPendingReply() {
        return new PendingReply(id, customerUid, replyBytes == null ? new byte[0] : replyBytes, receivedAt);
    }
}
