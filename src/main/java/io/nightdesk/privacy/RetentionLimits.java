package io.nightdesk.privacy;

import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/**
 * The settings of several packages that must fit together so that data which is still needed is not deleted. This
 * mapping is never injected: it exists only to be validated. Defaults and ranges are those of {@link RetentionConfig},
 * {@code ReplyPolicyConfig} and {@code OutboxConfig}, which map the same settings. It is public because validation of
 * nested groups reads them by reflection.
 */
@Unremovable
@ValidRetention
@ConfigMapping(prefix = "nightdesk")
public interface RetentionLimits {

    /** An older frame is not answered any more when the broker delivers it again. */
    Duration staleAfter();

    Outbox outbox();

    Retention retention();

    /** See {@code OutboxConfig}. */
    interface Outbox {
        /** An older reply is not sent any more. */
        Duration replyDeadline();
    }

    /** See {@link RetentionConfig}. */
    interface Retention {
        Duration exchanges();

        Duration sessions();
    }
}
