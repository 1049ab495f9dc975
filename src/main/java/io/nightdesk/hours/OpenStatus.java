package io.nightdesk.hours;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether it is open at a moment, and around it.
 *
 * @param since when that began; empty if it was so for longer than two years
 * @param until when that ends; empty if it stays so for longer than two years
 * @param nextOpening the next time it opens after being closed; while it is closed the same as {@code until}
 * @param line what of the schedule says so, for people: {@code monday 09:00-18:00}, a closed weekday's name, or a date
 */
public record OpenStatus(
        boolean open, Optional<Instant> since, Optional<Instant> until, Optional<Instant> nextOpening, String line) {}
