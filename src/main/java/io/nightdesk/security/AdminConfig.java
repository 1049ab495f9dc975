package io.nightdesk.security;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** How the first account is created. */
@ConfigMapping(prefix = "nightdesk")
interface AdminConfig {

    /**
     * The password of the account {@code admin}, which is created if the database has no account. Without it nobody can log in to
     * such a database. It has no effect once an account exists, and can then be removed.
     */
    Optional<@ValidPassword(message = "NIGHTDESK_ADMIN_PASSWORD must have 12 to 72 bytes in UTF-8") String>
            adminPassword();

    /** A file with that password, instead of {@link #adminPassword}. It may be absent once an account exists. */
    Optional<String> adminPasswordFile();
}
