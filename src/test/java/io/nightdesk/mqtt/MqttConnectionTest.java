package io.nightdesk.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MqttConnectionTest {

    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);

    @AfterEach
    void close() {
        answer.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A replica that lost and regained its duty meanwhile must not be without a connection and a reason. */
    @Test
    void saysThatCredentialsAreStillBeingReadWhenItIsOpenedAnew() throws Exception {
        // Given
        MqttConnection link = new MqttConnection(
                "test",
                vertx,
                vertx.getOrCreateContext(),
                ConnectionFailureTest.settings(true),
                this::hang,
                new Nobody(),
                new SimpleMeterRegistry());
        link.open(() -> true);
        begun.await();
        link.close().toCompletionStage().toCompletableFuture().join();
        Optional<String> closed = link.complaint();

        // When
        link.open(() -> true);

        // Then
        await().until(() -> link.complaint().equals(Optional.of(MqttConnection.READING)));
        assertThat(closed).isEmpty();
    }

    /** A file system that does not answer. */
    private MqttClientOptions hang() throws InterruptedException {
        begun.countDown();
        answer.await();
        throw new IllegalStateException("of no use any more");
    }

    private static final class Nobody implements MqttConnection.Owner {

        @Override
        public void prepare(MqttClient client) {}

        @Override
        public void connected(MqttClient client) {}

        @Override
        public void disconnected() {}
    }
}
