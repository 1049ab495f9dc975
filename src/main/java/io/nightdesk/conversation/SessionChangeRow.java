package io.nightdesk.conversation;

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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody did to a session by hand. */
@Entity
@Table(name = "session_change")
public class SessionChangeRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    @Column(name = "customer_uid")
    public String customerUid = "";

    public Instant at = Instant.EPOCH;

    /** An account's name. */
    public String by = "";

    @Enumerated(EnumType.STRING)
    public Action action = Action.PAUSED;

    /** The end of a pause. */
    public @Nullable Instant until;

    public String reason = "";

    /** What was done. */
    public enum Action {
        PAUSED,
        RESUMED
    }

    /** What was done last to a customer's session. */
    public static Optional<SessionChangeRow> newest(String customerUid) {
        return find("customerUid = ?1 order by id desc", customerUid).firstResultOptional();
    }
}
