package io.nightdesk.session;

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
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Sets sessions by hand, and records each change. All methods need a transaction. */
@Singleton
class SessionService {

    private static final Logger LOG = Logger.getLogger(SessionService.class);

    private final EntityManager database;
    private final Clock clock;

    @Inject
    SessionService(EntityManager database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Keeps the desk out of a session until a time. Replies that are decided but not sent yet are withheld. */
    SessionEntity pause(String customer, Instant until, String reason, ConditionalRequest precondition, String by) {
        SessionEntity row = change(customer, Action.PAUSED, Optional.of(until), reason, precondition, by);
        row.takenOverUntil = until;
        row.handedOffUntil = Instant.EPOCH;
        return row;
    }

    /** Lets the desk answer again; nobody waits for an agent any more. */
    SessionEntity resume(String customer, String reason, ConditionalRequest precondition, String by) {
        SessionEntity row = change(customer, Action.RESUMED, Optional.empty(), reason, precondition, by);
        row.takenOverUntil = Instant.EPOCH;
        row.handedOffUntil = Instant.EPOCH;
        row.waitingSince = Instant.EPOCH;
        return row;
    }

    static ProblemException unknown() {
        return ProblemException.notFound("This customer has no session.");
    }

    private SessionEntity change(
            String customer,
            Action action,
            Optional<Instant> until,
            String reason,
            ConditionalRequest precondition,
            String by) {
        SessionEntity row = SessionEntity.<SessionEntity>findByIdOptional(customer, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(SessionService::unknown);
        precondition.requireMatch(row.version);
        SessionChangeEntity change = new SessionChangeEntity();
        change.customerUid = customer;
        change.at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        change.by = by;
        change.action = action;
        change.until = until.orElse(null);
        change.reason = reason;
        change.persistAndFlush();
        row.previousVersion = row.version;
        row.version = -Objects.requireNonNull(change.id);
        // The replica on duty looks again before it sends what it has decided already.
        database.createNativeQuery("select pg_notify('sessions_changed', '')").getSingleResult();
        LOG.infof("session %s: change=%d by=%s", action, change.id, by);
        return row;
    }
}
