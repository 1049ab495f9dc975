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
import java.util.List;
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
        SessionEntity session = lock(customer, precondition);
        record(session, Action.PAUSED, Optional.of(until), reason, by);
        session.takenOverUntil = until;
        session.handedOffUntil = Instant.EPOCH;
        audit.record(AuditAction.SESSION_PAUSED, AuditSubject.customer(customer), Map.of("until", until));
        return session;
    }

    /** Ends a pause, a takeover and a hand-off. The customer no longer waits for an agent. */
    SessionEntity resume(String customer, String reason, ConditionalRequest precondition, String by) {
        SessionEntity session = lock(customer, precondition);
        Optional<SessionChangeEntity> lastChange = Optional.ofNullable(
                SessionChangeEntity.newest(List.of(customer)).get(customer));
        String was = SessionView.stateOf(session.toState(), lastChange, clock.instant());
        record(session, Action.RESUMED, Optional.empty(), reason, by);
        audit.record(AuditAction.SESSION_RESUMED, AuditSubject.customer(customer), Map.of("was", was));
        session.takenOverUntil = Instant.EPOCH;
        session.handedOffUntil = Instant.EPOCH;
        session.waitingSince = Instant.EPOCH;
        return session;
    }

    static ProblemException notFound() {
        return ProblemException.notFound("This customer has no session.", "这位顾客没有会话。");
    }

    private static SessionEntity lock(String customer, ConditionalRequest precondition) {
        SessionEntity session = SessionEntity.<SessionEntity>findByIdOptional(customer, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(SessionService::notFound);
        precondition.requireMatch(session.version);
        return session;
    }

    private void record(SessionEntity session, Action action, Optional<Instant> until, String reason, String by) {
        SessionChangeEntity change = new SessionChangeEntity();
        change.customerUid = session.customerUid;
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
    }
}
