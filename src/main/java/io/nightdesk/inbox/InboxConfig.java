package io.nightdesk.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** Limits on frames that come in. */
@ConfigMapping(prefix = "nightdesk.inbox")
public interface InboxConfig {

    /**
     * How many frames of one sender are decided and stored in a minute; beyond it they are acknowledged and only counted, so
     * that nobody can fill the database. Those of agents count for each customer apart.
     */
    @WithDefault("60")
    @Min(value = 1, message = "NIGHTDESK_INBOX_FRAMES_PER_MINUTE must be at least 1")
    int framesPerMinute();
}
