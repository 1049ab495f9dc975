package io.nightdesk.database;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** How the service authenticates to PostgreSQL, besides the settings of the datasource. */
@ConfigMapping(prefix = "nightdesk.database")
interface DatabaseConfig {

    /** A file with the password, instead of the password of the datasource. Read for each connection, because it may change. */
    Optional<String> passwordFile();
}
