package io.nightdesk.hours;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** A mode that an admin set. The newest is in force, the others are how it was before. */
@Entity
@Table(name = "desk_mode")
public class ModeEntity extends PanacheEntityBase {

    /** From 1. */
    @Id
    public long version;

    public Instant at = Instant.EPOCH;

    /** An account's name. */
    public String by = "";

    @Enumerated(EnumType.STRING)
    public Mode mode = Mode.OFF_HOURS;

    public String reason = "";

    static Optional<ModeEntity> newest() {
        return newestFirst().firstResultOptional();
    }

    /** The same, and no newer one comes until the transaction ends; who reads need not wait. */
    static Optional<ModeEntity> newestLocked() {
        getEntityManager()
                .createNativeQuery("lock table desk_mode in share row exclusive mode")
                .executeUpdate();
        return newest();
    }

    static PanacheQuery<ModeEntity> newestFirst() {
        return find("order by version desc");
    }
}
