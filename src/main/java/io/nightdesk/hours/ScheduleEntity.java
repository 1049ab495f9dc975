package io.nightdesk.hours;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A schedule as stored. The newest is in force, the others are how it was before. */
@Entity
@Table(name = "schedule")
public class ScheduleEntity extends PanacheEntityBase {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** From 1. */
    @Id
    public long version;

    public Instant at = Instant.EPOCH;

    /** An account's name. */
    public String by = "";

    /** See {@link ScheduleForm}. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String body = "{}";

    static Optional<ScheduleEntity> newest() {
        return newestFirst().firstResultOptional();
    }

    /** The same, and no newer one comes until the transaction ends; who reads need not wait. */
    static Optional<ScheduleEntity> newestLocked() {
        getEntityManager()
                .createNativeQuery("lock table schedule in share row exclusive mode")
                .executeUpdate();
        return newest();
    }

    static PanacheQuery<ScheduleEntity> newestFirst() {
        return find("order by version desc");
    }

    void set(ScheduleForm form) {
        try {
            body = JSON.writeValueAsString(form);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schedule that is no JSON", e);
        }
    }

    /** @throws IllegalArgumentException if something else than this program wrote it */
    ScheduleForm toForm() {
        try {
            return JSON.readValue(body, ScheduleForm.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a stored schedule that is none", e);
        }
    }
}
