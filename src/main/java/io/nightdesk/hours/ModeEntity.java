package io.nightdesk.hours;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.panache.common.Sort;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** A mode that an admin set. The newest version applies, the others are its history. */
@Entity
@Table(name = "desk_mode")
public class ModeEntity extends PanacheEntityBase {

    /** Starts at 1. */
    @Id
    public long version;

    public Instant at = Instant.EPOCH;

    /** The name of the account that set it. */
    public String by = "";

    @Enumerated(EnumType.STRING)
    public Mode mode = Mode.OFF_HOURS;

    public String reason = "";

    static Optional<ModeEntity> newest() {
        return findAll(Sort.descending("version")).firstResultOptional();
    }

    /** The same, for the snapshot; in SQL, because the first HQL query of a process prolongs its start. */
    static Optional<ModeEntity> newest(StatelessSession session) {
        return session.createNativeQuery("select * from desk_mode order by version desc limit 1", ModeEntity.class)
                .uniqueResultOptional();
    }

    /** Locks the table against other changes until the transaction ends. Readers do not wait. */
    static Optional<ModeEntity> newestLocked() {
        getEntityManager()
                .createNativeQuery("lock table desk_mode in share row exclusive mode")
                .executeUpdate();
        return newest();
    }

    /** @param orderBy an HQL expression of the code, never of a request */
    static PanacheQuery<ModeEntity> all(String orderBy) {
        return find("order by " + orderBy);
    }
}
