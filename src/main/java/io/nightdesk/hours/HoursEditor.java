package io.nightdesk.hours;

import io.nightdesk.admin.Precondition;
import io.nightdesk.admin.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/** Changes the schedule and the mode, and records each change. All methods need a transaction. */
@Singleton
class HoursEditor {

    private static final Logger LOG = Logger.getLogger(HoursEditor.class);

    private final Clock clock;

    @Inject
    HoursEditor(Clock clock) {
        this.clock = clock;
    }

    /** Puts a schedule in force, if the newest is the one expected. */
    ScheduleRow replace(ScheduleForm form, Precondition precondition, String by) {
        ProblemException.throwIfAny(new ScheduleCheck(form).faults());
        long newest = ScheduleRow.newestLocked().map(row -> row.version).orElse(0L);
        precondition.requireMatch(newest);
        ScheduleRow row = new ScheduleRow();
        row.version = newest + 1;
        row.at = now();
        row.by = by;
        row.set(form);
        row.persistAndFlush();
        LOG.infof("schedule changed: version=%d by=%s", row.version, by);
        return row;
    }

    /** Puts a mode in force, if the newest is the one expected. */
    ModeRow replace(Mode mode, String reason, Precondition precondition, String by) {
        long newest = ModeRow.newestLocked().map(row -> row.version).orElse(0L);
        precondition.requireMatch(newest);
        ModeRow row = new ModeRow();
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
