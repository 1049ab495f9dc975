package io.nightdesk.ledger;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The beginning of a frame that was refused, for somebody to look at. */
@Entity
@Table(name = "rejected_frame")
public class RejectedFrameRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public long id;

    @Column(name = "received_at")
    public Instant receivedAt = Instant.EPOCH;

    public String reason = "";

    public int size;

    public byte[] head = {};

    /** Deletes all but the newest ones. */
    static void keepNewest(int count) {
        getEntityManager()
                .createNativeQuery(
                        "delete from rejected_frame where id <= (select max(id) from rejected_frame) - :count")
                .setParameter("count", count)
                .executeUpdate();
    }
}
