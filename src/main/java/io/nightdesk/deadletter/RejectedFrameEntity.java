package io.nightdesk.deadletter;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.panache.common.Sort;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rejected frame: its bytes or the first of them, and the last request to replay it. */
@Entity
@Table(name = "rejected_frame")
public class RejectedFrameEntity extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    @Column(name = "received_at")
    public Instant receivedAt = Instant.EPOCH;

    public String reason = "";

    public int size;

    public byte[] head = {};

    /** When a replay was last requested. Stays after the replay, until the next request. */
    @Column(name = "replay_requested_at")
    public @Nullable Instant replayRequestedAt;

    @Column(name = "replay_requested_by")
    public @Nullable String replayRequestedBy;

    /** When the last request was completed; the following fields are its result. */
    @Column(name = "replayed_at")
    public @Nullable Instant replayedAt;

    @Column(name = "replay_outcome")
    public @Nullable String replayOutcome;

    @Column(name = "replay_reason")
    public @Nullable String replayReason;

    @Column(name = "exchange_id")
    public @Nullable Long exchangeId;

    /** Whether all bytes are stored. A truncated frame cannot be replayed. */
    boolean isComplete() {
        return head.length == size;
    }

    boolean isReplayPending() {
        return replayRequestedAt != null && replayedAt == null;
    }

    /** Requests a replay and clears the result of an earlier one. */
    void requestReplay(Instant at, String by) {
        replayRequestedAt = at;
        replayRequestedBy = by;
        replayedAt = null;
        replayOutcome = null;
        replayReason = null;
        exchangeId = null;
    }

    static PanacheQuery<RejectedFrameEntity> search(Optional<String> reason, Sort sort) {
        return reason.isPresent() ? find("reason", sort, reason.get()) : findAll(sort);
    }

    static Optional<RejectedFrameEntity> findLocked(long id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Requests a replay of the oldest complete frames for which none was requested before. Returns their number. */
    static int requestReplays(Optional<String> reason, int limit, Instant at, String by) {
        return getEntityManager()
                .createNativeQuery("""
                        update rejected_frame set replay_requested_at = :at, replay_requested_by = :by
                        where id in (
                            select id from rejected_frame
                            where replay_requested_at is null and octet_length(head) = size
                                and (:reason = '' or reason = :reason)
                            order by id limit :limit for update)""")
                .setParameter("at", at)
                .setParameter("by", by)
                .setParameter("reason", reason.orElse(""))
                .setParameter("limit", limit)
                .executeUpdate();
    }
}
