package io.nightdesk.hours;

import io.nightdesk.database.Snapshot;
import io.nightdesk.database.SnapshotReader;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The mode and the schedule in memory, refreshed from their tables. An invalid schedule never replaces a valid one. */
@Singleton
public class HoursSnapshot implements Snapshot {

    private static final Logger LOG = Logger.getLogger(HoursSnapshot.class);

    private static final String INVALID = "Stored schedule is invalid, keeping the previous one: version=%d errors=%s";

    private final SnapshotReader reader;
    private final Mode configuredMode;
    private volatile Loaded loaded;

    /** The newest rows of both tables. */
    private record StoredRows(Optional<ScheduleEntity> schedule, Optional<ModeEntity> mode) {}

    /** The hours with the versions of both tables: -1 before the first load, 0 for an empty table. */
    private record Loaded(long scheduleVersion, long modeVersion, OpeningHours hours) {}

    @Inject
    HoursSnapshot(SnapshotReader reader, HoursConfig config) {
        this.reader = reader;
        configuredMode = config.mode();
        loaded = new Loaded(-1, -1, OpeningHours.without(configuredMode));
    }

    public OpeningHours hours() {
        return loaded.hours();
    }

    @Override
    public String name() {
        return "hours";
    }

    @Override
    public Map<String, Long> versions() {
        Loaded current = loaded;
        return Map.of("hours", current.scheduleVersion(), "mode", current.modeVersion());
    }

    @Override
    public String channel() {
        return "hours_changed";
    }

    @Override
    public void refresh() {
        Loaded previous = loaded;
        StoredRows stored =
                reader.read(session -> new StoredRows(ScheduleEntity.newest(session), ModeEntity.newest(session)));
        Optional<ScheduleEntity> storedSchedule = stored.schedule();
        Optional<ModeEntity> storedMode = stored.mode();
        long scheduleVersion = storedSchedule.map(row -> row.version).orElse(0L);
        long modeVersion = storedMode.map(row -> row.version).orElse(0L);
        if (scheduleVersion == previous.scheduleVersion() && modeVersion == previous.modeVersion()) {
            return;
        }
        Mode mode = storedMode.map(row -> row.mode).orElse(configuredMode);
        Optional<Schedule> schedule = storedSchedule.flatMap(HoursSnapshot::toSchedule);
        if (storedSchedule.isPresent() && schedule.isEmpty()) {
            schedule = previous.hours().schedule();
        }
        loaded = new Loaded(scheduleVersion, modeVersion, new OpeningHours(mode, schedule));
        LOG.infof("Opening hours loaded: scheduleVersion=%d mode=%s", scheduleVersion, mode.apiName());
    }

    private static Optional<Schedule> toSchedule(ScheduleEntity stored) {
        try {
            ScheduleValidator.Result result = ScheduleValidator.validate(stored.toForm());
            if (result instanceof ScheduleValidator.Result.Valid valid) {
                return Optional.of(valid.schedule());
            }
            LOG.errorf(INVALID, stored.version, result.errors());
        } catch (IllegalArgumentException e) {
            LOG.errorf(INVALID, stored.version, e.getMessage());
        }
        return Optional.empty();
    }
}
