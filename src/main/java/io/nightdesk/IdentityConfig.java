package io.nightdesk;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import java.time.ZoneId;

/** Which customer-service account this desk answers for, and in which time zone. */
@ConfigMapping(prefix = "nightdesk")
public interface IdentityConfig {

    /** The shop's customer-service uid: frames to it are answered, frames from it are the desk's own or an agent's. */
    @Pattern(
            regexp = "[0-9A-Za-z-]{1,64}",
            message = "NIGHTDESK_CUSTOMER_ID must be 1 to 64 letters, digits or hyphens, as on the wire")
    String customerId();

    /** The zone in which dates in answers are written. */
    @WithDefault("Asia/Shanghai")
    ZoneId zone();
}
