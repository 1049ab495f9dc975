package io.nightdesk.hours;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When the desk speaks, as the deployment says. */
@ConfigMapping(prefix = "nightdesk")
public interface HoursConfig {

    /** As long as no admin sets another one: {@code off-hours}, {@code always} or {@code off}. */
    @WithDefault("off-hours")
    Mode mode();
}
