package io.nightdesk.hours;

import io.nightdesk.database.Snapshot;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Holds the mode and the schedule as the tables have them. A schedule that cannot be read never replaces a good one. */
@Singleton
public class HoursSnapshot implements Snapshot {

    private static final Logger LOG = Logger.getLogger(HoursSnapshot.class);

    private final Mode configured;
    private volatile Edition current;

    /** The versions are -1 before the tables were read. */
    private record Edition(long scheduleVersion, long modeVersion, OpeningHours hours) {}

    @Inject
    HoursSnapshot(HoursConfig config) {
        configured = config.mode();
        current = new Edition(-1, -1, OpeningHours.without(configured));
    }

    public OpeningHours hours() {
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
        Optional<ScheduleEntity> schedule = ScheduleEntity.newest();
        Optional<ModeEntity> mode = ModeEntity.newest();
        long scheduleVersion = schedule.map(row -> row.version).orElse(0L);
        long modeVersion = mode.map(row -> row.version).orElse(0L);
        if (scheduleVersion == known.scheduleVersion() && modeVersion == known.modeVersion()) {
            return;
        }
        Mode inForce = mode.map(row -> row.mode).orElse(configured);
        Optional<Schedule> good = schedule.flatMap(HoursSnapshot::read);
        if (schedule.isPresent() && good.isEmpty()) {
            good = known.hours().schedule();
        }
        current = new Edition(scheduleVersion, modeVersion, new OpeningHours(inForce, good));
        LOG.infof("hours loaded: schedule=%d mode=%s", scheduleVersion, inForce);
    }

    private static Optional<Schedule> read(ScheduleEntity row) {
        try {
            ScheduleValidator check = new ScheduleValidator(row.toForm());
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
