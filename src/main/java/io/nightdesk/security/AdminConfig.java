package io.nightdesk.security;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** How the first account comes about. */
@ConfigMapping(prefix = "nightdesk")
interface AdminConfig {

    /**
     * The password of {@code admin}, which is made where the database has no account yet; without it nobody can log in
     * there. No longer looked at once there is an account, so it may be taken away then.
     */
    Optional<@ValidPassword(message = "NIGHTDESK_ADMIN_PASSWORD must have from 12 to 72 bytes in UTF-8") String>
            adminPassword();
}
