package io.nightdesk.deadletter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How many rejected frames are stored. */
@ConfigMapping(prefix = "nightdesk.rejected")
public interface DeadLetterConfig {

    /** How many frames that cannot be decoded are stored; the oldest are deleted first. Valid frames that cannot be stored do not count. */
    @WithDefault("10000")
    @Min(value = 0, message = "NIGHTDESK_REJECTED_MAX_STORED must be from 0 to 1000000")
    @Max(value = 1_000_000, message = "NIGHTDESK_REJECTED_MAX_STORED must be from 0 to 1000000")
    int maxStored();

    /** How many frames that cannot be decoded are stored per minute and reason; further ones are only counted. */
    @WithDefault("100")
    @Min(value = 0, message = "NIGHTDESK_REJECTED_MAX_PER_MINUTE must be from 0 to 100000")
    @Max(value = 100_000, message = "NIGHTDESK_REJECTED_MAX_PER_MINUTE must be from 0 to 100000")
    int maxPerMinute();
}
