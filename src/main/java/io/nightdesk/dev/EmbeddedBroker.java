package io.nightdesk.dev;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.util.Properties;

/** An MQTT broker for TCP and WebSocket on the loopback address, without authentication and without persistence. */
public final class EmbeddedBroker implements AutoCloseable {

    private static final int MAX_PACKET_SIZE = 16 * 1024 * 1024;
    /** How many messages of a client the broker queues before it drops further ones. */
    private static final int SESSION_QUEUE = 65_536;

    private final Server server = new Server();

    private EmbeddedBroker() {}

    /** Starts the broker; a WebSocket port of 0 means none. */
    public static EmbeddedBroker start(int port, int webSocketPort) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("host", "127.0.0.1");
        settings.setProperty("port", String.valueOf(port));
        if (webSocketPort != 0) {
            settings.setProperty("websocket_port", String.valueOf(webSocketPort));
            settings.setProperty("websocket_path", "/mqtt");
        }
        settings.setProperty("allow_anonymous", "true");
        settings.setProperty("persistence_enabled", "false");
        settings.setProperty("telemetry_enabled", "false");
        settings.setProperty("session_queue_size", String.valueOf(SESSION_QUEUE));
        settings.setProperty("immediate_buffer_flush", "true");
        settings.setProperty("netty.mqtt.message_size", String.valueOf(MAX_PACKET_SIZE));
        EmbeddedBroker broker = new EmbeddedBroker();
        broker.server.startServer(new MemoryConfig(settings));
        return broker;
    }

    @Override
    public void close() {
        server.stopServer();
    }
}
