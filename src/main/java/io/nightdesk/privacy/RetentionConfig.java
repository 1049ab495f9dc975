package io.nightdesk.privacy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long things are kept; 0 for ever. {@link RetentionLimits} checks that these times fit other settings. */
@ConfigMapping(prefix = "nightdesk.retention")
public interface RetentionConfig {

    /**
     * How long an exchange is kept after its frame came, and a refused frame likewise. With the exchange goes the knowledge that
     * the desk has answered the frame.
     */
    @WithDefault("180d")
    @RetentionTime(message = "NIGHTDESK_RETENTION_EXCHANGES" + RetentionTime.RANGE)
    Duration exchanges();

    /** How long a session is kept after its customer's last frame, and what people did to sessions. */
    @WithDefault("90d")
    @RetentionTime(message = "NIGHTDESK_RETENTION_SESSIONS" + RetentionTime.RANGE)
    Duration sessions();

    /** How long an order is kept after it was placed. Orders are the shop's, so it is the shop that says. */
    @WithDefault("0s")
    @RetentionTime(message = "NIGHTDESK_RETENTION_ORDERS" + RetentionTime.RANGE)
    Duration orders();

    /** How long rules, schedules and modes are kept as they were before a change. What is in force stays. */
    @WithDefault("730d")
    @RetentionTime(message = "NIGHTDESK_RETENTION_REVISIONS" + RetentionTime.RANGE)
    Duration revisions();

    /** How often is looked for what has been kept for its time. */
    @WithDefault("1h")
    @DurationMin(seconds = 1, message = "NIGHTDESK_RETENTION_INTERVAL must be from 1 second to 7 days")
    @DurationMax(days = 7, message = "NIGHTDESK_RETENTION_INTERVAL must be from 1 second to 7 days")
    Duration interval();

    /** How many rows are looked at, and deleted, in one transaction. */
    @WithDefault("500")
    @Min(value = 1, message = "NIGHTDESK_RETENTION_BATCH must be from 1 to 10000")
    @Max(value = 10_000, message = "NIGHTDESK_RETENTION_BATCH must be from 1 to 10000")
    int batch();
}
