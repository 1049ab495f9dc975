package io.nightdesk;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How far the clock of this process may be wrong. */
@ConfigMapping(prefix = "nightdesk")
public interface ClockConfig {

    /**
     * How far the clocks of this process and the database may differ. A replica that measures more does not lead and is not ready,
     * because it would speak and be silent at the wrong times.
     */
    @WithDefault("30s")
    @DurationMin(seconds = 1, message = "NIGHTDESK_MAX_CLOCK_DIFFERENCE must be at least 1 second")
    Duration maxClockDifference();
}
