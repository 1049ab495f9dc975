package io.nightdesk.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.nightdesk.it.harness.Ports;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class EmbeddedBrokerTest {

    @Test
    void deliversMessagesPublishedOverTcpToSubscribersOverWebSocket() throws Exception {
        // Given
        int port = Ports.free();
        int webSocketPort = Ports.free();
        try (EmbeddedBroker broker = EmbeddedBroker.start(port, webSocketPort)) {
            assertThat(broker).isNotNull();
            Mqtt3BlockingClient browser = MqttClient.builder()
                    .useMqttVersion3()
                    .identifier("browser")
                    .serverHost("127.0.0.1")
                    .serverPort(webSocketPort)
                    .webSocketConfig()
                    .serverPath("mqtt")
                    .applyWebSocketConfig()
                    .buildBlocking();
            browser.connect();
            browser.subscribeWith()
                    .topicFilter("PTP/10001")
                    .qos(MqttQos.EXACTLY_ONCE)
                    .send();
            Mqtt3BlockingClient sender = MqttClient.builder()
                    .useMqttVersion3()
                    .identifier("sender")
                    .serverHost("127.0.0.1")
                    .serverPort(port)
                    .buildBlocking();
            sender.connect();
            try (Mqtt3BlockingClient.Mqtt3Publishes arriving = browser.publishes(MqttGlobalPublishFilter.ALL)) {

                // When
                sender.publishWith()
                        .topic("PTP/10001")
                        .qos(MqttQos.EXACTLY_ONCE)
                        .payload("hello".getBytes(StandardCharsets.UTF_8))
                        .send();

                // Then
                Optional<Mqtt3Publish> arrived = arriving.receive(10, TimeUnit.SECONDS);
                assertThat(arrived.map(Mqtt3Publish::getPayloadAsBytes))
                        .hasValueSatisfying(
                                bytes -> assertThat(bytes).isEqualTo("hello".getBytes(StandardCharsets.UTF_8)));
            }
            sender.disconnect();
            browser.disconnect();
        }
    }
}
