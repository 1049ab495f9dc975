package io.nightdesk.mqtt;

import io.nightdesk.SecretFile;
import io.vertx.mqtt.MqttClientOptions;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Makes the client options of one link, anew for each connection, because its credentials may change. */
final class ConnectionOptions implements Callable<MqttClientOptions> {

    /** The largest value that MQTT packet ids allow: the desk limits replies in flight itself. */
    private static final int MAX_INFLIGHT = 65_535;

    /** Shorter than the timeout of the whole attempt, so that the failure names the step that timed out. */
    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(8);

    private final MqttConfig.Broker broker;
    private final BrokerCredentials credentials;
    private final String clientId;
    private final boolean cleanSession;

    ConnectionOptions(MqttConfig.Broker broker, String clientId, boolean cleanSession) {
        this.broker = broker;
        this.credentials = new BrokerCredentials(broker);
        this.clientId = clientId;
        this.cleanSession = cleanSession;
    }

    /** Reads the credential files, so it blocks. */
    @Override
    public MqttClientOptions call() throws SecretFile.InvalidFileException {
        MqttClientOptions options = new MqttClientOptions();
        options.setClientId(clientId);
        options.setCleanSession(cleanSession);
        options.setAutoAck(false);
        options.setKeepAliveInterval((int) broker.keepAlive().toSeconds());
        // On the connection for replies, MqttConnection sends PINGREQ: who ended it tells whether a reply is to blame.
        options.setAutoKeepAlive(!cleanSession);
        options.setMaxMessageSize(broker.maxPacketBytes());
        options.setMaxInflightQueue(MAX_INFLIGHT);
        options.setConnectTimeout((int) STEP_TIMEOUT.toMillis());
        options.setSslHandshakeTimeout(STEP_TIMEOUT.toSeconds());
        options.setTcpNoDelay(true);
        return credentials.addTo(options);
    }
}
