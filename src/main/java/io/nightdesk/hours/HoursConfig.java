package io.nightdesk.hours;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When the desk answers, as configured for the deployment. */
@ConfigMapping(prefix = "nightdesk")
public interface HoursConfig {

    /** The mode until an admin sets another one: {@code off-hours}, {@code always} or {@code off}. */
    @WithDefault("off-hours")
    Mode mode();
}
