package io.nightdesk;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import java.time.ZoneId;

/** Which customer-service account this desk answers for, and in which time zone. */
@ConfigMapping(prefix = "nightdesk")
public interface IdentityConfig {

    /** The shop's customer-service uid. Frames to it are answered; frames from it are replies of the desk or messages of agents. */
    @Pattern(
            regexp = "[0-9A-Za-z-]{1,64}",
            message = "NIGHTDESK_CUSTOMER_ID must be 1 to 64 letters, digits or hyphens, as on the wire")
    String customerId();

    /** The time zone of dates in answers. */
    @WithDefault("Asia/Shanghai")
    ZoneId zone();
}
