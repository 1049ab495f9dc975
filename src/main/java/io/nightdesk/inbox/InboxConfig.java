package io.nightdesk.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** Limits on inbound frames. */
@ConfigMapping(prefix = "nightdesk.inbox")
public interface InboxConfig {

    /**
     * How many frames of one sender are processed per minute. Further frames are acknowledged and counted, but not answered or
     * stored, so that nobody can fill the database. Messages of agents are counted per customer.
     */
    @WithDefault("60")
    @Min(value = 1, message = "NIGHTDESK_INBOX_FRAMES_PER_MINUTE must be at least 1")
    int framesPerMinute();
}
