package io.nightdesk.hours;

import io.nightdesk.database.Snapshot;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Holds the mode and the schedule as the tables have them. A schedule that cannot be read never replaces a good one. */
@Singleton
public class HoursBook implements Snapshot {

    private static final Logger LOG = Logger.getLogger(HoursBook.class);

    private final Mode configured;
    private volatile Edition current;

    /** The versions are -1 before the tables were read. */
    private record Edition(long scheduleVersion, long modeVersion, Hours hours) {}

    @Inject
    HoursBook(HoursConfig config) {
        configured = config.mode();
        current = new Edition(-1, -1, Hours.without(configured));
    }

    public Hours hours() {
        return current.hours();
    }

    @Override
    public String name() {
        return "hours";
    }

    @Override
    public Map<String, Long> versions() {
        Edition known = current;
        return Map.of("hours", known.scheduleVersion(), "mode", known.modeVersion());
    }

    @Override
    public String channel() {
        return "hours_changed";
    }

    @Override
    public void refresh() {
        Edition known = current;
        Optional<ScheduleRow> schedule = ScheduleRow.newest();
        Optional<ModeRow> mode = ModeRow.newest();
        long scheduleVersion = schedule.map(row -> row.version).orElse(0L);
        long modeVersion = mode.map(row -> row.version).orElse(0L);
        if (scheduleVersion == known.scheduleVersion() && modeVersion == known.modeVersion()) {
            return;
        }
        Mode inForce = mode.map(row -> row.mode).orElse(configured);
        Optional<Schedule> good = schedule.flatMap(HoursBook::read);
        if (schedule.isPresent() && good.isEmpty()) {
            good = known.hours().schedule();
        }
        current = new Edition(scheduleVersion, modeVersion, new Hours(inForce, good));
        LOG.infof("hours loaded: schedule=%d mode=%s", scheduleVersion, inForce);
    }

    private static Optional<Schedule> read(ScheduleRow row) {
        try {
            ScheduleCheck check = new ScheduleCheck(row.toForm());
            if (!check.faults().isEmpty()) {
                LOG.errorf("faulty schedule, not taken: version=%d faults=%s", row.version, check.faults());
            }
            return check.schedule();
        } catch (IllegalArgumentException e) {
            LOG.errorf("faulty schedule, not taken: version=%d %s", row.version, e.getMessage());
            return Optional.empty();
        }
    }
}
