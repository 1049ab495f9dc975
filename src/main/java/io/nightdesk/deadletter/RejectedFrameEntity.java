package io.nightdesk.deadletter;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
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

/** The beginning of a frame that was refused, for somebody to look at. */
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

    /** Since when somebody wants it decided again; a wish that was met stays, until the next one. */
    @Column(name = "replay_requested_at")
    public @Nullable Instant replayWantedAt;

    @Column(name = "replay_requested_by")
    public @Nullable String replayWantedBy;

    /** When it was decided again; what follows tells with what end. */
    @Column(name = "replayed_at")
    public @Nullable Instant replayedAt;

    @Column(name = "replay_outcome")
    public @Nullable String replayOutcome;

    @Column(name = "replay_reason")
    public @Nullable String replayReason;

    @Column(name = "exchange_id")
    public @Nullable Long exchangeId;

    /** Whether it was kept whole: of a part nothing can be decided. */
    boolean isWhole() {
        return head.length == size;
    }

    /** Whether somebody wants it decided again and it was not yet. */
    boolean isWaiting() {
        return replayWantedAt != null && replayedAt == null;
    }

    /** Wants it decided again, from anew if it was before. */
    void want(Instant at, String by) {
        replayWantedAt = at;
        replayWantedBy = by;
        replayedAt = null;
        replayOutcome = null;
        replayReason = null;
        exchangeId = null;
    }

    static PanacheQuery<RejectedFrameEntity> with(Optional<String> reason, String orderBy) {
        return reason.isPresent() ? find("reason = ?1 order by " + orderBy, reason.get()) : find("order by " + orderBy);
    }

    static Optional<RejectedFrameEntity> locked(long id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Wants the oldest that are whole decided again, if nobody did before; how many that are. */
    static int wantUntried(Optional<String> reason, int most, Instant at, String by) {
        return getEntityManager()
                .createNativeQuery("""
                        update rejected_frame set replay_requested_at = :at, replay_requested_by = :by
                        where id in (
                            select id from rejected_frame
                            where replay_requested_at is null and octet_length(head) = size
                                and (:reason = '' or reason = :reason)
                            order by id limit :most for update)""")
                .setParameter("at", at)
                .setParameter("by", by)
                .setParameter("reason", reason.orElse(""))
                .setParameter("most", most)
                .executeUpdate();
    }

    /** Deletes all but the newest ones. */
    static void keepNewest(int count) {
        getEntityManager()
                .createNativeQuery(
                        "delete from rejected_frame where id <= (select max(id) from rejected_frame) - :count"
                                + " and (replay_requested_at is null or replayed_at is not null)")
                .setParameter("count", count)
                .executeUpdate();
    }
}
