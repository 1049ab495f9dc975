package io.nightdesk.rest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Limits for clients of the API. */
@ConfigMapping(prefix = "nightdesk.http")
interface HttpConfig {

    /**
     * How long the body of a request may take to arrive. A larger body of a bulk or an import may take longer, if it arrives faster
     * than {@link LimitedStream#MIN_BYTES_PER_SECOND} from then on.
     */
    @WithDefault("30s")
    @DurationMin(seconds = 1, message = "NIGHTDESK_HTTP_BODY_TIMEOUT must be at least 1s")
    Duration bodyTimeout();
}
