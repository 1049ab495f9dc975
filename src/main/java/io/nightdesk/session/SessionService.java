package io.nightdesk.session;

import io.nightdesk.audit.AuditAction;
import io.nightdesk.audit.AuditLog;
import io.nightdesk.audit.AuditSubject;
import io.nightdesk.rest.ConditionalRequest;
import io.nightdesk.rest.ProblemException;
import io.nightdesk.session.SessionChangeEntity.Action;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Pauses and resumes sessions manually, and records each change. Call it in a transaction. */
@Singleton
class SessionService {

    private static final Logger LOG = Logger.getLogger(SessionService.class);

    private final EntityManager database;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    SessionService(EntityManager database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** Silences the desk in a session until a time. Pending replies are withheld. */
    SessionEntity pause(String customer, Instant until, String reason, ConditionalRequest precondition, String by) {
        SessionEntity session = change(customer, Action.PAUSED, Optional.of(until), reason, precondition, by);
        session.takenOverUntil = until;
        session.handedOffUntil = Instant.EPOCH;
        audit.record(AuditAction.SESSION_PAUSED, AuditSubject.customer(customer), Map.of("until", until));
        return session;
    }

    /** Ends a pause, a takeover and a hand-off. The customer no longer waits for an agent. */
    SessionEntity resume(String customer, String reason, ConditionalRequest precondition, String by) {
        SessionEntity session = change(customer, Action.RESUMED, Optional.empty(), reason, precondition, by);
        audit.record(AuditAction.SESSION_RESUMED, AuditSubject.customer(customer), Map.of("was", stateOf(session)));
        session.takenOverUntil = Instant.EPOCH;
        session.handedOffUntil = Instant.EPOCH;
        session.waitingSince = Instant.EPOCH;
        return session;
    }

    private String stateOf(SessionEntity session) {
        boolean isPause = SessionChangeEntity.count(
                        "customerUid = ?1 and until = ?2", session.customerUid, session.takenOverUntil)
                > 0;
        return SessionView.stateOf(session.toState(), isPause, clock.instant());
    }

    static ProblemException notFound() {
        return ProblemException.notFound("This customer has no session.", "这位顾客没有会话。");
    }

    private SessionEntity change(
            String customer,
            Action action,
            Optional<Instant> until,
            String reason,
            ConditionalRequest precondition,
            String by) {
        SessionEntity session = SessionEntity.<SessionEntity>findByIdOptional(customer, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(SessionService::notFound);
        precondition.requireMatch(session.version);
        SessionChangeEntity change = new SessionChangeEntity();
        change.customerUid = customer;
        change.at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        change.by = by;
        change.action = action;
        change.until = until.orElse(null);
        change.reason = reason;
        change.persistAndFlush();
        session.previousVersion = session.version;
        session.version = -Objects.requireNonNull(change.id);
        // Makes the leader withhold pending replies of this session.
        database.createNativeQuery("select pg_notify('sessions_changed', '')").getSingleResult();
        LOG.infof("Session changed: action=%s change=%d by=%s", action, change.id, by);
        return session;
    }
}
