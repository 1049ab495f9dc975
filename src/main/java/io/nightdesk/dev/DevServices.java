package io.nightdesk.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Starts the embedded broker and database before the rest of the service, and stops them after it. */
@Singleton
@IfBuildProfile("dev")
final class DevServices {

    private static final Logger LOG = Logger.getLogger(DevServices.class);
    private static final int FIRST = 1;
    private static final int LAST = Integer.MAX_VALUE;

    private final int databasePort;
    private final int brokerPort;
    private final int webSocketPort;
    private final int httpPort;
    private final Path data;
    private final String adminPassword;

    private Optional<EmbeddedDatabase> database = Optional.empty();
    private Optional<EmbeddedBroker> broker = Optional.empty();

    /**
     * Not a config mapping, because mappings are packaged in every profile.
     *
     * @param webSocketPort the broker's port for browsers; the path is {@code /mqtt}
     * @param data the directory of the database, kept between runs; delete it to start with an empty database
     */
    @Inject
    DevServices(
            @ConfigProperty(name = "nightdesk.dev.database-port", defaultValue = "15432") int databasePort,
            @ConfigProperty(name = "nightdesk.broker.port", defaultValue = "1883") int brokerPort,
            @ConfigProperty(name = "nightdesk.dev.web-socket-port", defaultValue = "8083") int webSocketPort,
            @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int httpPort,
            @ConfigProperty(name = "nightdesk.dev.data", defaultValue = "data") Path data,
            @ConfigProperty(name = "nightdesk.admin-password", defaultValue = "") String adminPassword) {
        this.databasePort = databasePort;
        this.brokerPort = brokerPort;
        this.webSocketPort = webSocketPort;
        this.httpPort = httpPort;
        this.data = data;
        this.adminPassword = adminPassword;
    }

    void start(@Observes @Priority(FIRST) StartupEvent event) throws IOException {
        Ports.requireFree(databasePort, "the embedded database", "NIGHTDESK_DEV_DATABASE_PORT");
        Ports.requireFree(brokerPort, "the embedded broker", "NIGHTDESK_BROKER_PORT");
        Ports.requireFree(webSocketPort, "MQTT over WebSocket", "NIGHTDESK_DEV_WEB_SOCKET_PORT");
        broker = Optional.of(EmbeddedBroker.start(brokerPort, webSocketPort));
        database = Optional.of(EmbeddedDatabase.start(data.resolve("postgres"), databasePort));
        LOG.infof("Embedded broker: mqtt://localhost:%d and ws://localhost:%d/mqtt", brokerPort, webSocketPort);
        LOG.infof("Embedded database: %s user=%s", database.get().jdbcUrl(), EmbeddedDatabase.USER);
        WebBuild.watch();
        LOG.infof("Chat page: http://localhost:%d/", httpPort);
        LOG.infof("Console: http://localhost:%d/console/ (log in as admin, password %s)", httpPort, adminPassword);
        LOG.infof("API: http://localhost:%d/api/v1/openapi", httpPort);
    }

    void stop(@Observes @Priority(LAST) ShutdownEvent event) throws IOException {
        broker.ifPresent(EmbeddedBroker::close);
        if (database.isPresent()) {
            database.get().close();
        }
    }
}
