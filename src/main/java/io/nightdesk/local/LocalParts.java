package io.nightdesk.local;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Starts the embedded parts before, and stops them after, everything else of the service. */
@Singleton
@IfBuildProfile("dev")
class LocalParts {

    private static final Logger LOG = Logger.getLogger(LocalParts.class);
    private static final int FIRST = 1;
    private static final int LAST = Integer.MAX_VALUE;

    private final LocalConfig config;
    private final int brokerPort;

    private Optional<EmbeddedDatabase> database = Optional.empty();
    private Optional<EmbeddedBroker> broker = Optional.empty();

    @Inject
    LocalParts(
            LocalConfig config, @ConfigProperty(name = "nightdesk.broker.port", defaultValue = "1883") int brokerPort) {
        this.config = config;
        this.brokerPort = brokerPort;
    }

    void start(@Observes @Priority(FIRST) StartupEvent event) throws IOException {
        Ports.requireFree(config.databasePort(), "the embedded database", "NIGHTDESK_LOCAL_DATABASE_PORT");
        Ports.requireFree(brokerPort, "the embedded broker", "NIGHTDESK_BROKER_PORT");
        Ports.requireFree(config.webSocketPort(), "MQTT over WebSocket", "NIGHTDESK_LOCAL_WEB_SOCKET_PORT");
        broker = Optional.of(EmbeddedBroker.start(brokerPort, config.webSocketPort()));
        LOG.infof(
                "embedded broker: mqtt://localhost:%d and ws://localhost:%d/mqtt", brokerPort, config.webSocketPort());
        database = Optional.of(EmbeddedDatabase.start(config.data().resolve("postgres"), config.databasePort()));
        LOG.infof("embedded database: %s user=%s", database.get().jdbcUrl(), EmbeddedDatabase.USER);
    }

    void stop(@Observes @Priority(LAST) ShutdownEvent event) throws IOException {
        broker.ifPresent(EmbeddedBroker::close);
        if (database.isPresent()) {
            database.get().close();
        }
    }
}
