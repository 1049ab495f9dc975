package io.nightdesk.leader;

import java.time.Duration;

/**
 * The lease as it was read.
 *
 * @param holder empty if nobody ever held it
 * @param expiresAt as the database writes it; it changes with every renewal
 * @param duration how long the holder may assume that it leads without a renewal
 * @param expired whether it has expired or was released, by the database's clock
 */
record LeaseRecord(long epoch, String holder, String expiresAt, Duration duration, boolean expired) {}
