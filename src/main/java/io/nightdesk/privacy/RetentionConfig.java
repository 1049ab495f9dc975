package io.nightdesk.privacy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long data is kept; 0 keeps it forever. {@link RetentionLimits} checks that these times fit other settings. */
@ConfigMapping(prefix = "nightdesk.retention")
public interface RetentionConfig {

    /**
     * How long an exchange is kept after its frame arrived, and a rejected frame after it was received. Without the exchange, a
     * redelivered frame is not recognised.
     */
    @WithDefault("180d")
    @RetentionTime(message = "NIGHTDESK_RETENTION_EXCHANGES" + RetentionTime.RANGE)
    Duration exchanges();

    /** How long a session is kept after its customer's last frame, and a manual change of a session after it was made. */
    @WithDefault("90d")
    @RetentionTime(message = "NIGHTDESK_RETENTION_SESSIONS" + RetentionTime.RANGE)
    Duration sessions();

    /** How long an order is kept after it was placed. By default forever, because orders belong to the shop. */
    @WithDefault("0s")
    @RetentionTime(message = "NIGHTDESK_RETENTION_ORDERS" + RetentionTime.RANGE)
    Duration orders();

    /** How long replaced versions of rules, schedules and modes are kept. The current version is always kept. */
    @WithDefault("730d")
    @RetentionTime(message = "NIGHTDESK_RETENTION_REVISIONS" + RetentionTime.RANGE)
    Duration revisions();

    /** How long an entry of the audit log is kept. */
    @WithDefault("365d")
    @RetentionTime(message = "NIGHTDESK_RETENTION_AUDIT" + RetentionTime.RANGE)
    Duration audit();

    /** How often expired rows are deleted. */
    @WithDefault("1h")
    @DurationMin(seconds = 1, message = "NIGHTDESK_RETENTION_INTERVAL must be from 1 second to 7 days")
    @DurationMax(days = 7, message = "NIGHTDESK_RETENTION_INTERVAL must be from 1 second to 7 days")
    Duration interval();

    /** How many rows one transaction examines. */
    @WithDefault("500")
    @Min(value = 1, message = "NIGHTDESK_RETENTION_BATCH must be from 1 to 10000")
    @Max(value = 10_000, message = "NIGHTDESK_RETENTION_BATCH must be from 1 to 10000")
    int batch();
}
