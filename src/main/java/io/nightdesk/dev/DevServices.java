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

/** Starts the embedded parts before, and stops them after, everything else of the service. */
@Singleton
@IfBuildProfile("dev")
class DevServices {

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
     * Not a config mapping, because those are part of the package in every profile.
     *
     * @param webSocketPort for browsers; the path is {@code /mqtt}
     * @param data kept between runs; delete it to start afresh
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
        Ports.requireFree(databasePort, "the embedded database", "NIGHTDESK_LOCAL_DATABASE_PORT");
        Ports.requireFree(brokerPort, "the embedded broker", "NIGHTDESK_BROKER_PORT");
        Ports.requireFree(webSocketPort, "MQTT over WebSocket", "NIGHTDESK_LOCAL_WEB_SOCKET_PORT");
        broker = Optional.of(EmbeddedBroker.start(brokerPort, webSocketPort));
        LOG.infof("embedded broker: mqtt://localhost:%d and ws://localhost:%d/mqtt", brokerPort, webSocketPort);
        database = Optional.of(EmbeddedDatabase.start(data.resolve("postgres"), databasePort));
        LOG.infof("chat page: http://localhost:%d/", httpPort);
        LOG.infof("API: http://localhost:%d/api/v1/openapi name=admin password=%s", httpPort, adminPassword);
        LOG.infof("embedded database: %s user=%s", database.get().jdbcUrl(), EmbeddedDatabase.USER);
    }

    void stop(@Observes @Priority(LAST) ShutdownEvent event) throws IOException {
        broker.ifPresent(EmbeddedBroker::close);
        if (database.isPresent()) {
            database.get().close();
        }
    }
}
