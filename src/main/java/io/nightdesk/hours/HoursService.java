package io.nightdesk.hours;

import io.nightdesk.rest.ConditionalRequest;
import io.nightdesk.rest.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/** Changes the schedule and the mode, and records each change. All methods need a transaction. */
@Singleton
class HoursService {

    private static final Logger LOG = Logger.getLogger(HoursService.class);

    private final Clock clock;

    @Inject
    HoursService(Clock clock) {
        this.clock = clock;
    }

    /** Puts a schedule in force, if the newest is the one expected. */
    ScheduleEntity replace(ScheduleForm form, ConditionalRequest precondition, String by) {
        ProblemException.throwIfAny(new ScheduleValidator(form).faults());
        long newest = ScheduleEntity.newestLocked().map(row -> row.version).orElse(0L);
        precondition.requireMatch(newest);
        ScheduleEntity row = new ScheduleEntity();
        row.version = newest + 1;
        row.at = now();
        row.by = by;
        row.set(form);
        row.persistAndFlush();
        LOG.infof("schedule changed: version=%d by=%s", row.version, by);
        return row;
    }

    /** Puts a mode in force, if the newest is the one expected. */
    ModeEntity replace(Mode mode, String reason, ConditionalRequest precondition, String by) {
        long newest = ModeEntity.newestLocked().map(row -> row.version).orElse(0L);
        precondition.requireMatch(newest);
        ModeEntity row = new ModeEntity();
        row.version = newest + 1;
        row.at = now();
        row.by = by;
        row.mode = mode;
        row.reason = reason;
        row.persistAndFlush();
        LOG.infof("mode changed: version=%d mode=%s by=%s", row.version, mode, by);
        return row;
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
