package io.nightdesk.hours;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether the schedule is open at a moment, and when that changes.
 *
 * @param since when this status began; empty if that is more than two years ago
 * @param until when this status ends; empty if that is more than two years ahead
 * @param nextOpening when the schedule opens next after being closed; equals {@code until} while it is closed
 * @param line the line of the schedule that applies
 */
public record OpenStatus(
        boolean open,
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<Instant> nextOpening,
        ScheduleLine line) {}
