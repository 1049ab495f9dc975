package io.nightdesk.hours;

import java.time.Instant;
import java.util.Optional;

/** The mode and the schedule in force. The same for all who hold it; safe for threads. */
public final class Hours {

    private static final Standing NEVER_OPEN =
            new Standing(false, Optional.empty(), Optional.empty(), Optional.empty(), "no schedule");

    private final Mode mode;
    private final Optional<Schedule> schedule;
    /** The answer to the last question: nearly always the answer to the next one too. */
    private volatile Standing last = NEVER_OPEN;

    Hours(Mode mode, Optional<Schedule> schedule) {
        this.mode = mode;
        this.schedule = schedule;
    }

    /** A mode without a schedule: agents are never there. */
    public static Hours without(Mode mode) {
        return new Hours(mode, Optional.empty());
    }

    public Mode mode() {
        return mode;
    }

    Optional<Schedule> schedule() {
        return schedule;
    }

    /** How the schedule stands; without one, closed for ever. */
    public Standing at(Instant now) {
        return schedule.map(hours -> {
                    Standing known = last;
                    if (!known.holds(now)) {
                        known = hours.at(now);
                        last = known;
                    }
                    return known;
                })
                .orElse(NEVER_OPEN);
    }

    /** Whether the desk is silent because agents are there. */
    public boolean leaveItToAgents(Instant now) {
        return mode == Mode.OFF_HOURS && at(now).open();
    }
}
