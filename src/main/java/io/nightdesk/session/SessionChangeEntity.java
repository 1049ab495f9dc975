package io.nightdesk.session;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A manual change to a session. */
@Entity
@Table(name = "session_change")
public class SessionChangeEntity extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    @Column(name = "customer_uid")
    public String customerUid = "";

    public Instant at = Instant.EPOCH;

    /** The name of the account. */
    public String by = "";

    @Enumerated(EnumType.STRING)
    public Action action = Action.PAUSED;

    /** The end of a pause. */
    public @Nullable Instant until;

    public String reason = "";

    /** What was changed. */
    public enum Action {
        PAUSED,
        RESUMED
    }

    /** The last manual change to each customer's session that has one. */
    public static Map<String, SessionChangeEntity> newest(Collection<String> customerUids) {
        return SessionChangeEntity.<SessionChangeEntity>stream(
                        "id in (select max(c.id) from SessionChangeEntity c where c.customerUid in ?1 group by c.customerUid)",
                        customerUids)
                .collect(Collectors.toMap(row -> row.customerUid, Function.identity()));
    }
}
