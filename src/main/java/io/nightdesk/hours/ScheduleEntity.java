package io.nightdesk.hours;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.panache.common.Sort;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.StatelessSession;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A stored schedule. The newest version applies, the others are its history. */
@Entity
@Table(name = "schedule")
public class ScheduleEntity extends PanacheEntityBase {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Starts at 1. */
    @Id
    public long version;

    public Instant at = Instant.EPOCH;

    /** The name of the account that stored it. */
    public String by = "";

    /** A {@link ScheduleForm}. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String body = "{}";

    static Optional<ScheduleEntity> newest() {
        return findAll(Sort.descending("version")).firstResultOptional();
    }

    /** The same, for the snapshot; in SQL, because the first HQL query of a process prolongs its start. */
    static Optional<ScheduleEntity> newest(StatelessSession session) {
        return session.createNativeQuery("select * from schedule order by version desc limit 1", ScheduleEntity.class)
                .uniqueResultOptional();
    }

    /** Locks the table against other changes until the transaction ends. Readers do not wait. */
    static Optional<ScheduleEntity> newestLocked() {
        getEntityManager()
                .createNativeQuery("lock table schedule in share row exclusive mode")
                .executeUpdate();
        return newest();
    }

    /** @param orderBy an HQL expression of the code, never of a request */
    static PanacheQuery<ScheduleEntity> all(String orderBy) {
        return find("order by " + orderBy);
    }

    void setForm(ScheduleForm form) {
        try {
            body = JSON.writeValueAsString(form);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the schedule cannot be written as JSON", e);
        }
    }

    /** @throws IllegalArgumentException if the JSON is not a schedule: another program must have written it */
    ScheduleForm toForm() {
        try {
            return JSON.readValue(body, ScheduleForm.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the stored JSON is not a schedule", e);
        }
    }
}
