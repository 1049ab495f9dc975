package io.nightdesk.session;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** A session as stored. A database serves one desk, so the uid of the customer identifies the session. */
@Entity
@Table(name = "session")
public class SessionEntity extends PanacheEntityBase {

    @Id
    @Column(name = "customer_uid")
    public String customerUid = "";

    /** Changes with every update and is never used twice: the id of an exchange, or the negated id of a {@link SessionChangeEntity}. */
    public long version;

    /** The version before. */
    @Column(name = "previous_version")
    public long previousVersion;

    @Column(name = "taken_over_until")
    public Instant takenOverUntil = Instant.EPOCH;

    @Column(name = "handed_off_until")
    public Instant handedOffUntil = Instant.EPOCH;

    @Column(name = "waiting_since")
    public Instant waitingSince = Instant.EPOCH;

    @Column(name = "notice_at")
    public Instant noticeAt = Instant.EPOCH;

    @Column(name = "fallback_at")
    public Instant fallbackAt = Instant.EPOCH;

    public String menu = "";

    public String turns = "";

    public String replies = "";

    public static Optional<SessionEntity> byCustomer(String customerUid) {
        return findByIdOptional(customerUid);
    }

    /** The state of the customer's session. */
    public static SessionState of(String customerUid) {
        return byCustomer(customerUid).map(SessionEntity::toState).orElse(SessionState.NEW);
    }

    public SessionState toState() {
        return new SessionState(
                takenOverUntil,
                handedOffUntil,
                waitingSince,
                noticeAt,
                fallbackAt,
                Menu.parse(menu),
                AnswerRotation.parse(turns),
                ReplyHistory.parse(replies));
    }
}
