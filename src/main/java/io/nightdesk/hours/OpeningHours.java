package io.nightdesk.hours;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The mode and the schedule in force. The same for all who hold it; safe for threads. */
public final class OpeningHours {

    private static final OpenStatus NEVER_OPEN =
            new OpenStatus(false, Optional.empty(), Optional.empty(), Optional.empty(), "no schedule");

    private final Mode mode;
    private final Optional<Schedule> schedule;
    /** The answer to the last question: nearly always the answer to the next one too. */
    private volatile Known last = new Known(NEVER_OPEN, Instant.MAX, Instant.MIN);

    /** How it stands from one moment to another. */
    private record Known(OpenStatus standing, Instant from, Instant until) {

        /** What has no beginning or end within years is known from now on, for a day. */
        static Known of(OpenStatus standing, Instant now) {
            return new Known(
                    standing,
                    standing.since().orElse(now),
                    standing.until().orElseGet(() -> now.plus(Duration.ofDays(1))));
        }

        boolean holds(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    OpeningHours(Mode mode, Optional<Schedule> schedule) {
        this.mode = mode;
        this.schedule = schedule;
    }

    /** A mode without a schedule: agents are never there. */
    public static OpeningHours without(Mode mode) {
        return new OpeningHours(mode, Optional.empty());
    }

    public Mode mode() {
        return mode;
    }

    public boolean hasSchedule() {
        return schedule.isPresent();
    }

    Optional<Schedule> schedule() {
        return schedule;
    }

    /** How the schedule stands; without one, closed for ever. */
    public OpenStatus at(Instant now) {
        return schedule.map(hours -> {
                    Known known = last;
                    if (!known.holds(now)) {
                        known = Known.of(hours.at(now), now);
                        last = known;
                    }
                    return known.standing();
                })
                .orElse(NEVER_OPEN);
    }

    /** The same with the very line of the schedule, which {@link #at} may tell of another moment of the same opening. */
    OpenStatus explain(Instant now) {
        return schedule.map(hours -> hours.at(now)).orElse(NEVER_OPEN);
    }

    /** Whether the desk is silent because agents are there. */
    public boolean leaveItToAgents(Instant now) {
        return mode == Mode.OFF_HOURS && at(now).open();
    }
}
