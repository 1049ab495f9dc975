package io.nightdesk.local;

import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where the embedded parts listen and keep their data. */
@IfBuildProfile("dev")
@ConfigMapping(prefix = "nightdesk.local")
public interface LocalConfig {

    @WithDefault("15432")
    int databasePort();

    /** For browsers; the path is {@code /mqtt}. Plain MQTT listens on {@code nightdesk.broker.port}. */
    @WithDefault("8083")
    int webSocketPort();

    /** Kept between runs; delete it to start afresh. */
    @WithDefault("data")
    Path data();
}
