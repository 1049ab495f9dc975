package io.nightdesk.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ScriptedBrokerTest {

    private final Vertx vertx = Vertx.vertx();
    private final MqttClient client = MqttClient.create(vertx);
    private final List<String> events = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        get(vertx.close());
    }

    @Test
    void grantsAndConfirmsEverythingByDefault() {
        // Given
        client.subscribeCompletionHandler(granted -> events.add("granted " + granted.grantedQoSLevels()));
        client.publishCompletionHandler(id -> events.add("confirmed " + id));
        try (ScriptedBroker broker = new ScriptedBroker(new ScriptedBroker.Script() {})) {
            get(client.connect(broker.port(), "127.0.0.1"));

            // When
            int subscribe = get(client.subscribe("in", 1));
            int publish = get(client.publish("out", Buffer.buffer("x"), MqttQoS.EXACTLY_ONCE, false, false));

            // Then
            await().until(() -> events.size() == 2);
            assertThat(subscribe).isEqualTo(1);
            assertThat(events).containsExactly("granted [1]", "confirmed " + publish);
            assertThat(broker.published())
                    .extracting(ScriptedBroker.Published::topic)
                    .containsExactly("out");
        }
    }

    @Test
    void endsTheConnectionWhenTheScriptSaysSo() {
        // Given
        client.closeHandler(v -> events.add("closed"));
        ScriptedBroker.Script script = new ScriptedBroker.Script() {
            @Override
            public void publish(ScriptedBroker.Connection connection, ScriptedBroker.Published packet) {
                connection.close();
            }
        };
        try (ScriptedBroker broker = new ScriptedBroker(script)) {
            get(client.connect(broker.port(), "127.0.0.1"));

            // When
            client.publish("out", Buffer.buffer("x"), MqttQoS.AT_LEAST_ONCE, false, false);

            // Then
            await().until(() -> events.equals(List.of("closed")));
        }
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
