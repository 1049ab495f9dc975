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
    private final CountDownLatch readingBegan = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void close() {
        released.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A replica that lost and regained leadership meanwhile must not be without both a connection and a reason. */
    @Test
    void reportsThatCredentialsAreStillBeingReadWhenReopened() throws Exception {
        // Given
        MqttConnection connection = new MqttConnection(
                "test",
                vertx,
                vertx.getOrCreateContext(),
                ConnectionFailureTest.settings(true),
                this::hang,
                new NoOpListener(),
                new SimpleMeterRegistry());
        connection.open(() -> true);
        readingBegan.await();
        connection.close().toCompletionStage().toCompletableFuture().join();
        Optional<String> reasonWhenClosed = connection.failureReason();

        // When
        connection.open(() -> true);

        // Then
        await().until(() -> connection.failureReason().equals(Optional.of(MqttConnection.READING_CREDENTIALS)));
        assertThat(reasonWhenClosed).isEmpty();
    }

    /** A file system that does not released. */
    private MqttClientOptions hang() throws InterruptedException {
        readingBegan.countDown();
        released.await();
        throw new IllegalStateException("released by the test");
    }

    private static final class NoOpListener implements MqttConnection.Listener {

        @Override
        public void prepare(MqttClient client) {}

        @Override
        public void connected(MqttClient client) {}

        @Override
        public void disconnected() {}
    }
}
