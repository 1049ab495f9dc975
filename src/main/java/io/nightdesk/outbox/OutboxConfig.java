package io.nightdesk.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits of the delivery of replies. */
@ConfigMapping(prefix = "nightdesk.outbox")
public interface OutboxConfig {

    /** A reply that could not be sent within this time is withheld: it is of no use to the customer any more. */
    @WithDefault("12h")
    @DurationMin(minutes = 1, message = "NIGHTDESK_OUTBOX_REPLY_DEADLINE must be from 1 minute to 30 days")
    @DurationMax(days = 30, message = "NIGHTDESK_OUTBOX_REPLY_DEADLINE must be from 1 minute to 30 days")
    Duration replyDeadline();
}
