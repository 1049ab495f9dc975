package io.nightdesk.ledger;

import io.nightdesk.admin.Precondition;
import io.nightdesk.admin.ProblemException;
import io.nightdesk.conversation.ConversationRow;
import io.nightdesk.conversation.SessionChangeRow;
import io.nightdesk.conversation.SessionChangeRow.Action;
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
class SessionEditor {

    private static final Logger LOG = Logger.getLogger(SessionEditor.class);

    private final EntityManager database;
    private final Clock clock;

    @Inject
    SessionEditor(EntityManager database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Keeps the desk out of a session until a time. Replies that are decided but not sent yet are withheld. */
    ConversationRow pause(String customer, Instant until, String reason, Precondition precondition, String by) {
        ConversationRow row = change(customer, Action.PAUSED, Optional.of(until), reason, precondition, by);
        row.takenOverUntil = until;
        row.handedOffUntil = Instant.EPOCH;
        return row;
    }

    /** Lets the desk answer again; nobody waits for an agent any more. */
    ConversationRow resume(String customer, String reason, Precondition precondition, String by) {
        ConversationRow row = change(customer, Action.RESUMED, Optional.empty(), reason, precondition, by);
        row.takenOverUntil = Instant.EPOCH;
        row.handedOffUntil = Instant.EPOCH;
        row.waitingSince = Instant.EPOCH;
        return row;
    }

    static ProblemException unknown() {
        return ProblemException.notFound("This customer has no session.");
    }

    private ConversationRow change(
            String customer,
            Action action,
            Optional<Instant> until,
            String reason,
            Precondition precondition,
            String by) {
        ConversationRow row = ConversationRow.<ConversationRow>findByIdOptional(
                        customer, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(SessionEditor::unknown);
        precondition.requireMatch(row.version);
        SessionChangeRow change = new SessionChangeRow();
        change.customerUid = customer;
        change.at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        change.by = by;
        change.action = action;
        change.until = until.orElse(null);
        change.reason = reason;
        change.persistAndFlush();
        row.follows = row.version;
        row.version = -Objects.requireNonNull(change.id);
        // The replica on duty looks again before it sends what it has decided already.
        database.createNativeQuery("select pg_notify('sessions_changed', '')").getSingleResult();
        LOG.infof("session %s: change=%d by=%s", action, change.id, by);
        return row;
    }
}
