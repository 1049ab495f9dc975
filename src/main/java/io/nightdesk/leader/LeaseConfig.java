package io.nightdesk.leader;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long a term of leadership lasts and how often it is renewed. */
@RenewWithinLease
@ConfigMapping(prefix = "nightdesk.lease")
public interface LeaseConfig {

    /** How long a leader stays leader without reaching the database; a standby replaces a dead leader after this time at the latest. */
    @WithDefault("6s")
    @DurationMin(seconds = 1, message = "NIGHTDESK_LEASE_DURATION must be from 1 second to 10 minutes")
    @DurationMax(minutes = 10, message = "NIGHTDESK_LEASE_DURATION must be from 1 second to 10 minutes")
    Duration duration();

    /** How often the leader renews the lease and a standby tries to acquire it; at most a third of the lease's duration. */
    @WithDefault("500ms")
    @DurationMin(millis = 50, message = "NIGHTDESK_LEASE_RENEW_INTERVAL must be from 50 ms to 1 minute")
    @DurationMax(minutes = 1, message = "NIGHTDESK_LEASE_RENEW_INTERVAL must be from 50 ms to 1 minute")
    Duration renewInterval();
}
