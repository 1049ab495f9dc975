package io.nightdesk.inbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/** Limits on inbound frames. */
@ConfigMapping(prefix = "nightdesk.inbox")
public interface InboxConfig {

    /**
     * How many frames of one sender are processed per minute. Further frames are acknowledged and counted, but not answered or
     * stored, so that nobody can fill the database. Messages of agents are counted per customer, receipts apart from messages.
     */
    @WithDefault("60")
    @Min(value = 1, message = "NIGHTDESK_INBOX_FRAMES_PER_MINUTE must be at least 1")
    int framesPerMinute();

    /**
     * How much memory frames may take that were received and not processed yet, in bytes. Above it the desk stops reading, and
     * frames wait at the broker. By default a sixteenth of the heap, at least 1 MiB and at most 64 MiB.
     */
    Optional<@Min(value = 1_048_576, message = "NIGHTDESK_INBOX_MAX_BYTES must be at least 1048576") Long> maxBytes();
}
