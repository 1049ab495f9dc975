package io.nightdesk.hours;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The current mode and schedule. Thread-safe, and immutable for its users. */
public final class OpeningHours {

    private static final OpenStatus NEVER_OPEN =
            new OpenStatus(false, Optional.empty(), Optional.empty(), Optional.empty(), new ScheduleLine.None());

    private final Mode mode;
    private final Optional<Schedule> schedule;
    /** The last status that was computed. It nearly always still applies when the next frame arrives. */
    private volatile Cached cached = new Cached(NEVER_OPEN, Instant.MAX, Instant.MIN);

    /** A status and the half-open period in which it applies. */
    private record Cached(OpenStatus status, Instant from, Instant until) {

        /** A status without a known start or end is cached from now on, for a day. */
        static Cached of(OpenStatus status, Instant now) {
            return new Cached(
                    status, status.since().orElse(now), status.until().orElseGet(() -> now.plus(Duration.ofDays(1))));
        }

        boolean appliesAt(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    OpeningHours(Mode mode, Optional<Schedule> schedule) {
        this.mode = mode;
        this.schedule = schedule;
    }

    /** Opening hours without a schedule: agents are never available. */
    public static OpeningHours without(Mode mode) {
        return new OpeningHours(mode, Optional.empty());
    }

    /** The same schedule in another mode. */
    public OpeningHours withMode(Mode other) {
        return new OpeningHours(other, schedule);
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

    /**
     * The status of the schedule. Without a schedule it is always closed. The {@code line} may be that of another
     * moment of the same period; see {@link #explain}.
     */
    public OpenStatus at(Instant now) {
        return schedule.map(present -> {
                    Cached current = cached;
                    if (!current.appliesAt(now)) {
                        current = Cached.of(present.at(now), now);
                        cached = current;
                    }
                    return current.status();
                })
                .orElse(NEVER_OPEN);
    }

    /** The status of the schedule, with the line that applies at exactly this moment. */
    OpenStatus explain(Instant now) {
        return schedule.map(present -> present.at(now)).orElse(NEVER_OPEN);
    }

    /** Whether the mode leaves this moment to agents: the desk answers in off-hours only, and the schedule is open. */
    public boolean agentsAreAvailable(Instant now) {
        return mode == Mode.OFF_HOURS && at(now).open();
    }

    /** Whether the desk answers at this moment. */
    boolean deskAnswers(Instant now) {
        return mode != Mode.OFF && !agentsAreAvailable(now);
    }
}
