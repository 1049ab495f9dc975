package io.nightdesk.hours;

import io.nightdesk.audit.AuditAction;
import io.nightdesk.audit.AuditLog;
import io.nightdesk.audit.AuditSubject;
import io.nightdesk.rest.ConditionalRequest;
import io.nightdesk.rest.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jboss.logging.Logger;

/** Changes the schedule and the mode. Every change adds a version, so the earlier ones stay readable. */
@Singleton
class HoursService {

    private static final Logger LOG = Logger.getLogger(HoursService.class);

    private final AuditLog audit;
    private final Clock clock;

    @Inject
    HoursService(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** Replaces the schedule if its current version meets the precondition. */
    @Transactional
    HoursView.ScheduleChange replaceSchedule(ScheduleForm form, ConditionalRequest precondition, String account) {
        ProblemException.throwIfAny(ScheduleValidator.validate(form).errors());
        long current =
                ScheduleEntity.newestLocked().map(schedule -> schedule.version).orElse(0L);
        precondition.requireMatch(current);
        ScheduleEntity schedule = new ScheduleEntity();
        schedule.version = current + 1;
        schedule.at = now();
        schedule.by = account;
        schedule.setForm(form);
        schedule.persistAndFlush();
        audit.record(AuditAction.SCHEDULE_REPLACED, AuditSubject.NONE, Map.of("version", schedule.version));
        LOG.infof("Schedule replaced: version=%d by=%s", schedule.version, account);
        return HoursView.ScheduleChange.of(schedule);
    }

    /** Sets the mode if its current version meets the precondition. */
    @Transactional
    HoursView.ModeChange setMode(Mode mode, String reason, ConditionalRequest precondition, String account) {
        long current = ModeEntity.newestLocked().map(setting -> setting.version).orElse(0L);
        precondition.requireMatch(current);
        ModeEntity setting = new ModeEntity();
        setting.version = current + 1;
        setting.at = now();
        setting.by = account;
        setting.mode = mode;
        setting.reason = reason;
        setting.persistAndFlush();
        audit.record(
                AuditAction.MODE_SET,
                AuditSubject.NONE,
                Map.of("mode", mode.apiName(), "reason", reason, "version", setting.version));
        LOG.infof("Mode set: version=%d mode=%s by=%s", setting.version, mode.apiName(), account);
        return HoursView.ModeChange.of(setting);
    }

    /** The time in the precision of the database. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
